import type { Database } from '../../engine/database.js'
import { id, joinSql, sql, type Sql, unionAll } from '../../engine/sql.js'
import type { StageContext } from '../stage.js'

/** Tables that are filled a few columns at a time, by column number. */
const filled = {
  found_count: sql`column_no integer, filled bigint, distinct_values bigint, once bigint, min_value varchar, max_value varchar, placeholders bigint, conforming bigint`,
  found_length: sql`column_no integer, length bigint, cells bigint`,
  found_layout: sql`column_no integer, place bigint, pattern varchar, cells bigint`,
  found_top: sql`column_no integer, place bigint, value varchar, cells bigint`,
  found_kind: sql`column_no integer, kind varchar, layout varchar, cells bigint, valid bigint`,
  found_main: sql`column_no integer, kind varchar`,
  found_range: sql`column_no integer, unit varchar, cells bigint, least varchar, quarter varchar, middle varchar, three_quarters varchar, greatest varchar, mean varchar`,
  found_bin: sql`column_no integer, unit varchar, side varchar, lower varchar, upper varchar, cells bigint, bin bigint`,
} as const
export type Filled = keyof typeof filled
export const filledTables: readonly string[] = Object.keys(filled)

/** Makes tables column by column, and remembers the SQL by which it did. */
export interface Work {
  readonly database: Database
  /** Makes a table anew that holds only while some columns are worked on. */
  hold(table: 'cell_value' | 'cell_shape' | 'cell_number', statement: Sql): Promise<void>
  /** Adds rows to a table that stays. */
  fill(table: Filled, statements: readonly Sql[]): Promise<void>
  /** Saves the statements in the run folder and drops what held. */
  end(): Promise<void>
}

/** Makes the tables that are filled, empty. */
export async function beginWork(context: StageContext): Promise<Work> {
  const { database } = context
  const ran = new Map<string, Sql[]>()
  const run = async (table: string, into: Sql, statement: Sql): Promise<void> => {
    await database.run(sql`${into} ${statement}`)
    ran.set(table, [...(ran.get(table) ?? []), statement])
  }
  for (const [table, columns] of Object.entries(filled)) await database.run(sql`create temp table ${id(table)} (${columns})`)
  return {
    database,
    hold: async (table, statement) => await run(table, sql`create or replace temp table ${id(table)} as`, statement),
    fill: async (table, statements) => {
      if (statements.length > 0) await run(table, sql`insert into ${id(table)}`, joinSql(statements, unionAll))
    },
    end: async () => {
      for (const [table, statements] of ran) context.saveSql(table, joinSql(statements, unionAll))
      for (const table of ['cell_value', 'cell_shape', 'cell_number']) await database.drop(table)
    },
  }
}

export const sumIf = (condition: Sql): Sql => sql`coalesce(cast(sum(cells) filter (where ${condition}) as bigint), 0)`

/** The numbers of columns, for `in`. */
export const numbersIn = (columns: readonly { readonly no: number }[]): Sql => sql`(${joinSql(columns.map(({ no }) => sql`${no}`))})`
