import { sql, type Sql } from '../../engine/sql.js'
import type { ExtractRow } from '../reading.js'
import type { Scope } from './scope.js'

/** Condition on key_membership: the key is in an extract, or is not. */
const isIn = ({ seq }: ExtractRow): Sql => sql`substr(pattern, ${seq}, 1) = '1'`
const isOut = ({ seq }: ExtractRow): Sql => sql`substr(pattern, ${seq}, 1) <> '1'`

/** Keys of a scope that fulfil a condition, with the extracts that hold them. */
export const members = ({ here }: Scope, condition: Sql = sql`true`): Sql => sql`select * from key_membership where ${here} and ${condition}`

export const inBoth = (scope: Scope, a: ExtractRow, b: ExtractRow): Sql => members(scope, sql`${isIn(a)} and ${isIn(b)}`)

export const onlyIn = (scope: Scope, held: ExtractRow, lacking: ExtractRow): Sql => members(scope, sql`${isIn(held)} and ${isOut(lacking)}`)

/** Keys of an extract whose event falls into a period, where the run keeps them by extract. */
export const inPeriod = ({ reading, here }: Scope, extract: ExtractRow, period: string): Sql | undefined =>
  reading.has('usable_key', 'period')
    ? sql`select source_system, record_key as key, event_date, period from usable_key where ${here} and extract_id = ${extract.extract_id} and coalesce(period, '(missing)') = ${period}`
    : undefined

/** Option of a figure that counts the keys of an extract in a period: their rows, else the table that has the count. */
export function periodRows(scope: Scope, extract: ExtractRow, period: string): { rows: Sql } | { source: string } {
  const rows = inPeriod(scope, extract, period)
  return rows === undefined ? { source: 'coverage' } : { rows }
}
