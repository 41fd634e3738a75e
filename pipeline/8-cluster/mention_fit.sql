-- One row is one mention of a cluster with the probability of its best pair in it, in millionths: as likely as that does it belong there.
with inside as (
  select left_mention as mention_id, millionths from placed_pair where left_root = right_root
  union all
  select right_mention, millionths from placed_pair where left_root = right_root
)
select mention_id, max(millionths) as best
from inside
group by mention_id
