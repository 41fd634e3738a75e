import type { Database } from '../engine/database.js'
import { id, sql, type Sql } from '../engine/sql.js'
import type { Figures } from './figures.js'
import type { ReportInput, ReportSystem } from './input.js'
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
  readonly database: Database
  readonly figures: Figures
  readonly systems: readonly SystemReading[]
  /** Rows of a query over a table; none where the run has no such table. */
  readonly rows: <T>(table: string, query: Sql) => Promise<T[]>
}

const rowsOf =
  (database: Database): Reading['rows'] =>
  async <T>(table: string, query: Sql): Promise<T[]> =>
    (await database.columns(table)).length === 0 ? [] : await database.rows<T>(query)

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
  const extracts = await rows<ExtractRow>('extract', sql`select e.* exclude (amount, key_hash_total, row_hash_total), coalesce(u.keys, 0) as units from extract e left join extract u on u.extract_id = e.extract_id and u.grain = 'unit' where e.grain = 'row' order by e.system, e.seq`)
  return { input, database, figures, systems: systemsOf(input, extracts), rows }
}
