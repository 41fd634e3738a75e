-- One row is one pair of clusters that, compared as persons with all their known values, are more likely one than two: in each comparison
-- the best weight over their mentions, less the log of the values tried.
with levels as (
  {{ levels }}
),
weighed as (
  select one, other, {{ weights }} from levels
),
best as (
  select one, other, {{ best }} from weighed group by one, other
),
summed as (
  select b.one, b.other, {{ total }} as total, {{ alternative }} as alternative
  from best b
  join {{ values }} x on x.root = b.one
  join {{ values }} y on y.root = b.other
)
select one, other, round($prior_weight + total + alternative, 4) as match_weight
from summed
where round($prior_weight + total + alternative, 4) >= $least
