-- One row is one pair of mentions that this rule is the first to find, with the level and the weight of each comparison.
with levels as (
  {{ levels }}
),
weighed as (
  select *, {{ weights }}, {{ damage }} as damage_weight, {{ alternative }} as alternative_weight from levels
)
select {{ columns }}, round($prior_weight + {{ total }} + damage_weight + alternative_weight, 4) as match_weight
from weighed
