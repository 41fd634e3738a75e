import type { Column, Database } from '../../engine/database.js'
import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import type { ReportConfig, ReportFile } from '../input.js'
import type { Purpose } from '../purpose.js'
import { isKeyMasked, layout, shownCell } from '../shown.js'
import { words } from '../words.js'
import { type Held, type RowSheet, type SheetNames } from './sheet.js'

/** A table whose rows readers chase, and which rows of it. */
interface Chased {
  readonly table: RegExp
  readonly title: string
  readonly where?: Sql
  /** What comes first; then `unique`. */
  readonly first?: Sql
  /** Columns that are unique together; all of them, in their order, where this is not said. */
  readonly unique?: readonly string[]
}

const chased: readonly Chased[] = [
  { table: /^finding$/, title: 'Findings', first: sql`case severity when 'error' then 1 when 'warning' then 2 else 3 end, rule` },
  { table: /^candidate$/, title: 'Candidates in bands match and review', where: sql`band in ('match', 'review')`, first: sql`match, probability desc`, unique: ['left_system', 'left_id', 'left_role', 'left_ordinal', 'right_system', 'right_id', 'right_role', 'right_ordinal'] },
  { table: /^subject_petition_/, title: 'Candidates behind the answer' },
  { table: /^extract$/, title: 'Extracts' },
  { table: /^control_check$/, title: 'Control totals' },
  { table: /^period_walk$/, title: 'Walk from extract to extract, by period' },
  { table: /^explanation$/, title: 'Differences that are unexplained or contradicted', where: sql`status <> 'explained'` },
  { table: /^value_change$/, title: 'Changed cells', where: sql`kind <> 'format_only'` },
  { table: /^ledger_unused$/, title: 'Ledger entries that meet no difference' },
  { table: /^rekey_proposal$/, title: 'Proposals of re-keying' },
  { table: /^quarantine$/, title: 'Rows quarantined' },
  { table: /^set_aside$/, title: 'Rows set aside' },
  { table: /^made_missing$/, title: 'Cells taken as missing' },
  { table: /^column_profile$/, title: 'Column profiles' },
  { table: /^correction_request/, title: 'Correction request' },
]

/** Numbers that mean nothing outside their run, which its files leave out too. */
const inner: ReadonlySet<string> = new Set(['left_mention', 'right_mention', 'mention_id'])

const exact = /^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|DECIMAL.*)$/

/** Values of the source, of which a masked report shows the layout. */
const cells = new Set(['old', 'new', 'value', 'kept_value'])
const rawCells = new Set(['raw'])
const keys: Readonly<Record<string, string>> = { key: 'system', id: 'system', old_key: 'system', new_key: 'system', left_id: 'left_system', right_id: 'right_system', subject_id: 'subject_system', petition_id: 'petition_system' }

/** Cases by system: what is done with a column of a system that the condition picks. */
function bySystem(config: ReportConfig, column: Sql, system: Sql, of: (name: string) => Sql): Sql {
  const whens = Object.keys(config.systems).map((name) => sql`when ${system} = ${name} then ${of(name)}`)
  return whens.length === 0 ? column : sql`case ${joinSql(whens, sql` `)} else ${layout(column)} end`
}

/** A column of text as the purpose shows it. */
function shownColumn(config: ReportConfig, purpose: Purpose, name: string, has: ReadonlySet<string>): Sql {
  const column = sql`cast(${id(name)} as varchar)`
  if (purpose === 'investigation') return column
  if (rawCells.has(name)) return layout(column)
  if (cells.has(name) && has.has('field')) return has.has('system') ? bySystem(config, column, sql`system`, (system) => shownCell(config.systems[system] ?? bare, purpose, column)) : layout(column)
  const system = keys[name]
  const open = Object.entries(config.systems).filter(([, one]) => !isKeyMasked(one, purpose)).map(([one]) => sql`${one}`)
  if (system === undefined || open.length === Object.keys(config.systems).length) return column
  return open.length === 0 || !has.has(system) ? layout(column) : sql`case when ${id(system)} in (${joinSql(open)}) then ${column} else ${layout(column)} end`
}

const bare = { title: '', period: 'year' as const, protected: true, fields: {}, mentions: [] }

/** How a column is held, and the SQL that reads it so: whole numbers and decimals as text, of which no digit is lost on the way. */
function columnOf(config: ReportConfig, purpose: Purpose, { name, type }: Column, has: ReadonlySet<string>): { readonly held: Held; readonly as: Sql } {
  if (name === 'protected' && type === 'BOOLEAN') return { held: 'text', as: sql`case when ${id(name)} then '8 USC 1367' else '' end` }
  if (exact.test(type)) return { held: 'number', as: sql`cast(${id(name)} as varchar)` }
  if (type === 'DOUBLE' || type === 'FLOAT') return { held: 'double', as: sql`cast(${id(name)} as varchar)` }
  if (type === 'DATE') return { held: 'date', as: sql`cast(${id(name)} as varchar)` }
  return { held: 'text', as: shownColumn(config, purpose, name, has) }
}

/** A mark for rows of protected systems, where the table does not have its own. */
function markOf(config: ReportConfig, has: ReadonlySet<string>, extracts: boolean): Sql[] {
  const marked = Object.entries(config.systems).filter(([, system]) => system.protected).map(([name]) => sql`${name}`)
  if (marked.length === 0 || has.has('protected')) return []
  if (has.has('system')) return [sql`case when system in (${joinSql(marked)}) then '8 USC 1367' else '' end`]
  if (!has.has('extract_id') || !extracts) return []
  return [sql`case when extract_id in (select e.extract_id from extract e where e.system in (${joinSql(marked)})) then '8 USC 1367' else '' end`]
}

interface Rows {
  readonly database: Database
  readonly config: ReportConfig
  readonly purpose: Purpose
  readonly names: SheetNames
  readonly files: readonly ReportFile[]
  readonly most: number
}

const count = (value: number): string => value.toLocaleString('en-US')

/** What stands under the title: how many rows there are, and where all of them are when the sheet holds the first alone. */
function noteOf({ files, most }: Rows, table: string, n: number, picked: boolean): string {
  if (n <= most) return `Rows of ${table}: ${count(n)}.`
  const file = files.find((one) => one.table === table)
  return `The first ${count(most)} of ${count(n)} rows of ${table}${file === undefined ? '.' : `; all of them stand in ${file.csv ?? file.parquet}${picked ? ', among others' : ''}.`}`
}

async function sheetOf(input: Rows, table: string, { title, where, first, unique }: Chased): Promise<RowSheet | undefined> {
  const { database, config, purpose, names, most } = input
  const columns = (await database.typedColumns(table)).filter(({ name }) => !inner.has(name))
  const from = sql`${id(table)} where ${where ?? sql`true`}`
  const { n } = await database.row<{ n: number }>(sql`select count(*) as n from ${from}`)
  if (n === 0) return undefined
  const has = new Set(columns.map(({ name }) => name))
  const read = columns.map((column) => ({ label: column.name, ...columnOf(config, purpose, column, has) }))
  const marks = markOf(config, has, (await database.columns('extract')).length > 0).map((as) => ({ label: 'protected', held: 'text' as const, as }))
  const all = [...read, ...marks]
  const order = joinSql([...(first === undefined ? [] : [first]), ...(unique ?? columns.map(({ name }) => name)).map((name) => id(name))])
  const query = sql`select ${joinSql(all.map(({ as }) => as))} from (select * from ${from} order by ${order} limit ${most}) order by ${order}`
  const full = /_(.+)$/.test(table) && title === 'Candidates behind the answer' ? `${title}: ${words(table.replace(/^subject_petition_/, ''))}` : title
  return {
    kind: 'rows', name: names.next(full), title: full, note: noteOf(input, table, n, where !== undefined), query, rows: Math.min(n, most),
    columns: all.map(({ label, held }) => ({ label: words(label), held, width: Math.min(40, Math.max(held === 'date' ? 11 : 10, label.length + 3)) })),
  }
}

/** Rows of a sheet, beside its head, where nothing else is said: more than anybody reads on a sheet. */
export const mostRows = 50_000

/** Sheets of the run's tables whose rows readers chase, of long ones the first rows. None in statistics. */
export async function runSheets(database: Database, config: ReportConfig, purpose: Purpose, names: SheetNames, files: readonly ReportFile[], most = mostRows): Promise<RowSheet[]> {
  if (purpose === 'statistics') return []
  const tables = (await database.rows<{ name: string }>(sql`select table_name as name from duckdb_tables() where not internal union select view_name from duckdb_views() where not internal order by name`)).map(({ name }) => name)
  const sheets: RowSheet[] = []
  for (const one of chased) {
    for (const table of tables.filter((name) => one.table.test(name))) {
      const sheet = await sheetOf({ database, config, purpose, names, files, most }, table, one)
      if (sheet !== undefined) sheets.push(sheet)
    }
  }
  return sheets
}
