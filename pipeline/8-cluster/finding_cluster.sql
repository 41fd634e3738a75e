-- One row is one check of a match that failed, so that its scores and entities are to be looked at before they are used, or one match whose labels
-- were too few to learn from.
select 'unhealthy_' || check_name as rule, match as field, null::varchar as extract_id, cast(round(1000 * value) as bigint) as failing,
  cast(round(1000 * most) as bigint) as tested, 'warning' as severity
from match_health
where not ok
union all
select 'labels_too_few', match || ': ' || note, null, 1, 1, 'warning'
from label_calibration
where method is null
