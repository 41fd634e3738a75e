import { pairTest, type Near, type PairTest, type Sketches } from './near.js'

/** A case of a comparison: what must hold for it, and the most bits that it gives to a class of pairs. */
export interface BoundCase {
  /** Asked in order; the last case holds where no other does. */
  readonly when: Near
  /** For each class the most bits without full agreement; -Infinity where only full agreement is left. */
  readonly most: readonly number[]
  /** Full agreement may hold. */
  readonly full: boolean
}

/** How much a comparison can give at most. */
export interface ComparisonBound {
  readonly cases: readonly BoundCase[]
  /** For each class the bits of full agreement, its rarity apart where `rarity` is told. */
  readonly full: readonly number[]
  /** Rarity of each mention's value, NaN where it has none; and what stands for it then. */
  readonly rarity?: { readonly of: Float64Array; readonly usual: number }
}

interface Part {
  readonly tests: readonly PairTest[]
  readonly full: Uint8Array
  readonly most: readonly Float64Array[]
  readonly agreed: Float64Array
  readonly rarity: Float64Array | undefined
  readonly usual: number
  /** The most of what comes after it, for each class. */
  readonly rest: Float64Array
}

const highest = (rarity: ComparisonBound['rarity']): number => {
  if (rarity === undefined) return 0
  let most = rarity.usual
  for (const bits of rarity.of) if (bits > most) most = bits
  return most
}

/**
 * Tells which pairs may reach a match weight. Weights add, so a pair is out as soon as what it has and the most of what is left fall short: exact, for
 * each case gives at least what any level that may hold gives, and so does the sum. A pair is held to reach it where one of the classes does.
 */
export class PairBound {
  readonly #parts: readonly Part[]
  readonly #floor: number
  readonly #start: Float64Array

  /**
   * @param start for each class, of which there are two at most, the bits before anything is compared
   * @param floor the bits that a class must be able to reach
   */
  constructor(comparisons: readonly ComparisonBound[], sketches: Sketches, start: readonly number[], floor: number) {
    this.#start = Float64Array.from(start)
    this.#floor = floor
    const rest = start.map(() => 0)
    const parts: Part[] = []
    for (const comparison of comparisons.toReversed()) {
      const { cases, full, rarity } = comparison
      parts.unshift({
        tests: cases.slice(0, -1).map(({ when }) => pairTest(when, sketches)),
        full: Uint8Array.from(cases, (one) => (one.full ? 1 : 0)),
        most: start.map((_, of) => Float64Array.from(cases, ({ most }) => most[of] ?? 0)),
        agreed: Float64Array.from(full),
        rarity: rarity?.of,
        usual: rarity?.usual ?? 0,
        rest: Float64Array.from(rest),
      })
      const rare = highest(rarity)
      start.forEach((_, of) => {
        rest[of] = (rest[of] ?? 0) + Math.max(...cases.map((one) => Math.max(one.most[of] ?? 0, one.full ? (full[of] ?? 0) + rare : Number.NEGATIVE_INFINITY)))
      })
    }
    this.#parts = parts
  }

  /** Whether the pair of two mentions, by their places, may reach the floor. */
  mayReach(l: number, r: number): boolean {
    const [first = 0, second = Number.NEGATIVE_INFINITY] = this.#start
    const floor = this.#floor
    let [a, b] = [first, second]
    for (const part of this.#parts) {
      const { tests, rest } = part
      let at = 0
      while (at < tests.length && !(tests[at] as PairTest)(l, r)) at += 1
      let one = part.most[0]?.[at] ?? 0
      let other = part.most[1]?.[at] ?? 0
      if (part.full[at] === 1) {
        const rarity = part.rarity === undefined ? 0 : rarityOf(part.rarity, part.usual, l, r)
        one = Math.max(one, (part.agreed[0] ?? 0) + rarity)
        other = Math.max(other, (part.agreed[1] ?? 0) + rarity)
      }
      a += one
      b += other
      if (a + (rest[0] ?? 0) < floor && b + (rest[1] ?? 0) < floor) return false
    }
    return true
  }
}

/** Of the commoner of two values; of the one that is there; else the usual one. */
function rarityOf(rarity: Float64Array, usual: number, l: number, r: number): number {
  const a = rarity[l] ?? Number.NaN
  const b = rarity[r] ?? Number.NaN
  if (a <= b) return a
  if (b < a) return b
  return Number.isNaN(a) ? (Number.isNaN(b) ? usual : b) : a
}
