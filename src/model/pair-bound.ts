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
  readonly rarity?: { readonly of: Float32Array; readonly usual: number }
}

interface Part {
  readonly tests: readonly PairTest[]
  readonly full: Uint8Array
  /** For each case the most that it gives to the first and the other class. */
  readonly most: Float64Array
  readonly otherMost: Float64Array
  /** Bits of full agreement, its rarity apart. */
  readonly agreed: number
  readonly otherAgreed: number
  readonly rarity: Float32Array | undefined
  readonly usual: number
  /** The most of what comes after it, for the first and the other class. */
  readonly rest: number
  readonly otherRest: number
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
  readonly #start: number
  readonly #otherStart: number
  readonly #width: number

  /**
   * @param start for each class, of which there are two at most, the bits before anything is compared
   * @param floor the bits that a class must be able to reach
   */
  constructor(comparisons: readonly ComparisonBound[], sketches: Sketches, start: readonly number[], floor: number) {
    this.#start = start[0] ?? 0
    this.#otherStart = start[1] ?? Number.NEGATIVE_INFINITY
    this.#width = sketches.width
    this.#floor = floor
    const rest = start.map(() => 0)
    const parts: Part[] = []
    for (const comparison of comparisons.toReversed()) {
      const { cases, full, rarity } = comparison
      parts.unshift({
        tests: cases.slice(0, -1).map(({ when }) => pairTest(when, sketches)),
        full: Uint8Array.from(cases, (one) => (one.full ? 1 : 0)),
        most: Float64Array.from(cases, ({ most }) => most[0] ?? 0),
        otherMost: Float64Array.from(cases, ({ most }) => most[1] ?? 0),
        agreed: full[0] ?? 0,
        otherAgreed: full[1] ?? 0,
        rarity: rarity?.of,
        usual: rarity?.usual ?? 0,
        rest: rest[0] ?? 0,
        otherRest: rest[1] ?? 0,
      })
      const rare = highest(rarity)
      start.forEach((_, of) => {
        rest[of] = (rest[of] ?? 0) + Math.max(...cases.map((one) => Math.max(one.most[of] ?? 0, one.full ? (full[of] ?? 0) + rare : Number.NEGATIVE_INFINITY)))
      })
    }
    this.#parts = parts
  }

  /** Whether the pair of two mentions may reach the floor. */
  mayReach(l: number, r: number): boolean {
    const leftPlace = l * this.#width
    const rightPlace = r * this.#width
    const floor = this.#floor
    let one = this.#start
    let other = this.#otherStart
    for (const part of this.#parts) {
      const { tests } = part
      let at = 0
      while (at < tests.length && !(tests[at] as PairTest)(leftPlace, rightPlace)) at += 1
      let most = part.most[at] ?? 0
      let otherMost = part.otherMost[at] ?? 0
      if (part.full[at] === 1) {
        const rarity = part.rarity === undefined ? 0 : rarityOf(part.rarity, part.usual, l, r)
        most = Math.max(most, part.agreed + rarity)
        otherMost = Math.max(otherMost, part.otherAgreed + rarity)
      }
      one += most
      other += otherMost
      if (one + part.rest < floor && other + part.otherRest < floor) return false
    }
    return true
  }
}

/** Of the commoner of two values; of the one that is there; else the usual one. */
function rarityOf(rarity: Float32Array, usual: number, l: number, r: number): number {
  const a = rarity[l] ?? Number.NaN
  const b = rarity[r] ?? Number.NaN
  if (a <= b) return a
  if (b < a) return b
  return Number.isNaN(a) ? (Number.isNaN(b) ? usual : b) : a
}
