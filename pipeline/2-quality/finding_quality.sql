-- One row is one rule with failing rows in one extract; an error where it fails by its thresholds. What the profile finds by itself stands there. The period is given where all failing rows are of one.
with one_period as (
  select rule_id, extract_id, any_value(period) as period
  from quality_result
  where grain = 'part'
  group by rule_id, extract_id
  having count(distinct coalesce(period, '')) = 1
)
select
  case when r.library then r.kind else r.rule end as rule, r.system, r.fields as field, q.extract_id, p.period, q.failing, q.tested,
  case q.status when 'fail' then 'error' when 'warn' then 'warning' else 'info' end as severity
from quality_result q
join quality_rule r on r.rule_id = q.rule_id
left join one_period p on p.rule_id = q.rule_id and p.extract_id = q.extract_id
where q.grain = 'extract' and q.failing > 0 and not (r.library and r.kind in ('complete', 'placeholder', 'conforms'))
