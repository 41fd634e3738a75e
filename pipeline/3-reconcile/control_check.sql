-- One row is one stated total of an extract beside the one computed; no_control where none was stated. A window that was declared states that no
-- event lies outside it.
with computed as (
  select extract_id, 'rows' as measure, cast(rows_read as decimal(38, 4)) as computed from extract where grain = 'row'
  union all select extract_id, 'keys', keys from extract where grain = 'row'
  union all select extract_id, 'units', keys from extract where grain = 'unit'
  union all select extract_id, 'amount', amount from extract where grain = 'row'
  union all select extract_id, 'key_hash_total', key_hash_total from extract where grain = 'row'
  union all select extract_id, 'row_hash_total', row_hash_total from extract where grain = 'row'
),
outside as (
  select
    e.system, e.extract_id, e.grain,
    count(*) filter (where er_event_day(k.event_date) < cast(e.period_from as date) or er_event_day(k.event_date) > cast(coalesce(e.period_to, e.cutoff_at) as date)) as keys
  from extract e
  join usable_key k on k.extract_id = e.extract_id and k.grain = e.grain
  where (e.period_from is not null or e.period_to is not null or e.cutoff_at is not null) and er_event_day(k.event_date) is not null
  group by e.system, e.extract_id, e.grain
)
select
  s.system, s.extract_id, s.grain, s.measure, s.stated, c.computed,
  c.computed - s.stated as difference,
  case when s.stated is null then 'no_control' when s.stated is not distinct from c.computed then 'match' else 'mismatch' end as status,
  s.source_doc
from {{ stated }} s
left join computed c on c.extract_id = s.extract_id and c.measure = s.measure
union all
select system, extract_id, grain, 'outside_window', 0, keys, keys, case when keys = 0 then 'match' else 'mismatch' end, 'the declared window and cutoff'
from outside
