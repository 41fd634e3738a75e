import type { Database } from '../engine/database.js'
import { id, joinSql, sql, type Sql } from '../engine/sql.js'

/** What a table holds, whatever the order of its rows. */
export interface Content {
  readonly rows: number
  /** Sum over the rows, modulo 2⁶⁴, as 16 hex digits: of the lower half of the MD5 of the cells as text, parted by U+001F, missing ones U+0000. */
  readonly hash: string
}

/** Counts and hashes the rows of a table or query, by these columns in their order. */
export async function contentOf(database: Database, from: Sql, columns: readonly string[]): Promise<Content> {
  const cells = joinSql(columns.map((column) => sql`coalesce(cast(${id(column)} as varchar), chr(0))`))
  const number = columns.length === 0 ? sql`0` : sql`er_hash_number(concat_ws(chr(31), ${cells}))`
  const { rows, total } = await database.row<{ rows: number; total: string }>(
    sql`select count(*) as rows, cast(coalesce(sum(cast(${number} as hugeint)), 0) % 18446744073709551616 as varchar) as total from ${from}`,
  )
  return { rows, hash: BigInt(total).toString(16).padStart(16, '0') }
}
