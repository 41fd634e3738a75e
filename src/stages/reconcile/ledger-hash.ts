import { createHash } from 'node:crypto'
import { joinSql, id, sql, type Sql } from '../../engine/sql.js'

/** What a correction says, in the order in which it is hashed: as RFC 8785 (JSON Canonicalization Scheme) sorts keys. */
export const hashedColumns = ['approver', 'author', 'entered_at', 'evidence', 'field', 'key', 'new', 'old', 'reason_code'] as const
export type LedgerEntry = Readonly<Record<(typeof hashedColumns)[number], string | null>>

/** What stands before the first entry. */
export const noHash = '0'.repeat(64)

/** An entry as canonical JSON: sorted keys, no blanks, null for a blank cell. */
export const canonicalEntry = (entry: LedgerEntry): string => JSON.stringify(Object.fromEntries(hashedColumns.map((column) => [column, entry[column]])))

/** Hash of an entry, which covers the one before: SHA-256 of that hash and the entry's canonical JSON in UTF-8, as 64 hexadecimal digits. */
export const entryHash = (previous: string, entry: LedgerEntry): string =>
  createHash('sha256').update(previous + canonicalEntry(entry), 'utf8').digest('hex')

/** The same by the engine, of a row of `correction_ledger`. */
export const hashInSql = (previous: Sql): Sql => {
  const members = hashedColumns.map((column) => sql`${`"${column}":`} || coalesce(cast(to_json(${id(column)}) as varchar), 'null')`)
  return sql`sha256(${previous} || '{' || ${joinSql(members, sql` || ',' || `)} || '}')`
}
