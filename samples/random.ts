const mix = (hash: number, value: number): number => {
  let mixed = Math.imul(hash ^ value, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

const labels = new Map<string, number>()

const labelHash = (label: string | number): number => {
  if (typeof label === 'number') return (label ^ 0x9e3779b9) >>> 0
  const known = labels.get(label)
  if (known !== undefined) return known
  let hash = 0x811c9dc5
  for (let at = 0; at < label.length; at += 1) hash = Math.imul(hash ^ label.charCodeAt(at), 0x01000193)
  labels.set(label, hash >>> 0)
  return hash >>> 0
}

/**
 * A stream of pseudo-random numbers (sfc32), with named sub-streams. A child depends on its parent's key and its own label alone,
 * never on what was drawn before, so a new draw in one place leaves every other stream as it was.
 */
export class Random {
  #a: number
  #b: number
  #c: number
  #d = 1
  #warm = false

  private constructor(
    private readonly high: number,
    private readonly low: number,
  ) {
    this.#a = high
    this.#b = low
    this.#c = mix(high, low)
  }

  static seeded(seed: number): Random {
    return new Random(mix(0x6a09e667, seed >>> 0), mix(0xbb67ae85, Math.floor(seed / 2 ** 32) ^ ~seed))
  }

  /** The sub-stream of that name; numbers up to 2³² are names too. */
  child(label: string | number): Random {
    const hash = labelHash(label)
    return new Random(mix(mix(this.high, hash), this.low), mix(mix(this.low, hash ^ 0x5bd1e995), this.high))
  }

  /** Uniform in [0, 1). */
  next(): number {
    if (!this.#warm) {
      this.#warm = true
      for (let round = 0; round < 8; round += 1) this.next()
    }
    const sum = (((this.#a + this.#b) | 0) + this.#d) | 0
    this.#d = (this.#d + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (this.#c << 21) | (this.#c >>> 11)
    this.#c = (this.#c + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }

  /** Whether the named event of that rate happens: one hash, no stream. */
  happens(label: string, rate: number): boolean {
    const hash = labelHash(label)
    return mix(mix(mix(this.high, hash), this.low), hash) / 4_294_967_296 < rate
  }

  /** Integer from low to high, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  chance(rate: number): boolean {
    return this.next() < rate
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)]
    if (item === undefined) throw new RangeError('nothing to pick from')
    return item
  }

  /** One of the items, by weight. */
  weighted<T>(items: readonly (readonly [T, number])[]): T {
    let left = this.next() * items.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [item, weight] of items) {
      left -= weight
      if (left < 0) return item
    }
    return this.pick(items)[0]
  }

  /** The items in another order; the input stays as it was. */
  shuffle<T>(items: readonly T[]): T[] {
    return items
      .map((item) => [this.next(), item] as const)
      .sort(([a], [b]) => a - b)
      .map(([, item]) => item)
  }
}

/** Picks from a list by Zipf's law: the item of rank r has weight 1 / (r + 2) ^ exponent. */
export const zipf = <T>(items: readonly T[], exponent: number): ((random: Random) => T) => {
  let total = 0
  const cumulative = items.map((_, rank) => (total += (rank + 2) ** -exponent))
  return (random) => {
    const target = random.next() * total
    let low = 0
    let high = items.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((cumulative[middle] ?? total) > target) high = middle
      else low = middle + 1
    }
    const item = items[low]
    if (item === undefined) throw new RangeError('nothing to pick from')
    return item
  }
}
