import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import { dateInExtract } from '../formats.js'
import { tableOf, type PlanSystem } from '../plan.js'

export const recordsOf = (system: PlanSystem): string => tableOf('source_records', system)

/** Whether a part of the key of `r` stands for none. */
function noKey(system: PlanSystem): Sql {
  const own = system.config.placeholder_keys.map((value) => sql`${value}`)
  const parts = system.key.map((field) => {
    const cell = sql`trim(r.${id(field)})`
    return sql`er_no_key(${cell})${own.length === 0 ? sql`` : sql` or ${cell} in (${joinSql(own)})`}`
  })
  return joinSql(parts, sql` or `)
}

/**
 * Rows without a key, and of rows that share one all but the least by content: those that say the same as it apart from those that do not.
 */
export function setAsideOf(system: PlanSystem): Sql {
  const table = id(recordsOf(system))
  const content = joinSql(system.fields.map((field) => sql`r.${id(field)}`))
  return sql`
  select ${system.name} as system, extract_id, source_line, case when record_key is null then 'null_key' else 'placeholder_key' end as reason, to_json(r) as raw
  from ${table} r where record_key is null or ${noKey(system)}
  union all
  select ${system.name}, extract_id, source_line, case when standing = 1 then 'duplicate_row' else 'duplicate_key' end, raw
  from (
    select
      extract_id, source_line, to_json(r) as raw, row_number() over (partition by extract_id, source_system, record_key order by ${content}, source_line) as place,
      rank() over (partition by extract_id, source_system, record_key order by ${content}) as standing
    from ${table} r
    semi join (
      select extract_id, source_system, record_key from ${table} where record_key is not null
      group by extract_id, source_system, record_key having count(*) > 1
    ) using (extract_id, source_system, record_key)
    where not (${noKey(system)})
  ) r
  where place > 1`
}

function periodOf(system: PlanSystem): Sql {
  if (system.config.event_date === undefined) return sql`cast(null as varchar)`
  const day = sql`er_event_day(event_date)`
  if (system.config.period === 'month') return sql`strftime(${day}, '%Y-%m')`
  return system.config.period === 'fiscal_year' ? sql`cast(er_fiscal_year(${day}) as varchar)` : sql`cast(year(${day}) as varchar)`
}

/** Keys of a system's extracts that can be compared: rows, and the units that documents count, whose amounts are summed. */
export function usableKeysOf(system: PlanSystem): Sql {
  const table = id(recordsOf(system))
  const { event_date: event, amount: money, count } = system.config
  const date = event === undefined ? sql`cast(null as varchar)` : dateInExtract(system, event)
  const amount = money === undefined ? sql`cast(null as decimal(18, 4))` : sql`er_amount(r.${id(money)})`
  const rows = sql`
  select ${system.name} as system, 'row' as grain, extract_id, extract_seq, source_system, record_key, event_date, ${periodOf(system)} as period,
    cast(amount as decimal(38, 4)) as amount, 1 as rows
  from (
    select r.extract_id, r.extract_seq, r.source_system, r.record_key, ${date} as event_date, ${amount} as amount
    from ${table} r
    anti join set_aside s on s.extract_id = r.extract_id and s.source_line = r.source_line
  )`
  if (count === undefined) return rows
  return sql`${rows} union all
  select ${system.name}, 'unit', extract_id, extract_seq, source_system, unit_key, event_date, ${periodOf(system)}, amount, rows
  from (
    select r.extract_id, r.extract_seq, r.source_system, r.unit_key,
      coalesce(min(${date}) filter (where er_event_day(${date}) is not null), min(${date})) as event_date, sum(${amount}) as amount, count(*) as rows
    from ${table} r
    anti join (select * from set_aside where reason like 'duplicate%') s on s.extract_id = r.extract_id and s.source_line = r.source_line
    where r.unit_key is not null and not coalesce(er_no_key(r.unit_key), false)
    group by all
  )`
}

/** Hash totals of the rows of each extract: the sum of a 64-bit number of each, modulo 2 to the 64. */
export function rowHashesOf(system: PlanSystem): Sql {
  const cells = joinSql(system.fields.map((field) => sql`coalesce(${id(field)}, '')`))
  return sql`select extract_id, cast(sum(er_hash_number(concat_ws(chr(31), ${cells}))) % 18446744073709551616 as ubigint) as row_hash_total
  from ${id(recordsOf(system))} group by extract_id`
}

/** Keys that are one only since differences of writing are left out, with each way in which they are written. */
export function collisionsOf(system: PlanSystem): Sql {
  const table = id(recordsOf(system))
  const [only, ...others] = system.key.map((field) => sql`${id(field)}`)
  const written = others.length === 0 ? (only ?? sql`null`) : joinSql([only ?? sql`null`, ...others].map((part) => sql`er_key_part(${part})`), sql` || '|' || `)
  return sql`
  select ${system.name} as system, extract_id, source_system, record_key as key, as_written, count(*) as rows
  from (select extract_id, source_system, record_key, ${written} as as_written from ${table}) r
  semi join (
    select source_system, record_key
    from (select source_system, record_key, ${written} as as_written from ${table} semi join (
      select source_system, record_key from ${table} where ${written} <> record_key
    ) using (source_system, record_key))
    group by source_system, record_key having count(distinct as_written) > 1
  ) using (source_system, record_key)
  group by all`
}
