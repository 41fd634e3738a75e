-- One row is one candidate between two mentions of one entity.
select c.match, c.left_mention, c.right_mention, c.match_weight, {{ probability }} as probability
from (
  {{ pairs }}
) c
join component a on a.mention_id = c.left_mention
join component b on b.mention_id = c.right_mention
where a.root = b.root
