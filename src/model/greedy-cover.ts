/** A part of a blocking rule: its blocks of one size class, and where its sampled pairs stand among all samples. */
export interface Bucket {
  readonly rule: number
  readonly sizeClass: number
  /** Pairs that these blocks make. */
  readonly pairs: number
  readonly from: number
  readonly to: number
}

export interface CoverInput {
  readonly buckets: readonly Bucket[]
  /** Probability that a sampled pair is a match, by a model without training. */
  readonly probability: Float64Array
  /** For a rule the size class of the block that holds each sampled pair; -1 where the rule does not bring it together. */
  readonly coverage: (rule: number) => Promise<Int8Array>
  /** Pairs that may be listed. */
  readonly budget: number
  /** Expected new matches a pair below which a bucket is not worth its pairs, once so many pairs are listed. */
  readonly leastGain: (listed: number) => number
  /** What the first bucket of a rule costs beside its pairs, in pairs: every mention gets a key and a block. */
  readonly ruleCost: number
}

/** One step of the choice: a rule whose blocks up to a size class are compared from now on. */
export interface CoverStep {
  readonly rule: number
  readonly sizeClass: number
  /** Expected matches that no earlier step covers, a pair. */
  readonly gain: number
  /** Pairs that no earlier step lists, estimated, and in all so far. */
  readonly fresh: number
  readonly listed: number
}

interface Promise_ {
  readonly bucket: number
  readonly gain: number
}

/** A heap of what buckets promise, the best first and the lower number before the higher. */
class Promises {
  readonly #items: Promise_[] = []

  push(item: Promise_): void {
    const items = this.#items
    let at = items.push(item) - 1
    while (at > 0) {
      const up = (at - 1) >> 1
      if (!before(items[at], items[up])) return
      swap(items, at, up)
      at = up
    }
  }

  pop(): Promise_ | undefined {
    const items = this.#items
    const [first] = items
    const last = items.pop()
    if (last === undefined || items.length === 0) return first
    items[0] = last
    for (let at = 0; ;) {
      let least = at
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < items.length && before(items[child], items[least])) least = child
      if (least === at) return first
      swap(items, at, least)
      at = least
    }
  }
}

const before = (a: Promise_ | undefined, b: Promise_ | undefined): boolean =>
  a !== undefined && b !== undefined && (a.gain > b.gain || (a.gain === b.gain && a.bucket < b.bucket))

function swap(items: Promise_[], a: number, b: number): void {
  const [x, y] = [items[a], items[b]]
  if (x !== undefined && y !== undefined) [items[a], items[b]] = [y, x]
}

/**
 * Chooses parts of blocking rules greedily by expected new matches a pair, under a budget of pairs (weighted maximum coverage, Nemhauser et
 * al. 1978; gains only fall, so a stale promise is put back and looked at again when it comes up, Minoux 1978). Taking a size class of a rule
 * takes its smaller blocks too: they cost less.
 */
export async function greedyCover({ buckets, probability, coverage, budget, leastGain, ruleCost }: CoverInput): Promise<CoverStep[]> {
  const covered = new Uint8Array(probability.length)
  const taken = new Uint8Array(buckets.length)
  const chosen = new Set<number>()
  /** Matches a pair that are expected among the pairs of a bucket that nothing covers. */
  const gainOf = ({ from, to }: Bucket): number => {
    let sum = 0
    for (let sample = from; sample < to; sample += 1) if (covered[sample] === 0) sum += probability[sample] as number
    return to === from ? 0 : sum / (to - from)
  }
  const freshShare = ({ from, to }: Bucket): number => {
    let fresh = 0
    for (let sample = from; sample < to; sample += 1) if (covered[sample] === 0) fresh += 1
    return to === from ? 0 : fresh / (to - from)
  }
  const byRule = new Map<number, number[]>()
  buckets.forEach(({ rule }, at) => void byRule.set(rule, [...(byRule.get(rule) ?? []), at]))
  /** A bucket with the smaller ones of its rule that are taken with it. */
  const withSmaller = ({ rule, sizeClass }: Bucket): number[] => (byRule.get(rule) ?? []).filter((at) => taken[at] === 0 && (buckets[at]?.sizeClass ?? 0) <= sizeClass)
  /** Expected matches by what they cost: the pairs, and of a new rule its keys. */
  const worthOf = (bucket: Bucket): number => {
    const keys = chosen.has(bucket.rule) ? 0 : ruleCost
    if (keys === 0) return gainOf(bucket)
    let [matches, cost] = [0, keys]
    for (const at of withSmaller(bucket)) {
      const one = buckets[at] ?? bucket
      matches += gainOf(one) * one.pairs
      cost += one.pairs
    }
    return matches / cost
  }
  const promises = new Promises()
  buckets.forEach((bucket, at) => promises.push({ bucket: at, gain: worthOf(bucket) }))
  const steps: CoverStep[] = []
  let listed = 0
  for (let next = promises.pop(); next !== undefined; next = promises.pop()) {
    const bucket = buckets[next.bucket]
    if (bucket === undefined || taken[next.bucket] === 1) continue
    const worth = worthOf(bucket)
    if (worth < leastGain(listed)) continue
    if (worth < next.gain * 0.9) {
      promises.push({ bucket: next.bucket, gain: worth })
      continue
    }
    const gain = gainOf(bucket)
    const smaller = withSmaller(bucket)
    const fresh = smaller.reduce((sum, at) => sum + (buckets[at]?.pairs ?? 0) * freshShare(buckets[at] ?? bucket), 0)
    if (listed + fresh > budget) continue
    listed += fresh
    for (const at of smaller) taken[at] = 1
    if (!chosen.has(bucket.rule)) {
      chosen.add(bucket.rule)
      // Its other buckets cost their pairs alone from now on.
      for (const at of byRule.get(bucket.rule) ?? []) if (taken[at] === 0) promises.push({ bucket: at, gain: worthOf(buckets[at] ?? bucket) })
    }
    const classes = await coverage(bucket.rule)
    for (let sample = 0; sample < classes.length; sample += 1) {
      const sizeClass = classes[sample] as number
      if (sizeClass >= 0 && sizeClass <= bucket.sizeClass) covered[sample] = 1
    }
    steps.push({ rule: bucket.rule, sizeClass: bucket.sizeClass, gain, fresh, listed })
  }
  return steps
}
