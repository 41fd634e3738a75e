-- One row is one thing that keeps an extract from reconciling: rows without a usable key, a stated total that is absent or wrong, a column that
-- came or went, a period with too few or too many, keys that came late, vanished, or may be one.
select
  'set_aside_' || s.reason as rule, s.system, cast(null as varchar) as field, s.extract_id,
  count(*) as failing, any_value(e.rows_read) as tested, 'warning' as severity
from set_aside s
join extract e on e.extract_id = s.extract_id and e.grain = 'row'
group by s.reason, s.system, s.extract_id
union all
select
  'control_' || status, system, measure, extract_id, case when status = 'no_control' then 1 else cast(ceil(abs(coalesce(difference, 1))) as bigint) end,
  case when status = 'no_control' then 1 else cast(coalesce(stated, 0) as bigint) end, case when status = 'mismatch' then 'error' else 'warning' end
from control_check
where status <> 'match' and measure not in ('key_hash_total', 'row_hash_total', 'outside_window')
union all
select 'control_mismatch', system, measure, extract_id, 1, 1, 'error' from control_check where status = 'mismatch' and measure in ('key_hash_total', 'row_hash_total')
union all
select 'outside_window', c.system, cast(null as varchar), c.extract_id, cast(c.computed as bigint), e.keys, 'warning'
from control_check c
join extract e on e.extract_id = c.extract_id and e.grain = c.grain
where c.measure = 'outside_window' and c.status = 'mismatch' and c.grain = 'row'
union all
select 'no_usable_key', e.system, cast(null as varchar), e.extract_id, e.rows_null_key, e.rows_read,
  case when exists (select 1 from extract u where u.extract_id = e.extract_id and u.grain = 'unit' and u.keys > 0) then 'warning' else 'error' end
from extract e where e.grain = 'row' and e.keys = 0 and e.rows_null_key > 0
union all
select 'empty_extract', system, cast(null as varchar), extract_id, 1, 1, 'warning' from extract where grain = 'row' and rows_read - rows_rejected = 0
union all
select 'same_file_twice', system, cast(null as varchar), extract_id, rows_read, rows_read, 'warning'
from (select *, row_number() over (partition by system, sha256 order by seq) as copy from extract where grain = 'row' and rows_read > 0)
where copy > 1
union all
select 'column_' || change, system, field, b, 1, 1, 'warning' from schema_change where change in ('came', 'went', 'renamed_proposed')
union all
select 'key_collision', system, cast(null as varchar), extract_id, count(distinct key), any_value(keys), 'warning'
from (select c.*, e.keys from key_collision c join extract e on e.extract_id = c.extract_id and e.grain = 'row')
group by system, extract_id
union all
select 'coverage_' || flag, c.system, cast(null as varchar), c.extract_id, count(*), any_value(t.periods), 'warning'
from coverage c
join (select system, grain, extract_id, count(*) as periods from coverage group by all) t on t.system = c.system and t.grain = c.grain and t.extract_id = c.extract_id
where c.flag <> 'ok' and c.grain = 'row'
group by c.flag, c.system, c.extract_id
union all
select 'keys_' || l.class, l.system, cast(null as varchar), e.extract_id, count(*), any_value(e.keys), 'warning'
from late_record l
join extract e on e.system = l.system and e.grain = l.grain and e.seq = case when l.class = 'vanished' then l.expected_seq else l.first_seq end
where l.grain = 'row'
group by l.class, l.system, e.extract_id
union all
select 'may_be_one_' || kind, r.system, cast(null as varchar), r.b, count(*), any_value(e.keys), 'warning'
from rekey_proposal r
join extract e on e.extract_id = r.b and e.grain = 'row'
group by kind, r.system, r.b
union all
select 'amount_unreadable', u.system, u.field, u.extract_id, u.failing, u.tested, 'warning'
from ({{ amounts }}) u
where u.failing > 0
union all
select x.status || '_' || x.change_kind, x.system, case when x.change_kind = 'changed' then x.field end, x.b, count(*), any_value(t.differences), 'warning'
from explanation x
join (select system, grain, a, b, count(*) as differences from explanation group by system, grain, a, b) t
  on t.system = x.system and t.grain = x.grain and t.a = x.a and t.b = x.b
where x.status <> 'explained' and x.grain = 'row'
group by x.status, x.change_kind, x.system, case when x.change_kind = 'changed' then x.field end, x.a, x.b
union all
select 'ledger_entry_unused', u.system, cast(null as varchar), cast(null as varchar), count(*), any_value(t.entries), 'warning'
from ledger_unused u
join (select system, count(*) as entries from correction_ledger group by system) t on t.system = u.system
group by u.system
union all
select 'figure_' || status, system, label, cast(null as varchar), 1, 1, 'warning' from stated_figure where status <> 'adds'
