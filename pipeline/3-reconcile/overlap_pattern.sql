-- One row is one way in which keys of a system are spread over its extracts: 101 is in the first and the third. The amount is that of the first
-- extract that holds the key.
with sized as (
  select system, grain, pattern, count(*) as keys, sum(amount) as amount
  from key_membership
  group by system, grain, pattern
)
select
  system, grain, pattern,
  length(replace(pattern, '0', '')) as degree,
  keys, amount,
  round(100 * cast(keys as decimal(18, 0)) / sum(keys) over (partition by system, grain), 2) as pct_union
from sized
