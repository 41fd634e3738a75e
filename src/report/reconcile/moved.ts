import { sql, type Sql } from '../../engine/sql.js'
import { inPair, type Pair, type Scope } from './scope.js'

const kept = ({ reading: { has } }: Scope): boolean => has('usable_key', 'source_system', 'period', 'amount')

/**
 * Keeps the keys that two extracts share and have in different periods or with different amounts, so that each cell of a walk can lead to its rows
 * without joining the extracts again.
 */
export async function keepMoved(scope: Scope, { a, b }: Pair): Promise<void> {
  if (!kept(scope)) return
  const { reading: { database }, here, system, grain } = scope
  const side = (seq: number): Sql => sql`
    select source_system, record_key as key, coalesce(period, '(missing)') as period, coalesce(amount, 0) as amount
    from usable_key where ${here} and extract_seq = ${seq}`
  await database.run(sql`create temp table if not exists moved_key (
    system varchar, grain varchar, a varchar, b varchar, source_system varchar, key varchar, period_a varchar, period_b varchar, amount_a decimal(38, 4), amount_b decimal(38, 4))`)
  await database.run(sql`insert into moved_key
    select ${system.name}, ${grain}, ${a.extract_id}, ${b.extract_id}, source_system, key, x.period, y.period, x.amount, y.amount
    from (${side(a.seq)}) x join (${side(b.seq)}) y using (source_system, key)
    where x.period <> y.period or x.amount <> y.amount`)
}

/** Option of a figure that counts kept keys, or sums their amounts. */
export const movedRows = (scope: Scope, pair: Pair, condition: Sql): { rows: Sql } | { source: string } =>
  kept(scope) ? { rows: sql`select * from moved_key where ${inPair(scope, pair)} and ${condition}` } : { source: 'period_walk' }
