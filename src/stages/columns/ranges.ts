import { evenBins, hasTails, timeUnit } from '../../model/bins.js'
import { joinSql, sql, type Sql } from '../../engine/sql.js'

/** What was found of a column of numbers (in ten-thousandths) or days (from 1970-01-01), as whole numbers in text. */
export interface Range {
  readonly column_no: number
  readonly cells: number
  readonly least: string
  readonly low: string
  readonly quarter: string
  readonly middle: string
  readonly three_quarters: string
  readonly high: string
  readonly greatest: string
  readonly total: string
}

const scale = 10_000n

/** Ten-thousandths as a decimal without zeros that say nothing. */
export function decimalOf(scaled: bigint): string {
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(5, '0')
  const fraction = digits.slice(-4).replace(/0+$/, '')
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -4)}${fraction === '' ? '' : `.${fraction}`}`
}

/** A sum of ten-thousandths over so many, rounded half away from zero to ten-thousandths. */
export function meanOf(total: bigint, cells: number): string {
  const of = BigInt(cells)
  const half = total < 0n ? -of : of
  return decimalOf((total * 2n + half) / (of * 2n))
}

/** A day from 1970-01-01 as yyyy-mm-dd. */
export const dayOf = (days: bigint): string => new Date(Number(days) * 86_400_000).toISOString().slice(0, 10)

const mostBins = 30

/** What is drawn: everything, or the middle 98 % where the rest lies far off. */
const drawn = ({ least, low, high, greatest }: Range): [from: bigint, to: bigint] =>
  hasTails(BigInt(least), BigInt(low), BigInt(high), BigInt(greatest)) ? [BigInt(low), BigInt(high)] : [BigInt(least), BigInt(greatest)]

const sideOf = (from: bigint, to: Sql): Sql => sql`case when number < ${from} then 'below' when number ${to} then 'above' else 'within' end`

/** The numbers of a column by bins of one width, and those beyond what is drawn. */
export function numberBins(range: Range, whole: boolean): Sql {
  const [from, to] = drawn(range)
  const bins = evenBins(from, to, mostBins, whole ? scale : 1n)
  const edge = (index: number): string => decimalOf(bins.from + bins.width * BigInt(index))
  // A quotient of decimals is a DOUBLE in SQL: edges are looked up.
  const edges = Array.from({ length: bins.count }, (_, index) => sql`(cast(${index} as bigint), ${edge(index)}, ${edge(index + 1)})`)
  const side = sideOf(bins.from, sql`>= ${bins.from + bins.width * BigInt(bins.count)}`)
  return sql`
  select b.column_no, 'number' as unit, b.side, e.lower, e.upper, b.cells, b.bin
  from (
    select column_no, ${side} as side, case when ${side} = 'within' then (number - ${bins.from}) // ${bins.width} else 0 end as bin, cast(sum(cells) as bigint) as cells
    from cell_number where column_no = ${range.column_no} and number is not null group by all
  ) b
  left join (values ${joinSql(edges)}) as e (bin, lower, upper) on b.side = 'within' and e.bin = b.bin`
}

const yearsIn = { year: 1, decade: 10, century: 100 } as const

/** The days of a column by days, months, years, decades or centuries, and those beyond what is drawn. */
export function dayBins(range: Range): Sql {
  const [from, to] = drawn(range)
  const unit = timeUnit(Number(to - from))
  const day = sql`(date '1970-01-01' + cast(number as integer))`
  const years = (count: number): Sql => sql`make_date(greatest(1, year(${day}) // ${count} * ${count}), 1, 1)`
  const start = unit === 'day' ? day : unit === 'month' ? sql`make_date(year(${day}), month(${day}), 1)` : years(yearsIn[unit])
  const side = sideOf(from, sql`> ${to}`)
  return sql`
  select column_no, ${unit}, side, cast(lower as varchar), null, cells, coalesce(date_diff('day', date '1970-01-01', lower), 0)
  from (
    select column_no, ${side} as side, case when ${side} = 'within' then ${start} end as lower, cast(sum(cells) as bigint) as cells
    from cell_number where column_no = ${range.column_no} and number is not null group by all
  )`
}
