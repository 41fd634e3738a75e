import type { Column, Database } from '../engine/database.js'
import { id, joinSql, sql, trustedFile, type Sql } from '../engine/sql.js'

/** What a table holds, whatever the order of its rows. */
export interface Content {
  readonly rows: number
  /** Sum over the rows, modulo 2⁶⁴, as 16 hex digits: of DuckDB's hash of the cells in their order, those of a type that Parquet does not hold as text. */
  readonly hash: string
}

/** What a table without rows holds. */
export const noContent: Content = { rows: 0, hash: '0'.repeat(16) }

/** Types that Parquet keeps as they are; the others travel as text. */
export const keptType = /^(?:VARCHAR|BOOLEAN|DATE|TIMESTAMP|FLOAT|DOUBLE|DECIMAL\(\d+,\d+\)|U?(?:TINYINT|SMALLINT|INTEGER|BIGINT))(?:\[\])?$/

/** Counts and hashes the rows of a table or query, by these columns in their order, each read as the type that is told. */
export async function contentOf(database: Database, from: Sql, columns: readonly Column[]): Promise<Content> {
  const cells = joinSql(columns.map(({ name, type }) => sql`cast(${id(name)} as ${trustedFile([keptType.test(type) ? type : 'VARCHAR'])})`))
  const number = columns.length === 0 ? sql`0` : sql`hash(${cells})`
  const { rows, total } = await database.row<{ rows: number; total: string }>(
    sql`select count(*) as rows, cast(coalesce(sum(cast(${number} as ubigint)), 0) % 18446744073709551616 as varchar) as total from ${from}`,
  )
  return { rows, hash: BigInt(total).toString(16).padStart(16, '0') }
}
