import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config/schema.js'
import type { Column, Database } from '../engine/database.js'
import { id, joinSql, sql, type Sql } from '../engine/sql.js'
import type { Plan } from '../stages/plan.js'
import type { Stage, TableSpec } from '../stages/stage.js'
import { contentOf, noContent, type Content } from './content-hash.js'

/** Tables whose CSV bears the plural that outsiders know. */
const csvNames: Readonly<Record<string, string>> = { candidate: 'candidates', entity: 'entities', finding: 'findings' }

/** Rows that a spreadsheet opens beside the header; longer tables are Parquet alone. */
const sheetRows = 1_048_575

/** Names of columns that stand in a header as they are. */
const plainName = /^\w+$/

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

type ExportedSpec = Pick<TableSpec, 'table' | 'exported' | 'bulk' | 'order' | 'view'>

const fileOf = (stage: string, { table, exported = table }: ExportedSpec): string => `tables/${stage}/${exported}.parquet`

/** Rows of a table in a total order: the same rows give the same bytes, whatever the threads. */
function orderedRows({ table, order }: ExportedSpec, cells: readonly Sql[]): Sql {
  // A view over loaded files too, whose rows stand in order: DuckDB cuts row groups of Parquet where those of the loaded table end, which depends on
  // the threads that loaded it. A sort cuts them anew.
  return sql`(select ${joinSql(cells)} from ${id(table)} order by ${order === undefined ? sql`all` : joinSql(order.map((column) => id(column)))})`
}

/** A cell of a CSV: amounts stand without zeros after the point that say nothing. */
const printed = ({ name, type }: Column): Sql => (type === 'DECIMAL(38,4)' ? sql`er_decimal_text(${id(name)}) as ${id(name)}` : id(name))

/** Makes a view a table of the same rows, where it has no more than it says. */
async function hold(database: Database, { table, heldUpTo = 0 }: TableSpec): Promise<void> {
  if (heldUpTo === 0 || (await database.count(table)) > heldUpTo) return
  const held = id(`held_${table}`)
  await database.run(sql`create temp table ${held} as select * from ${id(table)}`)
  await database.run(sql`drop view ${id(table)}`)
  await database.run(sql`alter table ${held} rename to ${id(table)}`)
}

async function exportTable(database: Database, folder: string, stage: string, spec: ExportedSpec): Promise<Exported> {
  const { table, exported = table, bulk } = spec
  const parquet = fileOf(stage, spec)
  mkdirSync(join(folder, 'tables', stage), { recursive: true, mode: 0o700 })
  const columns = (await database.typedColumns(table)).filter(({ name }) => table === 'mention' || !innerColumns.has(name))
  const count = await database.copy(sql`copy ${orderedRows(spec, columns.map(({ name }) => id(name)))} to ${join(folder, parquet)} (format parquet, compression snappy)`)
  // A view is worked out anew whenever it is read.
  const content = count === 0 ? noContent : await contentOf(database, spec.view === true ? sql`read_parquet(${join(folder, parquet)})` : id(table), columns)
  if (bulk === true) return { table, stage, content, parquet }
  if (content.rows > sheetRows) return { table, stage, content, parquet, withoutCsv: `more than the ${sheetRows} rows that a spreadsheet opens` }
  const name = `${csvNames[exported] ?? exported}.csv`
  // Of most kinds of finding a run has none: there is nothing to ask for.
  if (count === 0 && columns.every((column) => plainName.test(column.name))) {
    writeFileSync(join(folder, name), `${columns.map((column) => column.name).join(',')}\n`)
    return { table, stage, content, parquet, csv: name }
  }
  const rows = sql`(select ${joinSql(columns.map(printed))} from ${orderedRows(spec, columns.map((column) => id(column.name)))})`
  await database.command(sql`copy ${rows} to ${join(folder, name)} (format csv, header true)`)
  return { table, stage, content, parquet, csv: name }
}

/** What became of the tables that are not for the work alone. */
export interface Tables {
  readonly exported: readonly Exported[]
  /** Those that the config does not keep: as they would have been written. */
  readonly left: readonly Omit<Exported, 'content'>[]
}

/** Writes every table that is not for the work alone, and that the config keeps, as Parquet, and those that people open as CSV too. */
export async function exportTables(database: Database, plan: Plan, stages: readonly Stage[], folder: string, kept: Config['outputs']['tables']): Promise<Tables> {
  const exported: Exported[] = []
  const left: Omit<Exported, 'content'>[] = []
  for (const stage of stages) {
    const dropped = new Set(stage.temporary?.(plan) ?? [])
    for (const spec of stage.tables(plan)) {
      if (spec.internal === true || dropped.has(spec.table)) continue
      await hold(database, spec)
      if (kept === 'results' && spec.records === true) left.push({ table: spec.table, stage: stage.name, parquet: fileOf(stage.name, spec) })
      else exported.push(await exportTable(database, folder, stage.name, spec))
    }
  }
  exported.push(await exportTable(database, folder, 'run', { table: 'identity_check' }))
  return { exported, left }
}
