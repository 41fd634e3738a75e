-- One row is one pattern of agreement levels and the random pairs that show it.
with levels as (
  select {{ levels }}
  from {{ pairs }}
  join {{ comparand }} l on l.mention_id = left_mention
  join {{ comparand }} r on r.mention_id = right_mention
)
select cast(0 as integer) as free, {{ names }}, count(*) as pairs
from levels
group by all
