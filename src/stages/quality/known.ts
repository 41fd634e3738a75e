import type { Database } from '../../engine/database.js'
import { sql } from '../../engine/sql.js'
import type { Plan, PlanExtract } from '../plan.js'
import { columnsOf } from '../profile.js'

/** What the profile counted in a column: conditions that no cell meets, or all do, need not be tested row by row. */
export interface ColumnFacts {
  readonly cells: number
  readonly filled: number
  readonly distinct_values: number
  readonly placeholders: number
  readonly conforming: number
  /** Cells of the commonest value. */
  readonly most: number
}

export type Known = (extract: PlanExtract, field: string) => ColumnFacts | undefined

/** Nothing is known where columns were not profiled before. */
export async function knownColumns(plan: Plan, database: Database): Promise<Known> {
  if ((await database.columns('column_shape')).length === 0) return () => undefined
  const rows = await database.rows<ColumnFacts & { column_no: number }>(sql`select column_no, cells, filled, distinct_values, placeholders, conforming, most from column_shape where pattern is null`)
  const byNo = new Map(rows.map((row) => [row.column_no, row]))
  const facts = new Map(columnsOf(plan).map(({ no, extract, field }) => [JSON.stringify([extract.id, field]), byNo.get(no)]))
  return (extract, field) => facts.get(JSON.stringify([extract.id, field]))
}
