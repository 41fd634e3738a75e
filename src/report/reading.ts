import type { Database } from '../engine/database.js'
import { id, sql, type Sql } from '../engine/sql.js'
import type { Figures } from './figures.js'
import type { ReportInput, ReportSystem } from './input.js'
import type { Purpose } from './purpose.js'
import type { Grain } from './words.js'

export interface ExtractRow {
  readonly system: string
  readonly extract_id: string
  readonly seq: number
  readonly deliverer: string
  readonly delivered_at: string
  readonly cutoff_at: string | null
  readonly period_from: string | null
  readonly period_to: string | null
  readonly filter_text: string
  readonly file: string
  readonly sha256: string
  readonly bytes: number
  readonly rows_read: number
  readonly rows_rejected: number
  readonly rows_null_key: number
  readonly rows_dup_surplus: number
  readonly keys: number
  readonly units: number
  /** Money of the rows with a key, as a decimal; null where the system has none. */
  readonly amount: string | null
}

export interface SystemReading {
  readonly name: string
  readonly config: ReportSystem
  readonly extracts: readonly ExtractRow[]
  /** Grains at which extracts can be counted, the one that documents count first. */
  readonly grains: readonly Grain[]
}

/** What the sections of a report read from, and the figures that they add. */
export interface Reading {
  readonly input: ReportInput
  readonly purpose: Purpose
  readonly database: Database
  readonly figures: Figures
  readonly systems: readonly SystemReading[]
  /** Rows of a query over a table; none where the run has no such table. */
  readonly rows: <T>(table: string, query: Sql) => Promise<T[]>
  /** Whether the run has a table, with these columns. */
  readonly has: (table: string, ...columns: readonly string[]) => boolean
}

const rowsOf =
  (database: Database): Reading['rows'] =>
  async <T>(table: string, query: Sql): Promise<T[]> =>
    (await database.columns(table)).length === 0 ? [] : await database.rows<T>(query)

async function hasIn(database: Database): Promise<Reading['has']> {
  const rows = await database.rows<{ at: string }>(sql`select concat(table_name, '.', column_name) as at from duckdb_columns() where not internal`)
  const known = new Set(rows.flatMap(({ at }) => [at, at.slice(0, at.indexOf('.'))]))
  return (table, ...columns) => known.has(table) && columns.every((column) => known.has(`${table}.${column}`))
}

/** One row an extract: of a table with a row for each grain, those of the rows' keys with the units beside them. */
const extractQuery = (has: Reading['has']): Sql => {
  const amount = has('extract', 'amount') ? sql`cast(e.amount as varchar)` : sql`cast(null as varchar)`
  if (!has('extract', 'grain')) return sql`select e.*, ${amount} as amount from extract e order by system, seq`
  return sql`
    select e.* exclude (grain, keys, amount), case when e.grain = 'row' then e.keys else 0 end as keys, coalesce(u.keys, 0) as units, ${amount} as amount
    from extract e left join extract u on u.extract_id = e.extract_id and u.grain = 'unit'
    qualify row_number() over (partition by e.extract_id order by e.grain) = 1
    order by e.system, e.seq`
}

/** Lower-case table name of a system, match or analysis among those made from one file. */
export const tableOf = (file: string, name: string): string => `${file}_${name.toLowerCase()}`

export const recordsOf = (system: string): Sql => id(tableOf('source_records', system))

function systemsOf({ config }: ReportInput, extracts: readonly ExtractRow[]): SystemReading[] {
  return Object.entries(config.systems).map(([name, system]) => {
    const own = extracts.filter((extract) => extract.system === name)
    const grains: Grain[] = [...(system.count === undefined ? [] : ['unit' as const]), ...(own.some(({ keys }) => keys > 0) ? ['row' as const] : [])]
    return { name, config: system, extracts: own, grains }
  })
}

/** Reads what all sections need. */
export async function readRun(input: ReportInput, figures: Figures): Promise<Reading> {
  const { database } = input
  const rows = rowsOf(database)
  const has = await hasIn(database)
  const extracts = await rows<ExtractRow>('extract', extractQuery(has))
  return { input, purpose: input.purpose ?? 'review', database, figures, systems: systemsOf(input, extracts), rows, has }
}
