import { joinSql, sql, type Sql, unionAll } from '../../engine/sql.js'
import { template } from '../../engine/template.js'
import { conforms, placeholder, readingOf } from '../cell-checks.js'
import type { StageContext } from '../stage.js'
import { batchesOf, valuesOf, type Column } from './column.js'
import { countKinds, registerVocabularies, type CouldBe } from './could-be.js'
import { dayIn } from './kinds.js'
import { dayBins, dayOf, decimalOf, meanOf, numberBins, type Range } from './ranges.js'
import { beginWork, numbersIn, sumIf, type Work } from './work.js'

const longest = 1000
const valuesShown = 20
const patternsShown = 5

/** Types of which only the digits count: they are taken out once a value, and stand for it where there are any. */
const ofDigits: ReadonlySet<string> = new Set(['ssn', 'a_number', 'phone'])

/** Columns of one type and layout are counted at once: a statement for each of thousands takes longer to plan than to run. */
function counted(columns: readonly Column[]): Sql[] {
  const alike = new Map<string, Column[]>()
  for (const column of columns) alike.set(`${column.type} ${column.layout}`, [...(alike.get(`${column.type} ${column.layout}`) ?? []), column])
  return [...alike.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const { type, layout } = first
    const reading = readingOf(sql`plain`, layout)
    const isPlaceholder = placeholder(type, reading)
    const plain = ofDigits.has(type) ? sql`coalesce(nullif(er_digits(cell), ''), cell)` : sql`cell`
    return [sql`select n.column_no, coalesce(cast(sum(cells) as bigint), 0), count(cell), count(*) filter (where cells = 1), left(min(cell), ${longest}), left(max(cell), ${longest}),
    ${sumIf(isPlaceholder)}, ${sumIf(sql`not ${isPlaceholder} and ${conforms(type, reading)}`)}
    from column_of n left join (select *, ${plain} as plain from cell_value) v on v.column_no = n.column_no where n.column_no in ${numbersIn(group)} group by n.column_no`]
  })
}

const fewColumns = 8

/** The commonest values: of few columns with many values each one by one, which keeps only the first. */
function top(columns: readonly Column[]): Sql[] {
  if (columns.length > fewColumns) {
    return [sql`select column_no, place, left(cell, ${longest}), cells
      from (select *, row_number() over (partition by column_no order by cells desc, cell) as place from cell_value) where place <= ${valuesShown}`]
  }
  return columns.map(({ no }) => sql`select cast(${no} as integer), row_number() over (order by cells desc, cell), left(cell, ${longest}), cells
  from (select cell, cells from cell_value where column_no = ${no} order by cells desc, cell limit ${valuesShown})`)
}

const lengths = sql`select column_no, length(cell), cast(sum(cells) as bigint) from cell_value group by column_no, length(cell)`

const layouts = sql`select column_no, place, shape, cells
  from (select *, row_number() over (partition by column_no order by cells desc, shape) as place from cell_shape) where place <= ${patternsShown}`

/** Cells as whole numbers: ten-thousandths of numbers, days from 1970-01-01 of dates; a date in none of the formats is null. */
function numbersOf(columns: readonly Column[], couldBe: ReadonlyMap<number, CouldBe>): Sql[] {
  const found = columns.map(({ no }) => ({ no, ...(couldBe.get(no) ?? { kind: 'text' as const, formats: [] }) }))
  const numbers = found.filter(({ kind }) => kind === 'integer' || kind === 'decimal')
  const read = numbers.length === 0 ? [] : [sql`select column_no, cast(er_amount(cell) * 10000 as bigint) as number, cells from cell_value where column_no in ${numbersIn(numbers)}`]
  const dates = found.filter(({ kind, formats }) => kind === 'date' && formats.length > 0)
  return [...read, ...dates.map(({ no, formats }) => {
    const day = sql`coalesce(${joinSql(formats.map((format) => dayIn(format, sql`cell`)))}, null)`
    return sql`select column_no, date_diff('day', date '1970-01-01', ${day}) as number, cells from cell_value where column_no = ${no}`
  })]
}

function rangeRow({ column_no: no, cells, total, ...range }: Range, kind: string): Sql {
  const day = kind === 'date'
  const text = (value: string): string => (day ? dayOf(BigInt(value)) : decimalOf(BigInt(value)))
  const { least, quarter, middle, three_quarters: threeQuarters, greatest } = range
  const mean = day ? null : meanOf(BigInt(total), cells)
  return sql`select cast(${no} as integer), ${day ? 'day' : 'number'}, cast(${cells} as bigint), ${text(least)}, ${text(quarter)}, ${text(middle)}, ${text(threeQuarters)}, ${text(greatest)}, cast(${mean} as varchar)`
}

/** Least, greatest, quarters and distribution of numbers and dates. */
async function measureRanges(work: Work, columns: readonly Column[], couldBe: ReadonlyMap<number, CouldBe>): Promise<void> {
  const numbers = numbersOf(columns, couldBe)
  if (numbers.length === 0) return
  await work.hold('cell_number', joinSql(numbers, unionAll))
  const asText = sql`cast(least as varchar) as least, cast(low as varchar) as low, cast(quarter as varchar) as quarter, cast(middle as varchar) as middle,
    cast(three_quarters as varchar) as three_quarters, cast(high as varchar) as high, cast(greatest as varchar) as greatest, cast(total as varchar) as total`
  const ranges = await work.database.rows<Range>(sql`select column_no, cells, ${asText} from (${template('columns', 'cell_range')})`)
  const kindOf = (no: number): string => couldBe.get(no)?.kind ?? 'text'
  await work.fill('found_range', ranges.map((range) => rangeRow(range, kindOf(range.column_no))))
  await work.fill('found_bin', ranges.map((range) => (kindOf(range.column_no) === 'date' ? dayBins(range) : numberBins(range, kindOf(range.column_no) === 'integer'))))
}

async function measureSome(work: Work, columns: readonly Column[]): Promise<Map<number, CouldBe>> {
  await work.hold('cell_value', template('columns', 'cell_value', { values: joinSql(columns.map(valuesOf), unionAll) }))
  await work.fill('found_count', counted(columns))
  await work.fill('found_top', top(columns))
  await work.fill('found_length', [lengths])
  await work.hold('cell_shape', template('columns', 'cell_shape'))
  await work.fill('found_layout', [layouts])
  const couldBe = await countKinds(work, columns)
  await measureRanges(work, columns, couldBe)
  return couldBe
}

/** Measures every column, a few at a time: one pass over the cells of each, and all else from its distinct values. Tells what each mostly is. */
export async function measureColumns(context: StageContext, columns: readonly Column[]): Promise<Map<number, CouldBe>> {
  const couldBe = new Map<number, CouldBe>()
  const { database } = context
  const work = await beginWork(context)
  registerVocabularies(work)
  const sizes = await database.rows<{ extract_id: string; rows_kept: number }>(sql`select extract_id, rows_kept from extract_file`)
  const rowsOf = new Map(sizes.map(({ extract_id: extract, rows_kept: rows }) => [extract, rows]))
  let done = 0
  for (const batch of batchesOf(columns, (extract) => rowsOf.get(extract) ?? 0)) {
    for (const [no, found] of await measureSome(work, batch)) couldBe.set(no, found)
    done += batch.length
    context.emit({ kind: 'progress', done, total: columns.length, unit: 'columns', label: 'columns' })
  }
  await work.end()
  return couldBe
}
