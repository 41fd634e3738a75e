import type { Database } from '../../../src/engine/database.js'
import { id, joinSql, sql, trustedFile, type Sql, type SqlValue } from '../../../src/engine/sql.js'
import { template, type Slots } from '../../../src/engine/template.js'
import type { StageContext, TableSpec } from '../../../src/stages/stage.js'

/** A table of these typed columns (`key varchar, n bigint`) and rows, instead of any that bore its name. */
export async function given(database: Database, table: string, columns: string, rows: readonly (readonly SqlValue[])[] = []): Promise<void> {
  await database.drop(table)
  await database.run(sql`create table ${id(table)} (${trustedFile([columns])})`)
  if (rows.length === 0) return
  await database.run(sql`insert into ${id(table)} values ${joinSql(rows.map((row) => sql`(${joinSql(row.map((value) => sql`${value}`))})`))}`)
}

/** Makes a table of the reconcile stage as the runner does: from its SQL file, or by its code. */
export async function make(database: Database, spec: TableSpec, context: Partial<StageContext> = {}): Promise<void> {
  await database.drop(spec.table)
  for (const table of spec.reads) if ((await database.columns(table)).length === 0) throw new Error(`${spec.table} reads ${table}, which is absent`)
  if (spec.code !== undefined) {
    await spec.code({ database, ...context } as StageContext)
    return
  }
  await database.run(sql`create table ${id(spec.table)} as ${template('reconcile', spec.file ?? spec.table, spec.slots as Slots)}`)
}

/** Rows of a query as lists of texts. */
export async function texts(database: Database, columns: readonly string[], from: Sql): Promise<(string | null)[][]> {
  const cast = joinSql(columns.map((column) => sql`cast(${id(column)} as varchar) as ${id(column)}`))
  const rows = await database.rows<Record<string, string | null>>(sql`select ${cast} from ${from}`)
  return rows.map((row) => columns.map((column) => row[column] ?? null))
}
