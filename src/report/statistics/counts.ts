import type { Shown } from '../summary.js'

/** Units of figures that count no records of people: never small cells. Every other unit is taken to count them. */
const otherUnits = new Set([
  'probability', 'bits', 'share', 'ratio', 'percent', 'hash', 'bytes', 'steps', 'extracts', 'identities', 'checks', 'findings', 'control totals', 'periods', 'periods of extracts',
  'figures', 'combinations', 'columns', 'fields', 'rules', 'tests', 'entries of a list',
])

/** Decimals that every value is held with: money has four. */
const decimals = 6
const scale = 10n ** BigInt(decimals)

/** A decimal text as a whole number of millionths. */
function millionths(text: string): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  const value = BigInt(whole) * scale + BigInt(fraction.padEnd(decimals, '0').slice(0, decimals))
  return sign === '' ? value : -value
}

/** Whether a figure is an amount of money: it says something of the records that it sums. */
export const isAmount = ({ unit, exact }: Shown): boolean => exact !== undefined && unit === 'amount'

/** A figure that counts records or sums their money, as a whole number of millionths; undefined for any other. */
export function countOf(figure: Shown): bigint | undefined {
  const { value, unit, exact } = figure
  if (value === undefined || otherUnits.has(unit)) return undefined
  if (exact !== undefined) return /^-?\d+(?:\.\d+)?$/.test(exact) ? millionths(exact) : undefined
  return Number.isSafeInteger(value) ? BigInt(value) * scale : undefined
}

/** A whole number as it is held. */
export const held = (value: number): bigint => BigInt(Math.round(value)) * scale

/** A denominator is a number that is told beside its figures: it has a name as figures have, that none of them has. */
export const denominator = (of: bigint, unit: string): string => ` of ${of} ${unit}`
export const isDenominator = (name: string): boolean => name.startsWith(' of ')

/** The name of the denominator of a figure that counts. */
export const denominatorOf = (figure: Shown | undefined): string | undefined =>
  figure?.of === undefined || figure.of === 0 || countOf(figure) === undefined ? undefined : denominator(held(figure.of), figure.unit)

/** What figures count, and their denominators. */
export const countsOf = (figures: Readonly<Record<string, Shown>>): Map<string, bigint> =>
  new Map(Object.entries(figures).flatMap(([name, figure]) => {
    const count = countOf(figure)
    const of = denominatorOf(figure)
    return count === undefined ? [] : [[name, count] as const, ...(of === undefined ? [] : [[of, held(figure.of ?? 0)] as const])]
  }))

/** Whether a number is that of a small cell: one or more, and fewer than the limit. */
export const isSmall = (value: number, below: number): boolean => Math.abs(value) >= 1 && Math.abs(value) < below
