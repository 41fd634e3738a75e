import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import { cell } from '../figures.js'
import type { ReportExhibit, ReportExhibitColumn } from '../input.js'
import { tableOf, type Reading } from '../reading.js'
import { text, type Block, type Column, type Ref, type Section, type Text } from '../summary.js'

/** Rows of an exhibit that the page holds; the rest stands in its file. */
const most = 100

type ExhibitRow = Readonly<Record<string, string | null>> & { readonly place: string }

const named = ({ kind }: ReportExhibitColumn): boolean => kind === 'text' || kind === 'date' || kind === 'code'

const columnOf = ({ label, kind }: ReportExhibitColumn): Column => ({ label, kind: kind === 'count' || kind === 'amount' ? 'number' : kind })

const figureName = (exhibit: string, key: string, column: string): string => `exhibit.${exhibit}.${key}.${column}`

/** What names a row, as it can stand in the name of a figure. */
const keyOf = (row: ExhibitRow, columns: readonly ReportExhibitColumn[]): string => columns.filter(named).map(({ name }) => (row[name] ?? 'none').replaceAll(/[^\p{L}\p{N}_-]+/gu, '_')).join('.')

/** Rows of the table that a column's rows became, those that this row of the exhibit counts. */
function rowsOf({ has }: Reading, { name, columns }: ReportExhibit, column: ReportExhibitColumn, row: ExhibitRow | undefined): Sql | string | undefined {
  const table = tableOf('exhibit_rows', `${name}_${column.name}`)
  if (!has(table)) return undefined
  if (row === undefined) return table
  const same = columns.filter(named).map((key) => sql`cast(${id(key.name)} as varchar) is not distinct from ${row[key.name] ?? null}`)
  return sql`select * from ${id(table)} where ${joinSql(same, sql` and `)}`
}

/** A figure of an exhibit: a whole number, or an amount as an exact decimal. */
function figureOf(reading: Reading, exhibit: ReportExhibit, column: ReportExhibitColumn, key: string, row: ExhibitRow, rows: Sql | string | undefined): Ref | undefined {
  const value = row[column.name] ?? null
  if (value === null) return undefined
  const of = column.denominator === undefined ? undefined : row[column.denominator]
  const options = {
    unit: column.unit ?? column.kind,
    source: tableOf('exhibit', exhibit.name),
    ...(of === undefined || of === null ? {} : { of: Number(of) }),
    ...(rows === undefined ? {} : { rows }),
  }
  const name = figureName(exhibit.name, key, column.name)
  const free = reading.figures.has(name) ? `${name}.${row.place}` : name
  return column.kind === 'amount' || value.includes('.') ? reading.figures.decimal(free, value, options) : reading.figures.add(free, Number(value), options)
}

function lineOf(reading: Reading, exhibit: ReportExhibit, row: ExhibitRow, key: string, rowsOfColumn: (column: ReportExhibitColumn) => Sql | string | undefined, label?: string): Text[] {
  const first = exhibit.columns.findIndex(named)
  return exhibit.columns.map((column, index): Text => {
    if (named(column)) return label === undefined ? cell(row[column.name]) : cell(index === first ? label : undefined)
    const ref = figureOf(reading, exhibit, column, key, row, rowsOfColumn(column))
    return ref === undefined ? [] : text`${ref}`
  })
}

/** Columns as text: whole numbers as they are, decimals without zeros that say nothing. */
const asText = (name: string, decimal: boolean, sum: boolean): Sql => {
  const value = sum ? sql`sum(${id(name)})` : id(name)
  return sql`${decimal ? sql`er_decimal_text(${value})` : sql`cast(${value} as varchar)`} as ${id(name)}`
}

async function exhibitTable(reading: Reading, exhibit: ReportExhibit): Promise<Block[]> {
  const { name, columns, total } = exhibit
  const table = tableOf('exhibit', name)
  const types = await reading.database.rows<{ name: string; decimal: boolean }>(sql`select column_name as name, data_type like 'DECIMAL%' as decimal from duckdb_columns() where table_name = ${table}`)
  const decimals = new Set(types.filter(({ decimal }) => decimal).map((column) => column.name))
  const listed = types.map((column) => asText(column.name, decimals.has(column.name), false))
  const rows = await reading.database.rows<ExhibitRow>(sql`select ${joinSql(listed)} from (select * from ${id(table)} order by place limit ${most + 1}) e order by e.place`)
  const lines = rows.slice(0, most).map((row) => lineOf(reading, exhibit, row, keyOf(row, columns), (column) => rowsOf(reading, exhibit, column, row)))
  if (total !== undefined && rows.length > 0) {
    const texts = new Set(columns.filter(named).map((column) => column.name))
    const sums = types.filter((column) => column.name !== 'place' && !texts.has(column.name)).map((column) => asText(column.name, decimals.has(column.name), true))
    const summed = await reading.database.row<ExhibitRow>(sql`select 'total' as place, ${joinSql(sums)} from ${id(table)}`)
    lines.push(lineOf(reading, exhibit, summed, 'total', (column) => rowsOf(reading, exhibit, column, undefined), total))
  }
  const cut = rows.length > most ? ` The first ${most} rows are shown; the file has all.` : ''
  const guarded = reading.input.protectedExhibits?.includes(name) === true ? 'From a protected system (8 USC 1367): not for other agencies without what the law asks for.' : ''
  const note = [exhibit.note, guarded, `Source: ${exhibit.source}.${cut}`].filter((part) => part !== '').join(' ')
  if (rows.length === 0) return [{ kind: 'text', text: [`${exhibit.title}: the run has no row for this table. ${note}`] }]
  return [{ kind: 'table', caption: exhibit.title, note, columns: columns.map(columnOf), rows: lines, file: reading.figures.file(table) }]
}

/** The tables that the config declares, each with its note and source; nothing where it declares none. */
export async function exhibitSection(reading: Reading): Promise<Section[]> {
  const exhibits = (reading.input.config.exhibits ?? []).filter(({ name }) => reading.has(tableOf('exhibit', name)))
  if (exhibits.length === 0) return []
  const blocks: Block[] = [{ kind: 'text', text: ['Tables that the config declares, each by one SELECT over the tables of this run, which stands in the folder sql.'] }]
  for (const exhibit of exhibits) blocks.push(...(await exhibitTable(reading, exhibit)))
  return [{ id: 'exhibits', title: 'Exhibits', blocks }]
}
