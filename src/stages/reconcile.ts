import { id, joinSql, sql, type Sql, unionAll } from '../engine/sql.js'
import { dateInExtract } from './formats.js'
import { tableOf, type Plan, type PlanSystem } from './plan.js'
import type { Identity, Stage, TableSpec } from './stage.js'

const records = (system: PlanSystem): string => tableOf('source_records', system)

/** Rows without a key, and of rows that share one all but the least by content. */
function setAside(system: PlanSystem): Sql {
  const table = id(records(system))
  const content = joinSql(system.fields.map((field) => sql`r.${id(field)}`))
  return sql`
  select ${system.name} as system, extract_id, source_line, 'null_key' as reason, to_json(r) as raw
  from ${table} r where record_key is null
  union all
  select ${system.name}, extract_id, source_line, 'duplicate_key', to_json(r)
  from (
    select r.*, row_number() over (partition by extract_id, source_system, record_key order by ${content}, source_line) as place
    from ${table} r
    semi join (
      select extract_id, source_system, record_key from ${table} where record_key is not null
      group by extract_id, source_system, record_key having count(*) > 1
    ) using (extract_id, source_system, record_key)
  ) r
  where place > 1`
}

function periodOf(system: PlanSystem, date: Sql): Sql {
  const day = sql`try_cast(${date} as date)`
  if (system.config.period === 'month') return sql`strftime(${day}, '%Y-%m')`
  return system.config.period === 'fiscal_year' ? sql`cast(er_fiscal_year(${day}) as varchar)` : sql`cast(year(${day}) as varchar)`
}

function usableKeys(system: PlanSystem): Sql {
  const table = id(records(system))
  const date = system.config.event_date === undefined ? sql`cast(null as varchar)` : dateInExtract(system, system.config.event_date)
  const rows = sql`
  select ${system.name} as system, 'row' as grain, extract_id, extract_seq, source_system, record_key, event_date, ${periodOf(system, sql`event_date`)} as period
  from (
    select r.extract_id, r.extract_seq, r.source_system, r.record_key, ${date} as event_date
    from ${table} r
    anti join set_aside s on s.extract_id = r.extract_id and s.source_line = r.source_line
  )`
  if (system.config.count === undefined) return rows
  return sql`${rows} union all
  select ${system.name}, 'unit', extract_id, extract_seq, source_system, unit_key, event_date, ${periodOf(system, sql`event_date`)}
  from (
    select r.extract_id, r.extract_seq, r.source_system, r.unit_key, min(${date}) as event_date
    from ${table} r where r.unit_key is not null group by all
  )`
}

function declared(plan: Plan): Sql {
  const rows = plan.systems.flatMap((system) =>
    system.extracts.map(({ id: extract, seq, config }) => {
      const { deliverer, delivered, cutoff, window, filter } = config
      return sql`(${system.name}, ${extract}, ${seq}, ${deliverer}, cast(${delivered ?? null} as varchar), ${cutoff ?? null}, ${window?.from ?? null}, ${window?.to ?? null}, ${filter})`
    }),
  )
  return sql`(select * from (values ${joinSql(rows)}) as d (system, extract_id, seq, deliverer, delivered_at, cutoff_at, period_from, period_to, filter_text))`
}

function stated(plan: Plan): Sql {
  const rows = plan.systems.flatMap((system) =>
    system.extracts.flatMap(({ id: extract, config: { control_totals: totals } }) => {
      const none = sql`(${system.name}, ${extract}, 'rows', cast(null as bigint), cast(null as varchar))`
      if (totals === 'none') return [none]
      const rowsOf = (['rows', 'keys', 'units'] as const).flatMap((measure) => {
        const value = totals[measure]
        return value === undefined ? [] : [sql`(${system.name}, ${extract}, ${measure}, cast(${value} as bigint), ${totals.source})`]
      })
      return rowsOf.length === 0 ? [none] : rowsOf
    }),
  )
  return sql`(select * from (values ${joinSql(rows)}) as s (system, extract_id, measure, stated, source_doc))`
}

const one = (expression: Sql): Sql => sql`select ${expression}`

function identities(plan: Plan): Identity[] {
  const rows = plan.systems.flatMap((system) =>
    system.extracts.map((extract) => ({
      identity: 'I1',
      scope: extract.id,
      lhs: sql`select rows_read from extract where extract_id = ${extract.id}`,
      rhs: sql`select rows_rejected + rows_null_key + rows_dup_surplus + keys from extract where extract_id = ${extract.id}`,
    })),
  )
  return [
    ...rows,
    {
      identity: 'I2',
      scope: 'all systems',
      lhs: one(sql`(select count(*) from key_membership)`),
      rhs: one(sql`(select coalesce(sum(keys), 0) from overlap_pattern)`),
    },
    {
      identity: 'I3',
      scope: 'all systems',
      lhs: one(sql`(select count(*) from usable_key where system in (select system from key_membership))`),
      rhs: one(sql`(select coalesce(sum(n_extracts), 0) from key_membership)`),
    },
    {
      identity: 'I4',
      scope: 'all pairs',
      lhs: one(sql`(select coalesce(sum(keys_a + only_b - only_a), 0) from overlap_pair)`),
      rhs: one(sql`(select coalesce(sum(keys_b), 0) from overlap_pair)`),
    },
  ]
}

const table = (name: string, reads: readonly string[], slots: TableSpec['slots'] = {}): TableSpec => ({ table: name, reads, slots })

/** Extracts of one system against each other and against their control totals. */
export const reconcile: Stage = {
  name: 'reconcile',
  tables: (plan) => [
    table('set_aside', plan.systems.map(records), { set_aside: joinSql(plan.systems.map(setAside), unionAll) }),
    { ...table('usable_key', [...plan.systems.map(records), 'set_aside'], { keys: joinSql(plan.systems.map(usableKeys), unionAll) }), internal: true },
    table('extract', ['extract_file', 'set_aside', 'usable_key'], { declared: declared(plan) }),
    table('control_check', ['extract'], { stated: stated(plan) }),
    table('key_membership', ['usable_key']),
    table('overlap_pattern', ['key_membership']),
    table('overlap_pair', ['usable_key', 'key_membership']),
    table('coverage', ['usable_key']),
    table('finding_reconcile', ['set_aside', 'extract', 'control_check']),
  ],
  identities,
}
