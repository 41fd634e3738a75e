import { id, joinSql, sql, type Sql, unionAll } from '../../engine/sql.js'
import type { Plan, PlanSystem } from '../plan.js'
import type { Stage, TableSpec } from '../stage.js'
import { changeTables } from './changes.js'
import { explanationTables } from './explanation.js'
import { declaredExtracts, declaredPairs, grainsOf, statedTotals } from './extracts.js'
import { collisionsOf, hashTotalsOf, recordsOf, rowMembership, seenKeys, seenOf, setAsideOf, usableKeysOf } from './keys.js'
import { statedFigure } from './figures.js'
import { correctionLedger, ledgerIdentities } from './ledger.js'
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

/** Systems whose keys have periods or amounts to move between. */
function moving(plan: Plan): Sql {
  const names = plan.systems.filter(({ config }) => config.event_date !== undefined || config.amount !== undefined).map(({ name }) => sql`${name}`)
  return names.length === 0 ? sql`''` : joinSql(names)
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

/** Rows up to which hash totals are made unasked. */
const fewRows = 2_000_000

const statesHash = ({ extracts }: PlanSystem): boolean => extracts.some(({ stated }) => stated.some((totals) => totals.key_hash_total !== undefined || totals.row_hash_total !== undefined))

const noTotal = sql`select null::varchar as extract_id, null::varchar as grain, null::varchar as measure, null::ubigint as total where false`

/** Hash totals, of large systems only where a deliverer states one: they cost as much as the whole comparison. */
const hashTotals = (plan: Plan): TableSpec => ({
  ...table('hash_total', ['usable_key', 'extract_file', ...plan.systems.map(recordsOf)]),
  internal: true,
  slots: async ({ database }) => {
    const parts = [noTotal]
    for (const system of plan.systems) {
      const { n } = await database.row<{ n: number }>(sql`select coalesce(sum(rows_read), 0)::bigint as n from extract_file where extract_id in (${joinSql(system.extracts.map((extract) => sql`${extract.id}`))})`)
      if (n <= fewRows || statesHash(system)) parts.push(hashTotalsOf(system))
    }
    return { totals: joinSql(parts, unionAll) }
  },
})

const seen = (system: PlanSystem): TableSpec => ({ table: seenOf(system), file: 'key_seen', reads: [recordsOf(system)], internal: true, slots: { keys: seenKeys(system) } })

const noMember = sql`select null::varchar as system, null::varchar as grain, null::varchar as source_system, null::varchar as key, null::varchar as pattern, 0::bigint as n_extracts,
  0 as first_seq, 0 as last_seq, null::varchar as event_date, null::varchar as period, null::decimal(38, 4) as amount where false`

function membership(plan: Plan): TableSpec {
  const several = plan.systems.filter(({ extracts }) => extracts.length > 1)
  return {
    ...table('key_membership', ['usable_key', 'set_aside', 'extract', ...several.map(seenOf)], { rows: joinSql([noMember, ...several.map(rowMembership)], unionAll) }),
    order: ['system', 'grain', 'source_system', 'key'],
    plain: true,
  }
}

const table = (name: string, reads: readonly string[], slots: TableSpec['slots'] = {}): TableSpec => ({ table: name, reads, slots })

/** Extracts of one system against each other and against their control totals. */
export const reconcile: Stage = {
  name: 'reconcile',
  tables: (plan) => {
    const records = plan.systems.map(recordsOf)
    return [
      ...plan.systems.map(seen),
      table('set_aside', [...records, ...plan.systems.map(seenOf)], { set_aside: united(plan, setAsideOf) }),
      { ...table('usable_key', [...records, 'set_aside'], { keys: united(plan, usableKeysOf) }), internal: true },
      hashTotals(plan),
      table('extract', ['extract_file', 'set_aside', 'usable_key', 'hash_total'], { declared: declaredExtracts(plan), grains: grainsOf(plan) }),
      table('control_check', ['extract', 'usable_key'], { stated: statedTotals(plan) }),
      table('key_collision', records, { collisions: united(plan, collisionsOf) }),
      schemaChange(plan),
      { ...table('extract_pair', ['extract'], { compared: declaredPairs(plan) }), internal: true },
      membership(plan),
      table('overlap_pattern', ['key_membership']),
      table('overlap_pair', ['extract', 'overlap_pattern']),
      table('coverage', ['usable_key', 'extract'], { first_day: firstDays(plan), next_period: nextPeriod(plan) }),
      { ...table('row_change', ['extract_pair', 'key_membership', 'usable_key']), order: ['system', 'grain', 'a', 'b', 'kind', 'source_system', 'key'] },
      table('late_record', ['extract', 'key_membership', 'row_change'], { dated: dated(plan) }),
      { ...table('period_flow', ['extract', 'extract_pair', 'usable_key', 'row_change'], { moving: moving(plan) }), internal: true },
      table('period_walk', ['period_flow']),
      ...changeTables(plan),
      rekeyProposal(plan),
      table('rekey_proposal', ['found_alike', 'extract']),
      correctionLedger(plan.ledgers),
      ...explanationTables(plan.systems.map(({ name, config }) => ({ system: name, rules: config.explain }))),
      statedFigure(plan.figures),
      { ...table('identity_extract', ['extract', 'key_membership', 'overlap_pattern', 'overlap_pair', 'extract_pair', 'row_change']), internal: true },
      { ...table('identity_walk', ['extract', 'extract_pair', 'period_walk', 'period_flow', 'field_drift']), internal: true },
      table('finding_reconcile', ['set_aside', 'extract', 'control_check', 'schema_change', 'key_collision', 'coverage', 'late_record', 'rekey_proposal', 'explanation', 'ledger_unused', 'correction_ledger', 'stated_figure'], { amounts: unreadAmounts(plan) }),
    ]
  },
  temporary: (plan) => plan.systems.map(seenOf),
  identityTables: () => ['identity_extract', 'identity_walk', 'identity_explanation'],
  identities: (plan) => ledgerIdentities(plan.ledgers),
}
