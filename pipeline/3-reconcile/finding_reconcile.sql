-- One row is one thing that keeps an extract from reconciling: rows without a usable key, a stated total that is absent or wrong.
select
  'set_aside_' || s.reason as rule, s.system, cast(null as varchar) as field, s.extract_id,
  count(*) as failing, any_value(e.rows_read) as tested, 'warning' as severity
from set_aside s
join extract e on e.extract_id = s.extract_id
group by s.reason, s.system, s.extract_id
union all
select
  'control_' || status, system, measure, extract_id, case when status = 'no_control' then 1 else abs(difference) end,
  case when status = 'no_control' then 1 else stated end, case when status = 'mismatch' then 'error' else 'warning' end
from control_check
where status <> 'match'
