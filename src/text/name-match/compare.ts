import { suffixAgreement, suffixScore, wordScore, type NameAgreement } from './agreement.js'
import { align, type TokenFrequency } from './align.js'
import { correspond } from './join-split.js'
import { leftOver, particlesApart } from './left-over.js'
import { nameOrder } from './order.js'
import { readName, type ReadName } from './read-name.js'
import { characterScore, comparesCharacters } from './same-script.js'
import { soundMode } from './sound-mode.js'

const nothing = (truncated: boolean): NameAgreement => ({
  score: 0, matched: 0, contradicted: 0, omitted: 0, weakest: 0, order: 'same', suffix: 'none', fullWords: 0, truncated,
})

const compareRead = (a: ReadName, b: ReadName, frequency: TokenFrequency | undefined): NameAgreement => {
  const truncated = a.truncated || b.truncated
  if (a.words.length === 0 || b.words.length === 0) return nothing(truncated)
  const mode = soundMode(a, b)
  const words = a.folded === b.folded ? ([a.words, b.words] as const) : correspond(a.words, b.words, mode)
  const { matched, leftA, leftB } = align([a, b], words, mode, frequency)
  const { against, contradicted, omitted: omittedWords } = leftOver(leftA, leftB, frequency)
  const omittedParticles = particlesApart(...words)
  const order = nameOrder(matched, ...words)
  const suffix = suffixAgreement(a.suffix, b.suffix)
  const similarities = matched.map(({ similarity }) => similarity)
  const weights = matched.map(({ weight }) => weight)
  const fullWords = matched.filter((pair) => !pair.a.half && !pair.b.half).length

  let score: number
  if (comparesCharacters(a, b)) score = characterScore(a, b)
  else if (a.folded === b.folded) score = 1
  else score = wordScore({ similarities, weights, against, contradicted, omittedWords, omittedParticles, fullWords, order })
  return {
    score: score * suffixScore(suffix),
    matched: weights.reduce((sum, weight) => sum + weight, 0),
    contradicted,
    omitted: omittedWords + omittedParticles,
    weakest: similarities.length === 0 ? 0 : Math.min(...similarities),
    order,
    suffix,
    fullWords,
    truncated,
  }
}

/**
 * How two full names of people, in any script and order, agree: as levels, with one score to rank by. Symmetric. `frequency` makes frequent
 * words weigh less. A text that names nobody scores 0.
 */
export const compareFullNames = (a: string, b: string, frequency?: TokenFrequency): NameAgreement => {
  const [first, second] = a <= b ? [a, b] : [b, a]
  return compareRead(readName(first), readName(second), frequency)
}

/** The best agreement over two people's names and aliases, with the pair that gave it; undefined when a list is empty. */
export const bestOfAliases = (
  as: readonly string[],
  bs: readonly string[],
  frequency?: TokenFrequency,
): { readonly a: string; readonly b: string; readonly agreement: NameAgreement } | undefined => {
  let best: { a: string; b: string; agreement: NameAgreement } | undefined
  for (const a of as) {
    for (const b of bs) {
      const agreement = compareFullNames(a, b, frequency)
      if (best === undefined || agreement.score > best.agreement.score) best = { a, b, agreement }
    }
  }
  return best
}
