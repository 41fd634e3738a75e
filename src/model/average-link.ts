import { ClusterLinks } from './cluster-links.js'
import { grouped } from './grouping.js'
import { UnionFind } from './union-find.js'

/** Pairs of mentions 1 … `mentions`, one an index of both arrays. */
export interface MentionPairs {
  readonly left: Int32Array
  readonly right: Int32Array
}

export interface AverageLinkInput extends MentionPairs {
  readonly mentions: number
  /** Of each pair, 0 to 1. Up to .01 counts as 0; of a pair that is listed twice the higher counts. */
  readonly probability: Float64Array
  readonly threshold: number
  /** Pairs that may never come into one cluster. */
  readonly apart?: MentionPairs
}

const leastProbability = 0.01
// Sums of whole numbers do not hang on the order of the pairs, so that ties are ties.
const unit = 2 ** 30
const whole = (probability: number): number => Math.round(probability * unit)

const joined = (first: Int32Array, second: Int32Array | undefined): Int32Array => {
  if (!second || second.length === 0) return first
  const both = new Int32Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}

/**
 * Average-link clusters (UPGMA, Sokal and Michener 1958): the two clusters with the highest mean probability over all their pairs of mentions
 * merge while that mean is above the threshold; a pair that is not listed counts as 0. Ties go to the clusters with the least members. Two
 * clusters with a mean above the threshold have a pair above it, so each component of such pairs stands alone. Returns the least mention of
 * the cluster of each mention, by mention; index 0 is unused.
 */
export function averageLink(input: AverageLinkInput): Int32Array {
  const { mentions, probability, threshold, apart } = input
  const [left, right] = [joined(input.left, apart?.left), joined(input.right, apart?.right)]
  const clusters = new UnionFind(mentions + 1)
  const components = new UnionFind(mentions + 1)
  for (let pair = 0; pair < probability.length; pair += 1) {
    if ((probability[pair] ?? 0) > Math.max(threshold, leastProbability)) components.join(left[pair] ?? 0, right[pair] ?? 0)
  }
  const roots = components.roots()
  const { starts, order } = grouped(left.length, mentions, (pair) => {
    const [a, b] = [left[pair] ?? 0, right[pair] ?? 0]
    return a !== b && roots[a] === roots[b] && (probability[pair] ?? 1) > leastProbability ? (roots[a] ?? 0) : 0
  })
  let most = 0
  for (let root = 1; root <= mentions; root += 1) most = Math.max(most, (starts[root + 1] ?? 0) - (starts[root] ?? 0))
  const links = new ClusterLinks(mentions, most, whole(threshold))
  for (let root = 1; root <= mentions; root += 1) {
    const [from, to] = [starts[root] ?? 0, starts[root + 1] ?? 0]
    if (from === to) continue
    for (let place = from; place < to; place += 1) {
      const index = order[place] ?? 0
      links.add(left[index] ?? 0, right[index] ?? 0, whole(probability[index] ?? 0), index >= probability.length)
    }
    links.settle()
    for (let merged = links.mergeBest(); merged; merged = links.mergeBest()) clusters.join(...merged)
  }
  return clusters.roots()
}
