-- One row is one pair of clusters that, compared as persons with all their known values, are more likely one than two: in each comparison
-- the best weight over their mentions, less the log of the values tried.
with levels as materialized (
  {{ levels }}
),
-- Most pairs of clusters fail even by the best that matches could give them; a hundredth of a bit is more than rounding takes.
hopeful as (
  select one, other
  from (select one, other, {{ match_weights }} from levels)
  group by one, other
  having $prior_weight + {{ most }} >= $least - 0.01
),
weighed as (
  select l.one, l.other, {{ weights }}
  from levels l
  join hopeful h on h.one = l.one and h.other = l.other
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
