-- One row is one check of a match that failed, so that its scores and entities are to be looked at before they are used, one match whose labels
-- were too few to learn from, or one whose blocking rules left blocks out, with the matches that all rules together may have missed.
select 'unhealthy_' || check_name as rule, match as field, null::varchar as extract_id, cast(round(1000 * value) as bigint) as failing,
  cast(round(1000 * most) as bigint) as tested, 'warning' as severity
from match_health
where not ok
union all
select 'labels_too_few', match || ': ' || note, null, 1, 1, 'warning'
from label_calibration
where method is null
union all
select
  case when q.estimated_recall is null then 'left_out_cost_unknown' else 'left_out_may_cost_matches' end, q.match, null,
  case when q.estimated_recall is null then 1 else cast(round(q.estimated_matches * (1 - q.estimated_recall)) as bigint) end,
  case when q.estimated_recall is null then 1 else cast(round(q.estimated_matches) as bigint) end, l.severity
from match_quality q
join ({{ left_out }}) l on l.match = q.match
