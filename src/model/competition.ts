import type { MentionPairs } from './average-link.js'

/** Links between two sources that hold each person once at most: `left` are mentions of one source, `right` of the other. */
export interface CrossLinks extends MentionPairs {
  readonly mentions: number
  readonly probability: Float64Array
}

const leastOther = 1e-15

/**
 * Probabilities once the links of a mention exclude each other: the odds of a link stand against those of "none of them" (1) and of every other
 * link of its two mentions. One probability a link, never above the one given.
 */
export function compete({ mentions, left, right, probability }: CrossLinks): Float64Array {
  const odds = probability.map((value) => value / Math.max(1 - value, leastOther))
  const ofMention = new Float64Array(mentions + 1)
  for (const ends of [left, right]) ends.forEach((mention, link) => (ofMention[mention] = (ofMention[mention] ?? 0) + (odds[link] ?? 0)))
  return odds.map((own, link) => {
    const others = Math.max((ofMention[left[link] ?? 0] ?? 0) - own, 0) + Math.max((ofMention[right[link] ?? 0] ?? 0) - own, 0)
    return own / (1 + own + others)
  })
}

export interface DuplicateEvidence {
  /** Mentions of the other source with a link above .9. */
  readonly linked: number
  /** Those of them with two such links, of whose mentions each has no better link elsewhere. */
  readonly doubled: number
  /** Share of the linked that are doubled, with a 95 % interval (Wilson 1927). */
  readonly share: number
  readonly lower: number
  readonly upper: number
  /** Whether the source may be taken to hold one mention a person at most. */
  readonly free: boolean
}

const likely = 0.9
const mostDoubled = 0.05
const z = 1.96

function wilson(hits: number, trials: number): readonly [lower: number, upper: number] {
  if (trials === 0) return [0, 1]
  const share = hits / trials
  const middle = (share + z ** 2 / (2 * trials)) / (1 + z ** 2 / trials)
  const half = (z / (1 + z ** 2 / trials)) * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2))
  return [hits === 0 ? 0 : Math.max(0, middle - half), hits === trials ? 1 : Math.min(1, middle + half)]
}

/**
 * Evidence from the links across (probabilities before any competition) whether one source, the one on `side`, holds a person once at most. A
 * mention of the other source with two links above .9 points to two mentions of one person; not so if one of the two has a better link
 * elsewhere, because then it is more likely someone else, a relative or a namesake, whose own mention was found. Such doubles are counted only
 * where both have their best link here.
 *
 * The source counts as free if the share of doubles is below .05 even at the upper end of its interval. A wrong "free" loses one true link of each
 * doubled person, so at most that share of the true links; a wrong "not free" keeps every false link that competition would have removed, most
 * of which lie below .9 and number far more than the doubles. With fewer than about 75 linked mentions no share is that sure: not free.
 */
export function freeOfDuplicates({ mentions, left, right, probability, side }: CrossLinks & { readonly side: 'left' | 'right' }): DuplicateEvidence {
  const [ours, theirs] = side === 'left' ? [left, right] : [right, left]
  const best = new Float64Array(mentions + 1)
  ours.forEach((mention, link) => (best[mention] = Math.max(best[mention] ?? 0, probability[link] ?? 0)))
  const strong = new Uint8Array(mentions + 1)
  const settled = new Int32Array(mentions + 1)
  let [linked, doubled] = [0, 0]
  probability.forEach((value, link) => {
    const [our, their] = [ours[link] ?? 0, theirs[link] ?? 0]
    if (value <= likely) return
    if (strong[their] === 0) linked += 1
    strong[their] = 1
    if (value < (best[our] ?? 0)) return
    settled[their] = (settled[their] ?? 0) + 1
    if (settled[their] === 2) doubled += 1
  })
  const [lower, upper] = wilson(doubled, linked)
  return { linked, doubled, share: linked === 0 ? 0 : doubled / linked, lower, upper, free: upper < mostDoubled }
}
