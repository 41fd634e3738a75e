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

export const seenOf = (system: PlanSystem): string => tableOf('key_seen', system)

/** Of each key the extracts that hold it, as bits from the first, and its rows in all of them. */
export const seenKeys = (system: PlanSystem): Sql => sql`
  select source_system, record_key, bit_or(1::bigint << (extract_seq - 1)) as seen_in, count(*) as rows
  from ${id(recordsOf(system))} where record_key is not null group by source_system, record_key`

/**
 * Rows without a key, and of rows that share one all but the least by content: those that say the same as it apart from those that do not.
 */
export function setAsideOf(system: PlanSystem): Sql {
  const table = id(recordsOf(system))
  const content = joinSql(system.fields.map((field) => sql`r.${id(field)}`))
  return sql`
  select ${system.name} as system, extract_id, source_line, record_key as key, case when record_key is null then 'null_key' else 'placeholder_key' end as reason, to_json(r) as raw
  from ${table} r where record_key is null or ${noKey(system)}
  union all
  select ${system.name}, extract_id, source_line, record_key, case when standing = 1 then 'duplicate_row' else 'duplicate_key' end, raw
  from (
    select
      extract_id, source_line, record_key, to_json(r) as raw, row_number() over (partition by extract_id, source_system, record_key order by ${content}, source_line) as place,
      rank() over (partition by extract_id, source_system, record_key order by ${content}) as standing
    from ${table} r
    semi join (select source_system, record_key from ${id(seenOf(system))} where rows > bit_count(seen_in)) using (source_system, record_key)
    where not (${noKey(system)})
  ) r
  where place > 1`
}

/** Membership of the rows of a system that was delivered several times; dates and amounts are those of the first extract that holds the key. */
export function rowMembership(system: PlanSystem): Sql {
  const { event_date: event, amount } = system.config
  const dated = event !== undefined || amount !== undefined
  const first = dated
    ? sql`left join usable_key u on u.system = ${system.name} and u.grain = 'row' and u.extract_seq = p.first_seq and u.source_system = k.source_system and u.record_key = k.record_key`
    : sql``
  return sql`
  select ${system.name} as system, 'row' as grain, k.source_system, k.record_key as key, p.pattern, p.n_extracts, p.first_seq, p.last_seq,
    ${dated ? sql`u.event_date` : sql`cast(null as varchar)`} as event_date, ${dated ? sql`coalesce(u.period, '(missing)')` : sql`'(missing)'`} as period,
    ${dated ? sql`u.amount` : sql`cast(null as decimal(38, 4))`} as amount
  from ${id(seenOf(system))} k
  join (
    select seen_in, er_pattern(seen_in, ${system.extracts.length}) as pattern, cast(bit_count(seen_in) as bigint) as n_extracts,
      bit_count((seen_in & -seen_in) - 1) + 1 as first_seq, length(bin(seen_in)) as last_seq
    from (select distinct seen_in from ${id(seenOf(system))})
  ) p on p.seen_in = k.seen_in
  anti join (select distinct key from set_aside where system = ${system.name} and reason = 'placeholder_key') n on n.key = k.record_key
  ${first}`
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

/** Hash totals of the keys and the rows of each extract: the sum of a 64-bit number of each, modulo 2 to the 64. */
export function hashTotalsOf(system: PlanSystem): Sql {
  const cells = joinSql(system.fields.map((field) => sql`coalesce(${id(field)}, '')`))
  return sql`
  select extract_id, 'row' as grain, 'row_hash_total' as measure, cast(sum(er_hash_number(concat_ws(chr(31), ${cells}))) % 18446744073709551616 as ubigint) as total
  from ${id(recordsOf(system))} group by extract_id
  union all
  select extract_id, grain, 'key_hash_total', cast(sum(er_hash_number(record_key)) % 18446744073709551616 as ubigint)
  from usable_key where system = ${system.name} group by extract_id, grain`
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
