-- One row is one pair of mentions that this rule is the first to find, with the level and the weight of each comparison.
with levels as (
  select l.mention_id as left_mention, r.mention_id as right_mention, {{ found_by }} as found_by, {{ levels }}{{ frequencies }}
  from {{ comparand }} l
  join {{ comparand }} r on {{ rule }}
  where l.mention_id % $chunks = $chunk
),
weighed as (
  select *, {{ weights }}, {{ alternative }} as alternative_weight from levels
)
select {{ columns }}, round($prior_weight + {{ total }} + alternative_weight, 4) as match_weight
from weighed
