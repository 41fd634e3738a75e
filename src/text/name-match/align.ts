import { assign } from './assignment.js'
import type { NameWord, ReadName } from './read-name.js'
import type { Token } from './token.js'
import { tokenSimilarity, type SoundMode } from './token-similarity.js'

/** Share of people (0 to 1) who bear a folded word of a name, when known. */
export type TokenFrequency = (token: string) => number | undefined

export interface Matched {
  readonly a: NameWord
  readonly b: NameWord
  /** Where the word of the second name stands among its words. */
  readonly place: number
  readonly similarity: number
  readonly weight: number
}

export interface Alignment {
  /** In the order of the first name. */
  readonly matched: readonly Matched[]
  /** Words without a partner. */
  readonly leftA: readonly NameWord[]
  readonly leftB: readonly NameWord[]
}

const halfWeight = 0.5
const cutSimilarity = 0.7
const matchFrom = 0.5
const placePreference = 0.02

/** Rare words weigh more, within .6 to 1.2, lest a rare misspelling decide; a word of unknown frequency weighs 1, half a word .5. */
export const wordWeight = (word: NameWord, frequency: TokenFrequency | undefined): number => {
  if (word.half) return halfWeight
  const share = frequency?.(word.token.text)
  return share === undefined ? 1 : Math.min(1.2, Math.max(0.6, -Math.log10(Math.max(share, 1e-9)) / 4))
}

const isCutOff = (short: Token, long: Token, of: ReadName): boolean =>
  of.cutWord === short && short.text.length > 1 && long.text.length > short.text.length + 1 && long.text.startsWith(short.text)

/** The best one-to-one assignment of the words that are not light, by weight × similarity with a slight preference for equal places. */
export const align = (
  [a, b]: readonly [ReadName, ReadName],
  [wordsA, wordsB]: readonly [readonly NameWord[], readonly NameWord[]],
  mode: SoundMode,
  frequency: TokenFrequency | undefined,
): Alignment => {
  const x = wordsA.filter(({ light }) => !light)
  const y = wordsB.filter(({ light }) => !light)
  const weightsX = x.map((word) => wordWeight(word, frequency))
  const weightsY = y.map((word) => wordWeight(word, frequency))
  const similarities = x.flatMap(({ token: mine }) =>
    y.map(({ token: theirs }) => {
      const similarity = tokenSimilarity(mine, theirs, mode)
      return similarity < cutSimilarity && (isCutOff(mine, theirs, a) || isCutOff(theirs, mine, b)) ? cutSimilarity : similarity
    }),
  )
  const similarityAt = (i: number, j: number): number => similarities[i * y.length + j] ?? 0
  const cost = (i: number, j: number): number =>
    placePreference * Math.abs(i / x.length - j / y.length) - (((weightsX[i] ?? 0) + (weightsY[j] ?? 0)) / 2) * similarityAt(i, j)

  const partner = new Map<number, number>()
  if (x.length <= y.length) for (const [i, j] of assign(x.length, y.length, cost).entries()) partner.set(i, j)
  else for (const [j, i] of assign(y.length, x.length, (row, column) => cost(column, row)).entries()) partner.set(i, j)

  const matched: Matched[] = []
  const leftA: NameWord[] = []
  const leftB = new Set(y)
  for (const [i, word] of x.entries()) {
    const j = partner.get(i)
    const other = j === undefined ? undefined : y[j]
    const similarity = j === undefined ? 0 : similarityAt(i, j)
    if (j === undefined || other === undefined || similarity < matchFrom) leftA.push(word)
    else {
      // A doubtful match of a rare word with a frequent one weighs as the rare one.
      const weight = (similarity >= 0.8 ? Math.min : Math.max)(weightsX[i] ?? 0, weightsY[j] ?? 0)
      matched.push({ a: word, b: other, place: j, similarity, weight })
      leftB.delete(other)
    }
  }
  return { matched, leftA, leftB: [...leftB] }
}
