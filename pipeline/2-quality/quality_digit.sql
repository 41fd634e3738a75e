-- One row is one first digit of the positive amounts of a field in an extract: how many begin with it, and how many would by the law of Benford.
with amount as (
  {{ amounts }}
),
read as (
  select rule_id, system, extract_id, amount, cast(left(regexp_replace(cast(amount as varchar), '^[0.]+', ''), 1) as integer) as digit
  from amount
  where amount > 0
),
whole as (
  select rule_id, system, extract_id, count(*) as amounts, min(amount) as least, max(amount) as greatest
  from read
  group by rule_id, system, extract_id
),
law as (
  select digit, cast(share as decimal(9, 6)) as share
  from (values (1, 0.301030), (2, 0.176091), (3, 0.124939), (4, 0.096910), (5, 0.079181), (6, 0.066947), (7, 0.057992), (8, 0.051153), (9, 0.045757)) l(digit, share)
),
counted as (
  select rule_id, extract_id, digit, count(*) as found from read group by rule_id, extract_id, digit
)
select
  w.rule_id, w.system, w.extract_id, l.digit, w.amounts, w.least, w.greatest, coalesce(c.found, 0) as found, l.share,
  cast(round(w.amounts * l.share, 0) as bigint) as expected,
  greatest(0, coalesce(c.found, 0) - cast(round(w.amounts * l.share, 0) as bigint)) as excess
from whole w
cross join law l
left join counted c on c.rule_id = w.rule_id and c.extract_id = w.extract_id and c.digit = l.digit
