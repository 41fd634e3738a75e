import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../engine/database.js'
import { id, joinSql, sql, type Sql } from '../engine/sql.js'
import type { Plan } from '../stages/plan.js'
import type { Stage, TableSpec } from '../stages/stage.js'
import { contentOf, type Content } from './content-hash.js'

/** Tables whose CSV bears the plural that outsiders know. */
const csvNames: Readonly<Record<string, string>> = { candidate: 'candidates', entity: 'entities', finding: 'findings' }

/** Rows that a spreadsheet opens beside the header; longer tables are Parquet alone. */
const sheetRows = 1_048_575

/** Rows from which a table is sorted once for both of its files. */
const manyRows = 50_000

/** Numbers that are dense within a run and mean nothing outside it. */
const innerColumns = new Set(['left_mention', 'right_mention', 'mention_id'])

export interface Exported {
  readonly table: string
  readonly stage: string
  readonly content: Content
  /** Paths inside the run folder. */
  readonly parquet: string
  readonly csv?: string
  /** Why there is no CSV of a table that would have one. */
  readonly withoutCsv?: string
}

type ExportedSpec = Pick<TableSpec, 'table' | 'exported' | 'bulk' | 'order'>

/** Columns of a table that hold amounts: in CSV they stand without zeros after the point that say nothing. */
async function amountColumns(database: Database, table: string): Promise<Set<string>> {
  const rows = await database.rows<{ name: string }>(sql`select column_name as name from duckdb_columns() where table_name = ${table} and data_type = 'DECIMAL(38,4)'`)
  return new Set(rows.map(({ name }) => name))
}

/** Rows of a table in a total order: the same rows give the same bytes, whatever the threads. */
function orderedRows({ table, order }: ExportedSpec, columns: readonly string[]): Sql {
  const listed = joinSql(columns.map((column) => id(column)))
  // A view over loaded files too, whose rows stand in order: DuckDB cuts row groups of Parquet where those of the loaded table end, which depends on
  // the threads that loaded it. A sort cuts them anew.
  return sql`(select ${listed} from ${id(table)} order by ${order === undefined ? sql`all` : joinSql(order.map((column) => id(column)))})`
}

async function exportTable(database: Database, folder: string, stage: string, spec: ExportedSpec): Promise<Exported> {
  const { table, exported = table, bulk } = spec
  const parquet = `tables/${stage}/${exported}.parquet`
  mkdirSync(join(folder, 'tables', stage), { recursive: true, mode: 0o700 })
  const columns = (await database.columns(table)).filter((column) => table === 'mention' || !innerColumns.has(column))
  const counted = bulk === true ? 0 : await database.count(table)
  const asSheet = bulk !== true && counted <= sheetRows
  const rows = orderedRows(spec, columns)
  // Sorting costs more than writing: what is written twice is sorted once.
  const sorted = asSheet && counted > manyRows
  if (sorted) await database.run(sql`create or replace temp table exported_rows as select * from ${rows}`)
  const from = sorted ? sql`(select * from exported_rows)` : rows
  await database.command(sql`copy ${from} to ${join(folder, parquet)} (format parquet, compression zstd, compression_level 1)`)
  const content = await contentOf(database, id(table), columns)
  if (!asSheet) return { table, stage, content, parquet, ...(bulk === true ? {} : { withoutCsv: `more than the ${sheetRows} rows that a spreadsheet opens` }) }
  const name = `${csvNames[exported] ?? exported}.csv`
  const amounts = await amountColumns(database, table)
  const printed = joinSql(columns.map((column) => (amounts.has(column) ? sql`er_decimal_text(${id(column)}) as ${id(column)}` : id(column))))
  await database.command(sql`copy (select ${printed} from ${from}) to ${join(folder, name)} (format csv, header true)`)
  if (sorted) await database.drop('exported_rows')
  return { table, stage, content, parquet, csv: name }
}

/** Writes every table that is not for the work alone as Parquet, and those that people open as CSV too. */
export async function exportTables(database: Database, plan: Plan, stages: readonly Stage[], folder: string): Promise<Exported[]> {
  const exported: Exported[] = []
  for (const stage of stages) {
    const dropped = new Set(stage.temporary?.(plan) ?? [])
    for (const spec of stage.tables(plan)) {
      if (spec.internal === true || dropped.has(spec.table)) continue
      exported.push(await exportTable(database, folder, stage.name, spec))
    }
  }
  exported.push(await exportTable(database, folder, 'run', { table: 'identity_check' }))
  return exported
}
