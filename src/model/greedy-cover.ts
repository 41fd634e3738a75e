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
  /** Expected new matches a pair below which a bucket is not worth its pairs. */
  readonly leastGain: number
}

/** One step of the choice: a rule whose blocks up to a size class are compared from now on. */
export interface CoverStep {
  readonly rule: number
  readonly sizeClass: number
  /** Expected matches a pair that no earlier step covers. */
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
export async function greedyCover({ buckets, probability, coverage, budget, leastGain }: CoverInput): Promise<CoverStep[]> {
  const covered = new Uint8Array(probability.length)
  const taken = new Uint8Array(buckets.length)
  const part = ({ from, to }: Bucket, weigh: (sample: number) => number): number => {
    let sum = 0
    for (let sample = from; sample < to; sample += 1) if (covered[sample] === 0) sum += weigh(sample)
    return to === from ? 0 : sum / (to - from)
  }
  const gainOf = (bucket: Bucket): number => part(bucket, (sample) => probability[sample] ?? 0)
  const promises = new Promises()
  buckets.forEach((bucket, at) => promises.push({ bucket: at, gain: gainOf(bucket) }))
  const steps: CoverStep[] = []
  let listed = 0
  for (let next = promises.pop(); next !== undefined; next = promises.pop()) {
    const bucket = buckets[next.bucket]
    if (bucket === undefined || taken[next.bucket] === 1) continue
    const gain = gainOf(bucket)
    if (gain < leastGain) continue
    if (gain < next.gain * 0.9) {
      promises.push({ bucket: next.bucket, gain })
      continue
    }
    const smaller = buckets.flatMap((other, at) => (other.rule === bucket.rule && other.sizeClass <= bucket.sizeClass && taken[at] === 0 ? [at] : []))
    const fresh = smaller.reduce((sum, at) => sum + (buckets[at]?.pairs ?? 0) * part(buckets[at] ?? bucket, () => 1), 0)
    if (listed + fresh > budget) continue
    listed += fresh
    for (const at of smaller) taken[at] = 1
    const classes = await coverage(bucket.rule)
    classes.forEach((sizeClass, sample) => {
      if (sizeClass >= 0 && sizeClass <= bucket.sizeClass) covered[sample] = 1
    })
    steps.push({ rule: bucket.rule, sizeClass: bucket.sizeClass, gain, fresh, listed })
  }
  return steps
}
