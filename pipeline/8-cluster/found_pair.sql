-- One row is probable pairs of a match that rules list in the same ways: whether any does, whether their entity implies them through a third mention,
-- and the matches expected among them, in millionths, alone and times the other mentions of their entity.
with probable as (
  select left_mention, right_mention, cast(round(1000000 / (1 + pow(2, -greatest(least(match_weight, 60), -60)))) as bigint) as millionths
  from {{ pairs }}
  where match_weight >= $least
),
listed as (
  select p.left_mention, p.right_mention, bit_or(w.ways) as ways
  from probable p
  join {{ members }} l on l.mention_id = p.left_mention
  join {{ members }} r on r.mention_id = p.right_mention and r.block = l.block and r.rule_no = l.rule_no
  join {{ ways }} w on w.rule_no = l.rule_no
  group by p.left_mention, p.right_mention
),
size as (
  select root, count(*) as mentions from component group by root
),
inside as (
  select c.mention_id, c.root
  from component c
  join size s on s.root = c.root
  where s.mentions between 3 and $largest
),
linked as (
  {{ linked }}
),
sure as (
  select p.left_mention as one, p.right_mention as other
  from linked p
  join inside x on x.mention_id = p.left_mention
  join inside y on y.mention_id = p.right_mention and y.root = x.root
),
sided as (
  select one, other from sure
  union
  select other, one from sure
),
implied as (
  select distinct x.one as left_mention, y.other as right_mention
  from sided x
  join sided y on y.one = x.other
)
select
  l.ways is not null as listed, coalesce(l.ways, 0) as ways, i.left_mention is not null as implied,
  cast(sum(p.millionths) as bigint) as millionths, cast(sum(p.millionths * greatest(s.mentions - 1, 1)) as bigint) as shared
from probable p
join component c on c.mention_id = p.left_mention
join size s on s.root = c.root
left join listed l on l.left_mention = p.left_mention and l.right_mention = p.right_mention
left join implied i on i.left_mention = p.left_mention and i.right_mention = p.right_mention
group by all
order by all
