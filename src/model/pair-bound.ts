import { codeOf, type PairCode } from './near-code.js'
import type { Near, Sketches } from './near.js'

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

const highest = (rarity: ComparisonBound['rarity']): number => {
  if (rarity === undefined) return 0
  let most = rarity.usual
  for (const bits of rarity.of) if (bits > most) most = bits
  return most
}

/** The most that a comparison gives to each class, in a case. */
const mostOf = ({ most, full }: BoundCase, agreed: readonly number[], of: number, rare: number): number =>
  Math.max(most[of] ?? 0, full ? (agreed[of] ?? 0) + rare : Number.NEGATIVE_INFINITY)

const sumName = (of: number): string => `sum${of}`

/** A case of the comparison at a place among all: what it adds to the sum of each class. */
function caseCode({ most, full }: BoundCase, comparison: ComparisonBound, place: number, classes: number): string {
  const rare = comparison.rarity === undefined ? '0' : 'rare'
  const adds = Array.from({ length: classes }, (_, of) => {
    const value = most[of] ?? 0
    return `${sumName(of)} += ${full ? `Math.max(${value}, ${comparison.full[of] ?? 0} + ${rare})` : value}`
  })
  const read = full && comparison.rarity !== undefined ? [`const rare = rarityOf(rarity${place}, ${comparison.rarity.usual}, a, b)`] : []
  return `{ ${[...read, ...adds].join('; ')} }`
}

/**
 * The test that tells which pairs may reach a match weight, of the numbers of their mentions. Weights add, so a pair is out as soon as what it has and the most of what is left fall short: exact, for
 * each case gives at least what any level that may hold gives, and so does the sum. The odds of the classes are added: together they must be able to reach the floor.
 * @param start for each class, of which there are two at most, the bits before anything is compared
 * @param floor in bits
 */
export function boundCode(comparisons: readonly ComparisonBound[], sketches: Sketches, start: readonly number[], floor: number): PairCode {
  const rest = start.map(() => 0)
  // So many bits the best class has where all together come to the floor.
  const least = floor - Math.log2(start.length)
  const parts: string[] = []
  for (const [fromEnd, comparison] of comparisons.toReversed().entries()) {
    const { cases, full, rarity } = comparison
    const place = comparisons.length - 1 - fromEnd
    const bodies = cases.map((one) => caseCode(one, comparison, place, start.length))
    const tested = cases.slice(0, -1).map(({ when }, at) => `if (${codeOf(when, sketches)}) ${bodies[at] ?? ''} else `)
    const short = start.map((_, of) => `${sumName(of)} + ${rest[of] ?? 0} < ${least}`)
    parts.unshift(`${tested.join('')}${bodies.at(-1) ?? ''}\n  if (${short.join(' && ')}) return false`)
    const rare = highest(rarity)
    start.forEach((_, of) => {
      rest[of] = (rest[of] ?? 0) + Math.max(...cases.map((one) => mostOf(one, full, of, rare)))
    })
  }
  const sums = start.map((bits, of) => `let ${sumName(of)} = ${bits}`)
  const arrays = Object.fromEntries(comparisons.flatMap(({ rarity }, place) => (rarity === undefined ? [] : [[`rarity${place}`, rarity.of] as const])))
  const code = `(a, b) => {\n  const l = a * ${sketches.width}, r = b * ${sketches.width}\n  ${[...sums, ...parts].join('\n  ')}\n  return ${start.map((_, of) => `oddsOf(${sumName(of)})`).join(' + ')} >= ${2 ** floor}\n}`
  return { code, numbers: sketches.numbers, arrays }
}
