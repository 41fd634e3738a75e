-- One row is one field of one system whose cells were taken as missing for one reason.
select
  'made_missing_' || reason as rule, system, field, cast(null as varchar) as extract_id,
  count(*) as failing, any_value(tested) as tested, 'warning' as severity
from made_missing
group by reason, system, field
