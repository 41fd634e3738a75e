-- One row is what one rule found in one extract (grain extract), judged by its thresholds, or in one period and office of it (grain part) where rows fail; what could not be tested has its reason.
with part as (
  {{ parts }}
),
scope as (
  select rule_id, extract_id, cast(seq as integer) as seq, deliverer, reason
  from (values {{ scopes }}) s(rule_id, extract_id, seq, deliverer, reason)
  where rule_id is not null
),
excess as (
  select rule_id, extract_id, cast(sum(excess) as bigint) as failing from quality_digit group by rule_id, extract_id
),
whole as (
  select rule_id, extract_id, cast(sum(tested) as bigint) as tested, cast(sum(failing) as bigint) as failing, sum(amount) as amount
  from part
  group by rule_id, extract_id
),
counted as (
  select
    s.rule_id, s.extract_id, s.seq, s.deliverer, coalesce(w.tested, 0) as tested, t.statistic,
    coalesce(s.reason, t.reason, case when coalesce(w.tested, 0) = 0 then 'no row holds what is tested' end) as reason,
    coalesce(x.failing, w.failing, 0) as failing, w.amount
  from scope s
  left join whole w on w.rule_id = s.rule_id and w.extract_id = s.extract_id
  left join excess x on x.rule_id = s.rule_id and x.extract_id = s.extract_id
  left join quality_statistic t on t.rule_id = s.rule_id and t.extract_id = s.extract_id
),
judged as (
  select
    c.rule_id, c.extract_id, c.seq, c.deliverer, c.statistic, c.reason,
    case when c.reason is null then c.tested else 0 end as tested,
    case when c.reason is null then c.failing else 0 end as failing,
    case when c.reason is null then c.amount end as amount,
    case
      when c.reason is not null then 'not_tested'
      when coalesce(c.failing > r.fail_count, false) or coalesce(c.failing * 100 > r.fail_percent * c.tested, false) or coalesce(c.amount > r.fail_amount, false) then 'fail'
      when coalesce(c.failing > r.warn_count, false) or coalesce(c.failing * 100 > r.warn_percent * c.tested, false) or coalesce(c.amount > r.warn_amount, false) then 'warn'
      else 'pass'
    end as status
  from counted c
  join quality_rule r on r.rule_id = c.rule_id
),
seen as (
  select rule_id, arg_min(extract_id, seq) as first_seen, arg_max(extract_id, seq) as last_seen
  from judged
  where failing > 0
  group by rule_id
)
select
  j.rule_id, r.system, 'extract' as grain, j.extract_id, j.deliverer, cast(null as varchar) as period, cast(null as varchar) as office, j.tested, j.failing,
  round(100 * cast(j.failing as decimal(18, 0)) / nullif(j.tested, 0), 2) as percent, j.amount, j.status, j.reason, j.statistic,
  case when j.reason is null then concat(j.failing, ' of ', j.tested, ' ', r.tested, ' ', r.sentence) else concat('not tested: ', j.reason) end as sentence,
  s.first_seen, s.last_seen
from judged j
join quality_rule r on r.rule_id = j.rule_id
left join seen s on s.rule_id = j.rule_id
union all
select
  p.rule_id, r.system, 'part', p.extract_id, j.deliverer, p.period, p.office, p.tested, p.failing,
  round(100 * cast(p.failing as decimal(18, 0)) / nullif(p.tested, 0), 2), p.amount, null, null, null,
  concat(p.failing, ' of ', p.tested, ' ', r.tested, ' ', r.sentence), s.first_seen, s.last_seen
from part p
join quality_rule r on r.rule_id = p.rule_id
join judged j on j.rule_id = p.rule_id and j.extract_id = p.extract_id and j.reason is null
left join seen s on s.rule_id = p.rule_id
where p.failing > 0 and (p.period is not null or p.office is not null)
