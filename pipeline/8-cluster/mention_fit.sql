-- One row is one mention of a cluster with how well it fits the others on average, in millionths of probability.
with inside as (
  select left_mention as mention_id, millionths from placed_pair where left_root = right_root
  union all
  select right_mention, millionths from placed_pair where left_root = right_root
)
select mention_id, cast(sum(millionths) // count(*) as integer) as fit
from inside
group by mention_id
