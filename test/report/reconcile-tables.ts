import type { Database } from '../../src/engine/database.js'
import { sql, type Sql } from '../../src/engine/sql.js'

/** Text that would do harm where it is taken for markup or for a path. */
export const hostile = '<script>alert(1)</script>李"\'><img src=x onerror=alert(1)> ../../etc'

const keys = (system: string, grain: string, extract: string, seq: number, from: number, to: number, amount: Sql, year: Sql): Sql => sql`
  select ${system} as system, ${grain} as grain, ${extract} as extract_id, ${seq} as extract_seq, ${system} as source_system, concat('K', lpad(cast(k as varchar), 3, '0')) as record_key,
    case when y is null then null else concat(y, '-05-05') end as event_date, cast(y as varchar) as period, cast(v as decimal(38, 4)) as amount, 1 as rows
  from (select k, ${amount} as v, ${year} as y from range(${from}, ${to + 1}) r (k))`

const none = sql`cast(null as decimal(38, 4))`

/** What the stages of a reconciliation leave, by the columns of its contract: small, and true to its identities. */
const statements: readonly Sql[] = [
  sql`create table usable_key as
    ${keys('TECS', 'unit', 'tecs_1', 1, 1, 20, none, sql`2005 + k % 4`)} union all
    ${keys('TECS', 'unit', 'tecs_2', 2, 1, 30, none, sql`case when k > 27 then null when k > 20 then 2004 else 2005 + k % 4 end`)} union all
    ${keys('TECS', 'unit', 'tecs_3', 3, 5, 36, none, sql`case when k > 30 then 2014 when k > 27 then null when k > 20 then 2004 when k = 7 then 2013 else 2005 + k % 4 end`)} union all
    ${keys('TECS', 'row', 'tecs_1', 1, 1, 40, none, sql`2005 + k % 4`)} union all
    ${keys('TECS', 'row', 'tecs_2', 2, 1, 60, none, sql`2005 + k % 4`)} union all
    ${keys('SEIZURES', 'row', 'record', 1, 1, 80, sql`k * 100`, sql`2017 + k % 3`)} union all
    ${keys('SEIZURES', 'row', 'copy', 2, 6, 90, sql`case when k % 11 = 0 then null when k % 5 = 0 then k * 100 + 2750.55 when k % 13 = 0 then k * 50 else k * 100 end`, sql`case when k % 7 = 0 then 2020 else 2017 + k % 3 end`)}`,
  sql`create table extract as
    select e.system, g.grain, e.extract_id, e.seq, e.deliverer, e.delivered_at, e.cutoff_at, cast(null as varchar) as period_from, cast(null as varchar) as period_to, e.filter_text,
      concat(e.extract_id, '.csv') as file, md5(e.extract_id) as sha256, 1000 as bytes,
      count(k.record_key) + 3 as rows_read, 1 as rows_rejected, 1 as rows_null_key, 1 as rows_dup_surplus, count(k.record_key) as keys, sum(k.amount) as amount, 7 as key_hash_total, 8 as row_hash_total
    from (values ('TECS', 'tecs_1', 1, 'ICE', '2014-08-14', '2014-08-14', ''), ('TECS', 'tecs_2', 2, 'ICE', '2014-09-18', '2014-09-18', ''), ('TECS', 'tecs_3', 3, 'CBP', '2014-11-20', null, 'arrests only'),
      ('SEIZURES', 'record', 1, 'CBP', '2021-01-31', '2020-12-31', ''), ('SEIZURES', 'copy', 2, 'office', '2021-02-28', '2020-12-31', '')) e (system, extract_id, seq, deliverer, delivered_at, cutoff_at, filter_text)
    join (values ('row'), ('unit')) g (grain) on e.system = 'TECS' or g.grain = 'row'
    left join usable_key k on k.extract_id = e.extract_id and k.grain = g.grain
    group by all`,
  sql`create table control_check as select * from (values
    ('TECS', 'tecs_1', 'unit', 'units', cast(null as decimal(38, 4)), cast(20 as decimal(38, 4)), cast(null as decimal(38, 4)), 'no_control', null),
    ('TECS', 'tecs_2', 'unit', 'units', 31, 30, -1, 'mismatch', 'covering letter'),
    ('SEIZURES', 'record', 'row', 'amount', 324000, 324000, 0, 'match', 'trailer of the file'),
    ('SEIZURES', 'record', 'row', 'key_hash_total', 12345678901234567890, 12345678901234567890, 0, 'match', 'trailer of the file'),
    ('SEIZURES', 'copy', 'row', 'rows', null, 88, null, 'no_control', null)) c (system, extract_id, grain, measure, stated, computed, difference, status, source_doc)`,
  sql`create table schema_change as select * from (values
    ('SEIZURES', 'record', 'copy', 'went', 'officer', null, null, null), ('SEIZURES', 'record', 'copy', 'renamed_proposed', 'origin', 'country_of_origin', 70, 75)) s (system, a, b, change, field, other_field, agreeing, compared)`,
  sql`create table key_membership as
    select system, grain, record_key as key, concat(max(case extract_seq when 1 then 1 else 0 end), max(case extract_seq when 2 then 1 else 0 end), case when system = 'TECS' then max(case extract_seq when 3 then 1 else 0 end) end) as pattern,
      count(*) as n_extracts, min(extract_seq) as first_seq, max(extract_seq) as last_seq, min_by(event_date, extract_seq) as event_date, coalesce(min_by(period, extract_seq), '(missing)') as period
    from usable_key group by system, grain, record_key`,
  sql`create table overlap_pattern as
    select system, grain, pattern, length(replace(pattern, '0', '')) as degree, count(*) as keys, cast(null as decimal(38, 4)) as amount, cast(0 as decimal(5, 2)) as pct_union from key_membership group by all`,
  sql`create table overlap_pair as
    select a.system, a.grain, a.extract_id as a, b.extract_id as b, a.keys as keys_a, b.keys as keys_b, n as both, a.keys - n as only_a, b.keys - n as only_b, 0.5 as containment_a, 0.5 as containment_b
    from extract a join extract b on b.system = a.system and b.grain = a.grain and b.seq > a.seq and a.keys > 0 and b.keys > 0
    join (select x.system, x.grain, x.extract_id as p, y.extract_id as q, count(*) as n from usable_key x join usable_key y using (system, grain, record_key) group by all) c on c.system = a.system and c.grain = a.grain and p = a.extract_id and q = b.extract_id`,
  sql`create table compared as select system, grain, extract_id as a, lead(extract_id) over w as b, seq as seq_a, lead(seq) over w as seq_b from extract where keys > 0 window w as (partition by system, grain order by seq)`,
  sql`delete from compared where b is null`,
  sql`create table row_change as
    select md5(concat(c.a, c.b, c.grain, k.record_key)) as explanation_id, c.system, c.grain, c.a, c.b, k.record_key as key, case k.extract_seq when seq_a then 'removed' else 'added' end as kind, coalesce(k.period, '(missing)') as period, k.amount
    from compared c join usable_key k on k.system = c.system and k.grain = c.grain and k.extract_seq in (seq_a, seq_b)
    where not exists (select 1 from usable_key o where o.system = k.system and o.grain = k.grain and o.record_key = k.record_key and o.extract_seq in (seq_a, seq_b) and o.extract_seq <> k.extract_seq)`,
  sql`create table late_record as
    select system, grain, key, event_date, period, 1 as expected_seq, first_seq, 900 as days_late, case when period = '(missing)' then 'undatable' else 'backfill' end as class
    from key_membership where system = 'TECS' and grain = 'unit' and first_seq = 2
    union all select system, grain, key, event_date, period, 3, first_seq, null, 'vanished' from key_membership where system = 'TECS' and grain = 'unit' and pattern = '110'`,
  sql`create table coverage as
    select system, grain, extract_id, coalesce(period, '(missing)') as period, count(*) as keys, 2 as expected_low, 40 as expected_high, case when count(*) < 2 then 'low' else 'ok' end as flag from usable_key group by all`,
  sql`create table joined as
    select c.system, c.grain, c.a, c.b, x.record_key as key, coalesce(x.period, '(missing)') as period_a, coalesce(y.period, '(missing)') as period_b, x.amount as v_a, y.amount as v_b,
      greatest(coalesce(y.amount, 0) - coalesce(x.amount, 0), 0) as up, greatest(coalesce(x.amount, 0) - coalesce(y.amount, 0), 0) as down
    from compared c join usable_key x on x.system = c.system and x.grain = c.grain and x.extract_seq = seq_a
    join usable_key y on y.system = c.system and y.grain = c.grain and y.extract_seq = seq_b and y.record_key = x.record_key`,
  sql`create table period_walk as
    with cell as (
      select system, grain, a, b, period_a as period, 1 as n_a, 0 as added, 0 as removed, 0 as reclass_in, cast(period_a <> period_b as integer) as reclass_out, 0 as n_b,
        coalesce(v_a, 0) as v_a, 0 as v_added, 0 as v_removed, 0 as v_reclass_in, case when period_a <> period_b then coalesce(v_a, 0) else 0 end as v_reclass_out, 0 as adj_up, 0 as adj_down, 0 as v_b from joined
      union all select system, grain, a, b, period_b, 0, 0, 0, cast(period_a <> period_b as integer), 0, 1, 0, 0, 0, case when period_a <> period_b then coalesce(v_a, 0) else 0 end, 0, up, down, coalesce(v_b, 0) from joined
      union all select system, grain, a, b, period, cast(kind = 'removed' as integer), cast(kind = 'added' as integer), cast(kind = 'removed' as integer), 0, 0, cast(kind = 'added' as integer),
        case kind when 'removed' then coalesce(amount, 0) else 0 end, case kind when 'added' then coalesce(amount, 0) else 0 end, case kind when 'removed' then coalesce(amount, 0) else 0 end, 0, 0, 0, 0, case kind when 'added' then coalesce(amount, 0) else 0 end from row_change)
    select system, grain, a, b, period, sum(n_a) as n_a, sum(added) as added, sum(removed) as removed, sum(reclass_in) as reclass_in, sum(reclass_out) as reclass_out, sum(n_b) as n_b,
      sum(v_a) as v_a, sum(v_added) as v_added, sum(v_removed) as v_removed, sum(v_reclass_in) as v_reclass_in, sum(v_reclass_out) as v_reclass_out, sum(adj_up) as adj_up, sum(adj_down) as adj_down, sum(v_b) as v_b,
      sum(adj_up) + sum(adj_down) as gross_adjustment, sum(adj_up) - sum(adj_down) as net_adjustment, cast(12.34 as double) as pct_of_a
    from cell group by system, grain, a, b, period`,
  sql`create table value_change as
    select md5(concat(a, b, grain, key, field)) as change_id, j.system, j.grain, j.a, j.b, j.key, f.field,
      case when f.field = 'origin' then 'format_only' when f.field = 'note' then 'value_to_null' when v_b is null then 'value_to_null' else 'changed' end as kind,
      case f.field when 'msrp' then cast(v_a as varchar) when 'note' then ${hostile} else 'china' end as old, case f.field when 'msrp' then cast(v_b as varchar) when 'note' then null else 'CHINA' end as new,
      case f.field when 'msrp' then v_b - v_a end as delta, period_a, period_b, case f.field when 'origin' then null else md5(concat(a, b, grain, key, f.field)) end as explanation_id
    from joined j join (values ('msrp'), ('origin'), ('note')) f (field) on j.system = 'SEIZURES' and (field = 'msrp' and v_a is distinct from v_b or field = 'origin' and key like '%3' or field = 'note' and key like '%4')`,
  sql`create table within_tolerance as
    select system, grain, a, b, key, 'msrp' as field, cast(v_a as varchar) as old, cast(v_a + 1 as varchar) as new, cast(1 as decimal(38, 4)) as delta, '2' as tolerance from joined where system = 'SEIZURES' and key in ('K008', 'K016')`,
  sql`create table field_drift as
    select j.system, j.grain, j.a, j.b, f.field, count(*) as common, count(*) filter (where v.kind is null) as equal, 0 as both_null, count(*) filter (where v.kind in ('changed', 'format_only')) as changed,
      0 as null_to_value, count(*) filter (where v.kind = 'value_to_null') as value_to_null, count(*) filter (where v.kind = 'format_only') as format_only, case f.field when 'msrp' then 2 else 0 end as within_tolerance, 0.0 as pct_of_common
    from joined j join (values ('msrp'), ('origin'), ('note'), ('port')) f (field) on j.system = 'SEIZURES' left join value_change v on v.system = j.system and v.key = j.key and v.field = f.field group by all`,
  sql`create table rekey_proposal as select * from (values ('SEIZURES', 'record', 'copy', 'rekeyed', 'K001', 'K081', 'seizure', 4), ('SEIZURES', 'record', 'record', 'twice', 'K010', 'K011', '', 5)) r (system, a, b, kind, old_key, new_key, key_field, agreeing)`,
  sql`create table key_collision as select 'SEIZURES' as system, 'copy' as extract_id, 'K010' as key, unnest(['K-010', 'k010']) as as_written`,
  sql`create table correction_ledger as select * from (values
    ('SEIZURES', 1, 'K010', 'msrp', '1000.0000', '3750.5500', 'A. Clerk', 'B. Chief', '2021-02-01', 'DATA_ENTRY', 'memo 7', repeat('0', 64), repeat('a', 64)),
    ('SEIZURES', 2, 'K999', 'msrp', '1', '2', 'A. Clerk', 'B. Chief', '2021-02-02', ${hostile}, 'memo 8', repeat('a', 64), repeat('b', 64))) l (system, entry_no, key, field, old, new, author, approver, entered_at, reason_code, evidence, prev_hash, entry_hash)`,
  sql`create table explanation as
    select explanation_id, system, grain, a, b, kind as change_kind, key, '(row)' as field, cast(null as integer) as ledger_entry, case when kind = 'removed' and system = 'TECS' then ${hostile} end as rule, case when kind = 'removed' and system = 'TECS' then 'explained' else 'unexplained' end as status from row_change
    union all select explanation_id, system, grain, a, b, 'changed', key, field, case when key in ('K010', 'K020') and field = 'msrp' then 1 end, null,
      case when field = 'msrp' and key = 'K010' then 'explained' when field = 'msrp' and key = 'K020' then 'contradicted' else 'unexplained' end from value_change where explanation_id is not null`,
  sql`create table stated_figure as select * from (values
    ('SEIZURES', 'OIG-22-52', '6', 'net seizures added in FY 2019', cast(364 as decimal(38, 4)), 'added - removed', cast(357 as decimal(38, 4)), cast(7 as decimal(38, 4)), null, 'does_not_add'),
    ('SEIZURES', 'OIG-22-52', '9', ${hostile}, 512, 'added', 512, 0, null, 'adds'),
    ('SEIZURES', 'OIG-22-52', '11', '3 to 13 % higher', 13, null, null, null, 'of what, is not said', 'denominator_missing')) s (system, doc, page, label, stated, formula, computed, residual, denominator, status)`,
  sql`create table composite_seizures as select key from key_membership where system = 'SEIZURES'`,
  sql`create table composite_conflict as select system, key, field, old as value, 'latest' as rule from value_change where kind = 'changed'`,
  sql`create table identity_check as select 'reconcile' as stage, 'I4' as identity, 'all pairs' as scope, 1 as lhs, 1 as rhs, 0 as residual, true as ok`,
]

/** Makes the tables; those that are named are left out. */
export async function makeTables(database: Database, without: readonly string[] = []): Promise<void> {
  for (const statement of statements) await database.command(statement)
  for (const table of ['compared', 'joined', ...without]) await database.drop(table)
}
