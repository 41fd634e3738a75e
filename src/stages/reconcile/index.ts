import { id, joinSql, sql, type Sql, unionAll } from '../../engine/sql.js'
import type { Plan, PlanSystem } from '../plan.js'
import type { Stage, TableSpec } from '../stage.js'
import { changeTables } from './changes.js'
import { declaredExtracts, declaredPairs, grainsOf, statedTotals } from './extracts.js'
import { collisionsOf, recordsOf, rowHashesOf, setAsideOf, usableKeysOf } from './keys.js'
import { rekeyProposal } from './rekeyed.js'
import { schemaChange } from './schema-changes.js'

const united = (plan: Plan, one: (system: PlanSystem) => Sql): Sql => joinSql(plan.systems.map(one), unionAll)

/** The first day of a period, and of the one after it. */
function firstDays(plan: Plan): Sql {
  const cases = plan.systems.map(({ name, config: { period } }) => {
    if (period === 'month') return sql`when ${name} then try_cast(concat(period, '-01') as date)`
    return period === 'year' ? sql`when ${name} then try_cast(concat(period, '-01-01') as date)` : sql`when ${name} then try_cast(concat(try_cast(period as integer) - 1, '-10-01') as date)`
  })
  return sql`case system ${joinSql(cases, sql` `)} end`
}

const nextPeriod = (plan: Plan): Sql =>
  sql`cast(first_day + case system ${joinSql(plan.systems.map(({ name, config: { period } }) => sql`when ${name} then ${period === 'month' ? sql`interval 1 month` : sql`interval 1 year`}`), sql` `)} end as date)`

/** Systems whose events are dated. */
function dated(plan: Plan): Sql {
  const names = plan.systems.filter(({ config }) => config.event_date !== undefined).map(({ name }) => sql`${name}`)
  return names.length === 0 ? sql`null` : joinSql(names)
}

/** Amounts of each extract that are there and cannot be read. */
function unreadAmounts(plan: Plan): Sql {
  const none = sql`select null::varchar as system, null::varchar as field, null::varchar as extract_id, null::bigint as failing, null::bigint as tested where false`
  const counted = plan.systems.flatMap((system) => {
    const { amount } = system.config
    if (amount === undefined) return []
    const cell = id(amount)
    return [sql`select ${system.name}, ${amount}, extract_id, count(*) filter (where ${cell} is not null and er_amount(${cell}) is null), count(${cell})
      from ${id(recordsOf(system))} group by extract_id`]
  })
  return joinSql([none, ...counted], unionAll)
}

const table = (name: string, reads: readonly string[], slots: TableSpec['slots'] = {}): TableSpec => ({ table: name, reads, slots })

/** Extracts of one system against each other and against their control totals. */
export const reconcile: Stage = {
  name: 'reconcile',
  tables: (plan) => {
    const records = plan.systems.map(recordsOf)
    return [
      table('set_aside', records, { set_aside: united(plan, setAsideOf) }),
      { ...table('usable_key', [...records, 'set_aside'], { keys: united(plan, usableKeysOf) }), internal: true },
      { ...table('row_hash', records, { hashes: united(plan, rowHashesOf) }), internal: true },
      table('extract', ['extract_file', 'set_aside', 'usable_key', 'row_hash'], { declared: declaredExtracts(plan), grains: grainsOf(plan) }),
      table('control_check', ['extract', 'usable_key'], { stated: statedTotals(plan) }),
      table('key_collision', records, { collisions: united(plan, collisionsOf) }),
      schemaChange(plan),
      { ...table('extract_pair', ['extract'], { compared: declaredPairs(plan) }), internal: true },
      { ...table('key_membership', ['usable_key', 'extract']), order: ['system', 'grain', 'source_system', 'key'] },
      table('overlap_pattern', ['key_membership']),
      table('overlap_pair', ['usable_key', 'key_membership']),
      table('coverage', ['usable_key', 'extract'], { first_day: firstDays(plan), next_period: nextPeriod(plan) }),
      table('row_change', ['extract_pair', 'key_membership', 'usable_key']),
      table('late_record', ['extract', 'key_membership', 'row_change'], { dated: dated(plan) }),
      { ...table('period_flow', ['extract_pair', 'usable_key', 'row_change']), internal: true },
      table('period_walk', ['period_flow']),
      ...changeTables(plan),
      rekeyProposal(plan),
      table('rekey_proposal', ['found_alike', 'extract']),
      { ...table('identity_extract', ['extract', 'key_membership', 'overlap_pattern', 'overlap_pair', 'extract_pair', 'row_change']), internal: true },
      { ...table('identity_walk', ['extract', 'extract_pair', 'period_walk', 'period_flow', 'field_drift', 'row_change']), internal: true },
      table('finding_reconcile', ['set_aside', 'extract', 'control_check', 'schema_change', 'key_collision', 'coverage', 'late_record', 'rekey_proposal'], { amounts: unreadAmounts(plan) }),
    ]
  },
  identityTables: () => ['identity_extract', 'identity_walk'],
}
