import { joinSql, sql, type Sql } from '../../engine/sql.js'
import type { Plan } from '../plan.js'

/** What the config says of each extract. */
export function declaredExtracts(plan: Plan): Sql {
  const rows = plan.systems.flatMap((system) =>
    system.extracts.map(({ id: extract, seq, config }) => {
      const { deliverer, delivered, cutoff, window, filter } = config
      return sql`(${system.name}, ${extract}, ${seq}, ${deliverer}, cast(${delivered ?? null} as varchar), cast(${cutoff ?? null} as varchar),
        cast(${window?.from ?? null} as varchar), cast(${window?.to ?? null} as varchar), ${filter})`
    }),
  )
  return sql`(select * from (values ${joinSql(rows)}) as d (system, extract_id, seq, deliverer, delivered_at, cutoff_at, period_from, period_to, filter_text))`
}

/** Grains of each system: its rows, and the units that documents count. */
export function grainsOf(plan: Plan): Sql {
  const rows = plan.systems.flatMap((system) => [sql`(${system.name}, 'row')`, ...(system.config.count === undefined ? [] : [sql`(${system.name}, 'unit')`])])
  return sql`(select * from (values ${joinSql(rows)}) as g (system, grain))`
}

const measures = [
  { name: 'rows', grain: 'row' },
  { name: 'keys', grain: 'row' },
  { name: 'units', grain: 'unit' },
  { name: 'amount', grain: 'row' },
  { name: 'key_hash_total', grain: 'row' },
  { name: 'row_hash_total', grain: 'row' },
] as const

/** What deliverers stated of each extract; `rows` without a value where they stated nothing. */
export function statedTotals(plan: Plan): Sql {
  const rows = plan.systems.flatMap((system) =>
    system.extracts.flatMap(({ id: extract, stated: documents }) => {
      const none = sql`(${system.name}, ${extract}, 'row', 'rows', cast(null as decimal(38, 4)), cast(null as varchar))`
      const stated = documents.flatMap((totals) =>
        measures.flatMap(({ name, grain }) => {
          const value = totals[name]
          return value === undefined ? [] : [sql`(${system.name}, ${extract}, ${grain}, ${name}, cast(${String(value)} as decimal(38, 4)), ${totals.source})`]
        }),
      )
      return stated.length === 0 ? [none] : stated
    }),
  )
  return sql`(select * from (values ${joinSql(rows)}) as s (system, extract_id, grain, measure, stated, source_doc))`
}

/** Pairs of extracts that are compared beside each with its predecessor. */
export function declaredPairs(plan: Plan): Sql {
  const rows = plan.systems.flatMap((system) => system.config.compare.map(([a, b]) => sql`(${system.name}, ${a}, ${b})`))
  if (rows.length === 0) return sql`(select null::varchar as system, null::varchar as a, null::varchar as b limit 0)`
  return sql`(select * from (values ${joinSql(rows)}) as c (system, a, b))`
}
