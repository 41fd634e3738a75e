import type { MentionPairs } from './average-link.js'

export interface ScoredPairs extends MentionPairs {
  /** Least mention of the cluster of each mention, by mention; index 0 is unused. */
  readonly cluster: Int32Array
  readonly probability: Float64Array
}

/**
 * Merges pairs of clusters, the most probable first, each cluster once at most: what a merged cluster resembles is for the next round to say,
 * with all its values. `left` and `right` are least mentions of clusters; pairs below the threshold do not merge; ties go to the least clusters. Returns the new least mention of each cluster, by mention.
 */
export function mergeEntities({ cluster, left, right, probability, threshold }: ScoredPairs & { readonly threshold: number }): Int32Array {
  const low = left.map((a, pair) => Math.min(a, right[pair] ?? a))
  const high = left.map((a, pair) => Math.max(a, right[pair] ?? a))
  const candidates = Array.from(probability.keys())
    .filter((pair) => (probability[pair] ?? 0) >= threshold && low[pair] !== high[pair])
    .sort((a, b) => (probability[b] ?? 0) - (probability[a] ?? 0) || (low[a] ?? 0) - (low[b] ?? 0) || (high[a] ?? 0) - (high[b] ?? 0))
  const used = new Uint8Array(cluster.length)
  const becomes = Int32Array.from(cluster.keys())
  for (const pair of candidates) {
    const [stays, goes] = [low[pair] ?? 0, high[pair] ?? 0]
    if (used[stays] === 1 || used[goes] === 1) continue
    used[stays] = 1
    used[goes] = 1
    becomes[goes] = stays
  }
  return cluster.map((root) => becomes[root] ?? root)
}

/**
 * How well each mention fits its cluster: its mean probability to the other mentions there, 0 for a pair that is not listed; each pair is listed
 * once at most. A mention that is alone has 0. By mention.
 */
export function fitOfMentions({ cluster, left, right, probability }: ScoredPairs): Float64Array {
  const size = new Int32Array(cluster.length)
  for (let mention = 1; mention < cluster.length; mention += 1) {
    const root = cluster[mention] ?? 0
    size[root] = (size[root] ?? 0) + 1
  }
  const fit = new Float64Array(cluster.length)
  probability.forEach((value, pair) => {
    const [a, b] = [left[pair] ?? 0, right[pair] ?? 0]
    if (a === b || cluster[a] !== cluster[b]) return
    fit[a] = (fit[a] ?? 0) + value
    fit[b] = (fit[b] ?? 0) + value
  })
  return fit.map((sum, mention) => sum / Math.max((size[cluster[mention] ?? 0] ?? 1) - 1, 1))
}
