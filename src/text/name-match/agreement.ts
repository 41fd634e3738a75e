import type { NameOrder } from './order.js'

/** `omitted`: only one name has one, or Jr beside II, which both mean the second. `contradicts`: father and son, in most cases. */
export type SuffixAgreement = 'same' | 'omitted' | 'contradicts' | 'none'

export interface NameAgreement {
  /** 0 to 1; a ranking, not a probability. */
  readonly score: number
  /** Weight of words that both names have: an ordinary word 1, an initial .5, a frequent word down to .6, a rare one up to 1.2. */
  readonly matched: number
  /** Weight of words that stand against each other. */
  readonly contradicted: number
  /** Weight of words that one name has and nothing in the other contradicts; particles .12, forefathers half. */
  readonly omitted: number
  /** Similarity of the least alike matched words, 0 when none matched. */
  readonly weakest: number
  readonly order: NameOrder
  readonly suffix: SuffixAgreement
  /** How many matched words have more than one letter on both sides. */
  readonly fullWords: number
  /** A name was cut to its first 300 characters or 16 words. */
  readonly truncated: boolean
}

/**
 * The cut for "one person's name" where no model weighs the levels. One contradicting word scales the score by .72 and a contradicting
 * suffix by .7, so neither ever reaches it, while a name of two words that omits a third, or spells one of its words otherwise, does.
 */
export const nameScoreCut = 0.75

const orderFactor: Readonly<Record<NameOrder, number>> = { same: 1, rotated: 0.97, other: 0.95, exchanged: 0.6 }
const suffixFactor: Readonly<Record<SuffixAgreement, number>> = { same: 1, none: 1, omitted: 0.97, contradicts: 0.7 }
const contradictionFactor = 0.72
const omissionShare = 0.25

const second = new Set(['jr', '2'])

export const suffixAgreement = (a: string, b: string): SuffixAgreement => {
  if (a === b) return a === '' ? 'none' : 'same'
  return a === '' || b === '' || (second.has(a) && second.has(b)) ? 'omitted' : 'contradicts'
}

export const suffixScore = (suffix: SuffixAgreement): number => suffixFactor[suffix]

/** What the score is made of; `similarities` and `weights` are those of the matched words. */
export interface Evidence {
  readonly similarities: readonly number[]
  readonly weights: readonly number[]
  readonly against: number
  readonly contradicted: number
  readonly omittedWords: number
  readonly omittedParticles: number
  readonly fullWords: number
  readonly order: NameOrder
}

/**
 * Matched similarity over matched, contradicted and a quarter of omitted weight; each contradicting word, two at most, is a near-veto, not
 * a term of a mean.
 */
export const wordScore = ({ similarities, weights, against, contradicted, omittedWords, omittedParticles, fullWords, order }: Evidence): number => {
  if (weights.length === 0) return 0
  let matched = 0
  let alike = 0
  for (const [at, weight] of weights.entries()) {
    matched += weight
    alike += weight * (similarities[at] ?? 0)
  }
  let score = alike / (matched + contradicted + omissionShare * (omittedWords + omittedParticles))
  score *= contradictionFactor ** Math.min(against, 2) * orderFactor[order]
  // Little was matched: weak evidence, and initials alone weaker.
  if (fullWords === 0) score *= 0.5
  else if (omittedWords > 0 && fullWords < 2) score *= 0.8
  return score
}
