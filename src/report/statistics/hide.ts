import { held } from './counts.js'
import type { Sum } from './sums.js'

export interface Cells {
  /** Every figure that counts, as a whole number of millionths. */
  readonly counts: ReadonlyMap<string, bigint>
  /** Small cells: the reader is told that they are fewer than the limit. */
  readonly small: ReadonlySet<string>
  /** Others that are hidden from the start. */
  readonly besides: ReadonlySet<string>
  readonly sums: readonly Sum[]
  readonly below: number
}

type Equation = Map<string, bigint>

/** A sum as the reader has it: the hidden figures are unknown, the rest is known. */
function unknownsOf({ terms }: Sum, hidden: ReadonlySet<string>): Equation | undefined {
  const equation: Equation = new Map()
  for (const [name, sign] of terms) if (hidden.has(name)) equation.set(name, (equation.get(name) ?? 0n) + sign)
  for (const [name, factor] of equation) if (factor === 0n) equation.delete(name)
  return equation.size === 0 ? undefined : equation
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b))

/** `equation` without a variable, by means of one that has it; whole numbers stay whole. */
function without(equation: Equation, name: string, pivot: Equation): Equation {
  const [a, b] = [equation.get(name) ?? 0n, pivot.get(name) ?? 0n]
  const made: Equation = new Map()
  for (const key of new Set([...equation.keys(), ...pivot.keys()])) {
    const factor = (equation.get(key) ?? 0n) * b - (pivot.get(key) ?? 0n) * a
    if (factor !== 0n) made.set(key, factor)
  }
  const divisor = [...made.values()].reduce(gcd, 0n)
  return divisor > 1n ? new Map([...made].map(([key, factor]) => [key, factor / divisor])) : made
}

/** An equation without the variables that others lead. */
function reduced(equation: Equation, leads: ReadonlyMap<string, Equation>): Equation {
  let made = equation
  for (let name = [...made.keys()].find((key) => leads.has(key)); name !== undefined; name = [...made.keys()].find((key) => leads.has(key))) made = without(made, name, leads.get(name) ?? new Map())
  return made
}

interface Peeled {
  /** Equations with an unknown that no other has, each with it; the last found last. */
  readonly alone: readonly (readonly [name: string, equation: Equation])[]
  readonly core: readonly Equation[]
}

/** Takes out, again and again, equations with an unknown of their own: they say nothing of the others. */
function peeled(equations: readonly Equation[]): Peeled {
  const uses = new Map<string, Set<Equation>>()
  for (const equation of equations) for (const name of equation.keys()) uses.set(name, (uses.get(name) ?? new Set<Equation>()).add(equation))
  const alone: [string, Equation][] = []
  const waiting = [...uses.keys()]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const users = uses.get(name)
    if (users?.size !== 1) continue
    for (const equation of users) {
      alone.push([name, equation])
      for (const other of equation.keys()) {
        uses.get(other)?.delete(equation)
        if (uses.get(other)?.size === 1) waiting.push(other)
      }
    }
  }
  const gone = new Set(alone.map(([, equation]) => equation))
  return { alone, core: equations.filter((equation) => !gone.has(equation)) }
}

/** Unknowns that the equations settle: those that stand alone once each equation is reduced by all others. */
function settled(equations: readonly Equation[]): Set<string> {
  const { alone, core } = peeled(equations)
  const leads = new Map<string, Equation>()
  for (const equation of core) {
    const made = reduced(equation, leads)
    const [lead] = made.keys()
    if (lead === undefined) continue
    for (const [name, other] of leads) if (other.has(lead)) leads.set(name, without(other, lead, made))
    leads.set(lead, made)
  }
  for (const [name, equation] of alone.toReversed()) leads.set(name, reduced(equation, leads))
  return new Set([...leads].flatMap(([name, equation]) => (equation.size === 1 ? [name] : [])))
}

interface Range {
  low?: bigint
  high?: bigint
}

const rounds = 6

const sides = ['low', 'high'] as const

/** Where a term ends on a side, its factor taken in. */
const endOf = (range: Range | undefined, factor: bigint, side: (typeof sides)[number]): bigint | undefined => {
  const bound = (factor > 0n) === (side === 'low') ? range?.low : range?.high
  return bound === undefined ? undefined : bound * factor
}

/** Narrows each unknown of a sum by what all others come to at least, or at most. */
function narrow(ranges: ReadonlyMap<string, Range>, equation: Equation, right: bigint, side: (typeof sides)[number]): void {
  const ends = [...equation].map(([name, factor]) => ({ name, factor, end: endOf(ranges.get(name), factor, side) }))
  const open = ends.filter(({ end }) => end === undefined).length
  const sum = ends.reduce((total, { end = 0n }) => total + end, 0n)
  for (const { name, factor, end } of ends) {
    const range = ranges.get(name)
    if (range === undefined || (factor !== 1n && factor !== -1n) || open > (end === undefined ? 1 : 0)) continue
    const limit = (right - sum + (end ?? 0n)) * factor
    if ((side === 'low') === (factor > 0n)) range.high = range.high === undefined || limit < range.high ? limit : range.high
    else range.low = range.low === undefined || limit > range.low ? limit : range.low
  }
}

/** Small cells that a sum leaves one number only, since each is at least one and below the limit. */
function squeezed({ counts, small, sums, below }: Cells, hidden: ReadonlySet<string>): Set<string> {
  const ranges = new Map([...hidden].map((name): [string, Range] => {
    const negative = (counts.get(name) ?? 0n) < 0n
    return [name, small.has(name) ? (negative ? { low: -held(below - 1), high: -held(1) } : { low: held(1), high: held(below - 1) }) : negative ? {} : { low: 0n }]
  }))
  const active = sums.flatMap((sum) => {
    const equation = unknownsOf(sum, hidden)
    return equation === undefined ? [] : [{ equation, right: [...equation].reduce((value, [name, factor]) => value + factor * (counts.get(name) ?? 0n), 0n) }]
  })
  for (let round = 0; round < rounds; round += 1) for (const { equation, right } of active) for (const side of sides) narrow(ranges, equation, right, side)
  return new Set([...ranges].filter(([, { low, high }]) => low !== undefined && low === high).map(([name]) => name))
}

/** Hidden figures that what is shown gives away. */
export function givenAway(cells: Cells, hidden: ReadonlySet<string>): Set<string> {
  const equations = cells.sums.flatMap((sum) => unknownsOf(sum, hidden) ?? [])
  return new Set([...settled(equations), ...squeezed(cells, hidden)])
}

type Order = (a: string, b: string) => number

/** Shown figures of the sums that hold a hidden one; where those hold none, of the sums that are a step further. */
function shownNear(name: string, sumsWith: ReadonlyMap<string, readonly Sum[]>, hidden: ReadonlySet<string>): string[] {
  const seen = new Set([name])
  for (let edge = [name]; edge.length > 0; ) {
    const terms = [...new Set(edge.flatMap((one) => (sumsWith.get(one) ?? []).flatMap((sum) => sum.terms.map(([term]) => term))))]
    const shown = terms.filter((term) => !hidden.has(term))
    if (shown.length > 0) return shown
    edge = terms.filter((term) => !seen.has(term))
    for (const term of edge) seen.add(term)
  }
  return []
}

/** Puts one more unknown beside each figure that is given away. */
function cover(away: readonly string[], sumsWith: ReadonlyMap<string, readonly Sum[]>, hidden: Set<string>, order: Order): boolean {
  const before = hidden.size
  for (const name of away) {
    for (const { terms } of sumsWith.get(name) ?? []) {
      const names = [...new Set(terms.map(([term]) => term))]
      const [next] = names.filter((term) => !hidden.has(term)).sort(order)
      if (next !== undefined && names.every((term) => term === name || !hidden.has(term))) hidden.add(next)
    }
  }
  if (hidden.size > before) return true
  const added = new Set<string>()
  // Given away by several sums together: one figure more beside each, unless that was just done near it.
  for (const name of away) {
    if ((sumsWith.get(name) ?? []).some(({ terms }) => terms.some(([term]) => added.has(term)))) continue
    const [next] = shownNear(name, sumsWith, hidden).sort(order)
    if (next === undefined) continue
    hidden.add(next)
    added.add(next)
  }
  return added.size > 0
}

/**
 * The figures to hide: small cells, and so many others that no sum gives one of them away; of the figures that would do, the smallest is hidden.
 * What is hidden beside a small cell may not be given away either, since it tells the small cell.
 */
export function hiddenOf(cells: Cells): Set<string> {
  const { counts, small, besides, sums } = cells
  const hidden = new Set([...small, ...besides])
  const sumsWith = new Map<string, Sum[]>()
  for (const sum of sums) for (const name of new Set(sum.terms.map(([term]) => term))) sumsWith.set(name, [...(sumsWith.get(name) ?? []), sum])
  const size = (name: string): bigint => {
    const value = counts.get(name) ?? 0n
    return value < 0n ? -value : value
  }
  const order: Order = (a, b) => Number(size(a) === 0n) - Number(size(b) === 0n) || (size(a) < size(b) ? -1 : size(a) > size(b) ? 1 : a < b ? -1 : 1)
  while (cover([...givenAway(cells, hidden)].sort(), sumsWith, hidden, order));
  return hidden
}
