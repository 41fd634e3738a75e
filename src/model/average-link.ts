import { ClusterLinks, type Groups } from './cluster-links.js'
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
  /** Which mentions were compared with which; all with all where this is not said. */
  readonly groups?: Groups
  /** Clusters of the same pairs before some were added: components without any of those stay as they were. */
  readonly before?: ClustersBefore
}

/** What average link gave before pairs were added. */
export interface ClustersBefore {
  readonly roots: Int32Array
  /** 1 for each mention of a pair that was added, by mention. */
  readonly touched: Uint8Array
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

/** Indexes of the pairs inside each component that is asked for, one component after the other: those of a root are `order` from `starts[root]` to `starts[root + 1]`. */
function byComponent(roots: Int32Array, { left, right }: MentionPairs, probability: Float64Array, asked: (root: number) => boolean): { starts: Int32Array; order: Int32Array } {
  const rootOf = (index: number): number => {
    const [a, b] = [left[index] ?? 0, right[index] ?? 0]
    const root = roots[a] ?? 0
    return a !== b && root === roots[b] && asked(root) && (probability[index] ?? 1) > leastProbability ? root : 0
  }
  const starts = new Int32Array(roots.length + 1)
  for (let index = 0; index < left.length; index += 1) {
    const root = rootOf(index)
    if (root > 0) starts[root + 1] = (starts[root + 1] ?? 0) + 1
  }
  for (let root = 1; root < starts.length; root += 1) starts[root] = (starts[root] ?? 0) + (starts[root - 1] ?? 0)
  const order = new Int32Array(starts.at(-1) ?? 0)
  const at = starts.slice()
  for (let index = 0; index < left.length; index += 1) {
    const root = rootOf(index)
    if (root === 0) continue
    order[at[root] ?? 0] = index
    at[root] = (at[root] ?? 0) + 1
  }
  return { starts, order }
}

/** Mentions of a component up to which it is looked at whether all its pairs speak for it. */
const mostWhole = 64

/**
 * Whether all mentions of a component are one cluster whatever the order of merging: where each pair that was compared is listed above the threshold,
 * so is each mean.
 */
class WholeComponents {
  readonly #place: Int32Array
  readonly #listed = new Uint8Array(mostWhole ** 2)
  readonly #members = new Int32Array(mostWhole)

  constructor(mentions: number, private readonly input: Pick<AverageLinkInput, 'left' | 'right' | 'probability' | 'threshold' | 'groups'>) {
    this.#place = new Int32Array(mentions + 1).fill(-1)
  }

  /** Members of the component of these pairs, where that is so; empty where it is not. */
  members(pairs: Int32Array): Int32Array {
    const { left, right, probability, threshold } = this.input
    const least = threshold * unit
    let [count, listed, holds] = [0, 0, true]
    const placeOf = (mention: number): number => {
      const known = this.#place[mention] ?? -1
      if (known !== -1) return known
      if (count === mostWhole) return -1
      this.#place[mention] = count
      this.#members[count] = mention
      return count++
    }
    for (let at = 0; at < pairs.length && holds; at += 1) {
      const pair = pairs[at] ?? 0
      const [a, b] = [placeOf(left[pair] ?? 0), placeOf(right[pair] ?? 0)]
      holds = a !== -1 && b !== -1 && pair < probability.length && whole(probability[pair] ?? 0) > least
      const cell = Math.min(a, b) * mostWhole + Math.max(a, b)
      if (!holds || this.#listed[cell] === 1) continue
      this.#listed[cell] = 1
      listed += 1
    }
    holds &&= listed === (count * (count - 1)) / 2 || this.#allCompared(count)
    for (let a = 0; a < count; a += 1) {
      this.#place[this.#members[a] ?? 0] = -1
      this.#listed.fill(0, a * mostWhole, a * mostWhole + count)
    }
    return holds ? this.#members.subarray(0, count) : this.#members.subarray(0, 0)
  }

  /** Whether those that are not listed were not compared. */
  #allCompared(count: number): boolean {
    const { groups } = this.input
    if (groups === undefined) return false
    for (let a = 0; a < count; a += 1) {
      const compared = groups.compared[groups.of[this.#members[a] ?? 0] ?? 0] ?? []
      for (let b = a + 1; b < count; b += 1) {
        if (this.#listed[a * mostWhole + b] === 0 && compared[groups.of[this.#members[b] ?? 0] ?? 0] === true) return false
      }
    }
    return true
  }
}

/** Puts the clusters of components in which no pair was added as they were before; tells which components are left to be clustered. */
function kept(clusters: UnionFind, components: Int32Array, { roots, touched }: ClustersBefore): (root: number) => boolean {
  const anew = new Uint8Array(components.length)
  for (let mention = 1; mention < components.length; mention += 1) if (touched[mention] === 1) anew[components[mention] ?? 0] = 1
  for (let mention = 1; mention < components.length; mention += 1) {
    const root = roots[mention] ?? mention
    if (root !== mention && anew[components[mention] ?? 0] === 0) clusters.join(root, mention)
  }
  return (root) => anew[root] === 1
}

/** Pairs after which averageLinkSteps lets others have their turn. */
const pairsAStep = 100_000
/** The same, of merges within one component. */
const mergesAStep = 1000

/** As averageLink, in steps, so that who asks can rest between them; each gives how many pairs are done of how many. */
export function* averageLinkSteps(input: AverageLinkInput): Generator<readonly [done: number, of: number], Int32Array> {
  const { mentions, probability, threshold, apart } = input
  const [left, right] = [joined(input.left, apart?.left), joined(input.right, apart?.right)]
  const clusters = new UnionFind(mentions + 1)
  const components = new UnionFind(mentions + 1)
  for (let pair = 0; pair < probability.length; pair += 1) {
    if ((probability[pair] ?? 0) > Math.max(threshold, leastProbability)) components.join(left[pair] ?? 0, right[pair] ?? 0)
  }
  const roots = components.roots()
  const asked = input.before === undefined ? () => true : kept(clusters, roots, input.before)
  const { starts, order } = byComponent(roots, { left, right }, probability, asked)
  let most = 0
  for (let root = 1; root <= mentions; root += 1) most = Math.max(most, (starts[root + 1] ?? 0) - (starts[root] ?? 0))
  const links = new ClusterLinks(mentions, most, threshold * unit, input.groups)
  const wholes = new WholeComponents(mentions, { left, right, probability, threshold, ...(input.groups === undefined ? {} : { groups: input.groups }) })
  let pause = pairsAStep
  for (let root = 1; root <= mentions; root += 1) {
    const [from, to] = [starts[root] ?? 0, starts[root + 1] ?? 0]
    if (from === to) continue
    if (from >= pause) {
      yield [from, order.length]
      pause = from + pairsAStep
    }
    const only = order[from] ?? 0
    if (to - from === 1 && only < probability.length) {
      if (whole(probability[only] ?? 0) > threshold * unit) clusters.join(left[only] ?? 0, right[only] ?? 0)
      continue
    }
    const pairs = order.subarray(from, to)
    const members = wholes.members(pairs)
    for (let at = 1; at < members.length; at += 1) clusters.join(members[0] ?? 0, members[at] ?? 0)
    if (members.length > 0) continue
    for (const index of pairs) links.add(left[index] ?? 0, right[index] ?? 0, whole(probability[index] ?? 0), index >= probability.length)
    links.settle()
    let merges = 0
    for (let merged = links.mergeBest(); merged; merged = links.mergeBest()) {
      clusters.join(...merged)
      if (++merges % mergesAStep === 0) yield [from, order.length]
    }
  }
  return clusters.roots()
}

/**
 * Average-link clusters (UPGMA, Sokal and Michener 1958): the two clusters with the highest mean probability over all their pairs of mentions
 * merge while that mean is above the threshold; a pair that was compared and is not listed counts as 0. Ties go to the clusters with the least members. Two
 * clusters with a mean above the threshold have a pair above it, so each component of such pairs stands alone. Returns the least mention of
 * the cluster of each mention, by mention; index 0 is unused.
 */
export function averageLink(input: AverageLinkInput): Int32Array {
  const steps = averageLinkSteps(input)
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}
