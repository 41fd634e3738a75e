import { foldName } from '../fold.js'
import { areNicknames } from '../nicknames.js'
import { arePinyinAndWadeGiles } from './chinese.js'
import { maxCharacters, maxTokens, maxWordLength } from './limits.js'
import { withoutParticles } from './particles.js'
import { tokenOf, type Token } from './token.js'
import { editSimilarity } from './token-similarity.js'
import { areAbbreviations, areFamilyVariants } from './variant-groups.js'

/**
 * `variant`: one name spelled or romanised otherwise, its parts joined, parted or in another order, with or without particles. `similar`:
 * within the edits a name of that length may differ by. `initial`: of the other. `part`: words left out, or the end cut off; nothing
 * contradicts. The best level that holds; text without letters is `different`.
 */
export type FamilyNameAgreement = 'exact' | 'variant' | 'similar' | 'initial' | 'part' | 'different'

/** `nickname`: one short for the other, or both for a third: Bill, Will, William. */
export type GivenNameAgreement = FamilyNameAgreement | 'nickname'

type Level = GivenNameAgreement
type WordLevel = (a: Token, b: Token) => Level

const rank: Readonly<Record<Level, number>> = { exact: 0, variant: 1, nickname: 2, similar: 3, initial: 4, part: 5, different: 6 }
const shortestCut = 4

const sounds = (a: Token, b: Token): boolean =>
  a.key === b.key ||
  (a.vowels === b.vowels && a.text.length >= 4 && b.text.length >= 4) ||
  (a.listed && b.listed && (areAbbreviations(a.text, b.text) || arePinyinAndWadeGiles(a.text, b.text)))

const spelling = (a: Token, b: Token): Level => {
  if (editSimilarity(a, b) > 0) return 'similar'
  const [short, long] = a.text.length < b.text.length ? [a.text, b.text] : [b.text, a.text]
  return short.length >= shortestCut && long.startsWith(short) ? 'part' : 'different'
}

const wordLevel = (a: Token, b: Token, listed: (a: Token, b: Token) => Level | undefined): Level => {
  if (a.text === b.text) return 'exact'
  const initial = a.text.length === 1 || b.text.length === 1
  if (!initial && sounds(a, b)) return 'variant'
  const found = listed(a, b)
  if (found !== undefined) return found
  if (initial) return a.text[0] === b.text[0] ? 'initial' : 'different'
  return spelling(a, b)
}

const givenWord: WordLevel = (a, b) => wordLevel(a, b, () => (areNicknames(a.text, b.text) ? 'nickname' : undefined))
const familyWord: WordLevel = (a, b) => wordLevel(a, b, () => (a.listed && b.listed && areFamilyVariants(a.text, b.text) ? 'variant' : undefined))

const worse = (a: Level, b: Level): Level => (rank[a] >= rank[b] ? a : b)

/** Every word of the shorter name with its best free word of the longer; the worst of these levels. */
const byWords = (short: readonly Token[], long: readonly Token[], level: WordLevel): { worst: Level; moved: boolean } => {
  const free = long.map((word, place) => ({ word, place }))
  let worst: Level = 'exact'
  let last = -1
  let moved = false
  for (const mine of short) {
    let best = 0
    let bestLevel: Level = 'different'
    for (const [at, { word }] of free.entries()) {
      const found = level(mine, word)
      if (rank[found] < rank[bestLevel]) [best, bestLevel] = [at, found]
    }
    if (bestLevel === 'different') return { worst: 'different', moved }
    const [taken] = free.splice(best, 1)
    moved ||= (taken?.place ?? 0) < last
    last = taken?.place ?? 0
    worst = worse(worst, bestLevel)
  }
  return { worst, moved }
}

const joinedText = (words: readonly Token[]): string => words.map(({ text }) => text).join('')
const initialsOf = (words: readonly Token[]): string => words.map(({ text }) => text[0]).join('')

const compare = (a: readonly Token[], b: readonly Token[], level: WordLevel): Level => {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length === 0) return 'different'
  const joined = level(tokenOf(joinedText(short)), tokenOf(joinedText(long)))
  if (joined === 'exact') return 'variant'
  if (long.length === 1) return joined
  const { worst, moved } = byWords(short, long, level)
  if (short.length === long.length) return moved ? worse(worst, 'variant') : worst
  // JC for Jean Claude; one or the other of its words is then no initial.
  if (short.length === 1 && long.length > 1 && short[0]?.text === initialsOf(long)) return 'initial'
  if (joined === 'variant') return joined
  if (worst === 'different') return joined === 'similar' ? joined : worst
  return worst === 'initial' ? worst : 'part'
}

const single = /^[a-z]{1,60}$/

const wordsOf = (name: string): string[] => {
  const folded = foldName(name.slice(0, maxCharacters))
  return folded === '' ? [] : folded.split(' ', maxTokens).map((word) => word.slice(0, maxWordLength))
}

const tokensOf = (words: readonly string[]): Token[] => words.map((word) => tokenOf(word))

const compareFields = (a: string, b: string, level: WordLevel, bare: (words: readonly string[]) => readonly string[]): Level => {
  if (single.test(a) && single.test(b)) return level(tokenOf(a), tokenOf(b))
  const [left, right] = a <= b ? [wordsOf(a), wordsOf(b)] : [wordsOf(b), wordsOf(a)]
  if (left.length > 0 && left.join(' ') === right.join(' ')) return 'exact'
  const whole = compare(tokensOf(left), tokensOf(right), level)
  const [bareLeft, bareRight] = [bare(left), bare(right)]
  if (bareLeft.length === left.length && bareRight.length === right.length) return whole
  const found = compare(tokensOf(bareLeft), tokensOf(bareRight), level)
  const without = found === 'exact' ? 'variant' : found
  return rank[without] < rank[whole] ? without : whole
}

/** How two given names, folded or not, of one or several words, agree. Symmetric. */
export const sameGivenName = (a: string, b: string): GivenNameAgreement => compareFields(a, b, givenWord, (words) => words)

/** How two family names, folded or not, of one or several words, agree. Symmetric. */
export const sameFamilyName = (a: string, b: string): FamilyNameAgreement => compareFields(a, b, familyWord, withoutParticles) as FamilyNameAgreement
