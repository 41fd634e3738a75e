-- One row is one pair of mentions in one cluster, or in two that a probable pair joins; one and other are the roots of the clusters.
with side as (
  select c.mention_id, c.root, k.on_left, k.on_right
  from component c
  join {{ comparand }} k on k.mention_id = c.mention_id
),
size as (
  select root, count(*) as mentions from side group by root
),
near as (
  select least(a.root, b.root) as one, greatest(a.root, b.root) as other
  from {{ pairs }} p
  join component a on a.mention_id = p.left_mention
  join component b on b.mention_id = p.right_mention
  where p.match_weight >= $near and a.root <> b.root
  union
  select root, root from size where mentions > 1
),
bounded as (
  select n.one, n.other
  from near n
  join size x on x.root = n.one
  join size y on y.root = n.other
  where x.mentions * y.mentions <= case when n.one = n.other then $most_within else $most_between end
),
sided as (
  select one, other, one as left_root, other as right_root from bounded
  union all
  select one, other, other, one from bounded where one <> other
)
select l.mention_id as left_mention, r.mention_id as right_mention, b.one, b.other
from sided b
join side l on l.root = b.left_root
join side r on r.root = b.right_root
where {{ oriented }}
