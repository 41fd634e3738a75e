import { grouped, type Grouping } from './grouping.js'

/** Pairs of a match with their weights in bits, each once. */
export interface WeighedPairs {
  readonly left: Int32Array
  readonly right: Int32Array
  readonly bits: Float64Array
}

export interface NeighbourInput {
  /** Least mention of the cluster of each mention, by mention; index 0 is unused. */
  readonly roots: Int32Array
  readonly pairs: WeighedPairs
  /** Which mentions may stand on which side: 1 left, 2 right, 3 both, 0 none. */
  readonly sides: Uint8Array
  /** Whether the sides are one population: then the lesser mention is the left one. */
  readonly within: boolean
  /** Least bits of a pair that makes two clusters neighbours. */
  readonly near: number
  /** Products of the sizes of two clusters beyond which they are passed over: of a cluster with itself, and of two. */
  readonly mostWithin: number
  readonly mostBetween: number
}

/** Pairs of mentions, with the clusters that they stand in, the lesser first. */
export interface NeighbourPairs {
  readonly left: Int32Array
  readonly right: Int32Array
  readonly one: Int32Array
  readonly other: Int32Array
}

/** Pairs of clusters, each once: `one` is the lesser. */
interface ClusterPairs {
  readonly one: Int32Array
  readonly other: Int32Array
}

const sizeOf = ({ starts }: Grouping, root: number): number => (starts[root + 1] ?? 0) - (starts[root] ?? 0)

function neighbouring({ roots, pairs: { left, right, bits }, near, mostBetween }: NeighbourInput, members: Grouping): ClusterPairs {
  const joins = (pair: number): boolean => (bits[pair] ?? 0) >= near && roots[left[pair] ?? 0] !== roots[right[pair] ?? 0]
  let count = 0
  for (let pair = 0; pair < bits.length; pair += 1) if (joins(pair)) count += 1
  const [low, high] = [new Int32Array(count), new Int32Array(count)]
  let at = 0
  for (let pair = 0; pair < bits.length; pair += 1) {
    if (!joins(pair)) continue
    const [a, b] = [roots[left[pair] ?? 0] ?? 0, roots[right[pair] ?? 0] ?? 0]
    low[at] = Math.min(a, b)
    high[at] = Math.max(a, b)
    at += 1
  }
  const { starts, order } = grouped(count, roots.length - 1, (item) => low[item] ?? 0)
  const seenFrom = new Int32Array(roots.length)
  let kept = 0
  const [one, other] = [new Int32Array(count), new Int32Array(count)]
  for (let root = 1; root < roots.length; root += 1) {
    for (let place = starts[root] ?? 0; place < (starts[root + 1] ?? 0); place += 1) {
      const neighbour = high[order[place] ?? 0] ?? 0
      if (seenFrom[neighbour] === root) continue
      seenFrom[neighbour] = root
      if (sizeOf(members, root) * sizeOf(members, neighbour) > mostBetween) continue
      one[kept] = root
      other[kept] = neighbour
      kept += 1
    }
  }
  return { one: one.subarray(0, kept), other: other.subarray(0, kept) }
}

type Visit = (left: number, right: number, one: number, other: number) => void

/** Visits the pairs of mentions of two clusters, the left one in the first. */
function across({ sides, within }: NeighbourInput, { starts, order }: Grouping, first: number, second: number, visit: Visit): void {
  const [one, other] = [Math.min(first, second), Math.max(first, second)]
  for (let a = starts[first] ?? 0; a < (starts[first + 1] ?? 0); a += 1) {
    const left = order[a] ?? 0
    if (((sides[left] ?? 0) & 1) === 0) continue
    for (let b = starts[second] ?? 0; b < (starts[second + 1] ?? 0); b += 1) {
      const right = order[b] ?? 0
      if (((sides[right] ?? 0) & 2) !== 0 && (!within || right > left)) visit(left, right, one, other)
    }
  }
}

function collected(each: (visit: Visit) => void): NeighbourPairs {
  let count = 0
  each(() => void (count += 1))
  const pairs = { left: new Int32Array(count), right: new Int32Array(count), one: new Int32Array(count), other: new Int32Array(count) }
  let at = 0
  each((left, right, one, other) => {
    pairs.left[at] = left
    pairs.right[at] = right
    pairs.one[at] = one
    pairs.other[at] = other
    at += 1
  })
  return pairs
}

const membersOf = ({ roots, sides }: NeighbourInput): Grouping => grouped(roots.length, roots.length - 1, (mention) => ((sides[mention] ?? 0) === 0 ? 0 : (roots[mention] ?? 0)))

/** Pairs of mentions between clusters that a near pair joins, listed or not. */
export function pairsBetween(input: NeighbourInput): NeighbourPairs {
  const members = membersOf(input)
  const { one, other } = neighbouring(input, members)
  return collected((visit) => {
    for (let at = 0; at < one.length; at += 1) {
      across(input, members, one[at] ?? 0, other[at] ?? 0, visit)
      across(input, members, other[at] ?? 0, one[at] ?? 0, visit)
    }
  })
}

/** Pairs of mentions in clusters of which some pair is not listed. */
export function pairsWithin(input: NeighbourInput): NeighbourPairs {
  const { roots, sides, within, mostWithin, pairs: { left, right } } = input
  const members = membersOf(input)
  const listed = new Float64Array(roots.length)
  for (let pair = 0; pair < left.length; pair += 1) {
    const root = roots[left[pair] ?? 0] ?? 0
    if (root === roots[right[pair] ?? 0]) listed[root] = (listed[root] ?? 0) + 1
  }
  const possible = (root: number): number => {
    if (within) return (sizeOf(members, root) * (sizeOf(members, root) - 1)) / 2
    let lefts = 0
    for (let place = members.starts[root] ?? 0; place < (members.starts[root + 1] ?? 0); place += 1) lefts += (sides[members.order[place] ?? 0] ?? 0) & 1
    return lefts * (sizeOf(members, root) - lefts)
  }
  return collected((visit) => {
    for (let root = 1; root < roots.length; root += 1) {
      const size = sizeOf(members, root)
      if (size > 1 && size ** 2 <= mostWithin && (listed[root] ?? 0) < possible(root)) across(input, members, root, root, visit)
    }
  })
}
