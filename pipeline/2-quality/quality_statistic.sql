-- One row is one rule of statistics in one extract: the figures that it judges by, or why it does not apply.
with amount as (
  {{ amounts }}
),
middle as (
  select rule_id, system, extract_id, count(amount) as amounts, quantile_disc(amount, 0.5) as centre
  from amount
  where amount is not null
  group by rule_id, system, extract_id
),
spread as (
  select a.rule_id, a.extract_id, quantile_disc(abs(a.amount - m.centre), 0.5) as spread
  from amount a
  join middle m on m.rule_id = a.rule_id and m.extract_id = a.extract_id
  where a.amount is not null
  group by a.rule_id, a.extract_id
),
limited as (
  -- 3.5 / 0.6745 is 5.189.
  select m.*, s.spread, cast(m.centre - cast(5.189 as decimal(9, 3)) * s.spread as decimal(24, 6)) as low, cast(m.centre + cast(5.189 as decimal(9, 3)) * s.spread as decimal(24, 6)) as high
  from middle m
  join spread s on s.rule_id = m.rule_id and s.extract_id = m.extract_id
),
digits as (
  select
    rule_id, system, extract_id, any_value(amounts) as amounts, any_value(least) as least, any_value(greatest) as greatest,
    sum(abs(cast(cast(found as decimal(18, 0)) / amounts as decimal(18, 8)) - share)) as deviation,
    sum(cast(cast((found - expected) * (found - expected) as decimal(18, 0)) / greatest(expected, 1) as decimal(18, 4))) as chi_squared
  from quality_digit
  group by rule_id, system, extract_id
)
select
  rule_id, system, extract_id, amounts, centre, spread, low, high,
  concat('median ', er_decimal_text(centre), ', median distance from it ', er_decimal_text(spread)) as statistic,
  case when amounts < 20 then 'fewer than 20 amounts' when spread = 0 then 'more than half of the amounts are equal' end as reason
from limited
union all
select
  rule_id, system, extract_id, amounts, null, null, null, null,
  concat('mean absolute deviation ', er_decimal_text(round(cast(deviation / 9 as decimal(18, 8)), 4)), ', chi-squared ', er_decimal_text(round(chi_squared, 1)), ' with 8 degrees of freedom'),
  case when amounts < 1000 then 'fewer than 1,000 positive amounts' when greatest < 100 * least then 'the amounts span less than two orders of magnitude' end
from digits
