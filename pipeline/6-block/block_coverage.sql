-- One row is one sampled pair that a rule brings together, with the size class of the block that does.
with keyed as (
  select {{ key }} as key, mention_id, on_left, on_right
  from {{ atoms }}
),
met as (
  select s.sample_no, l.key
  from {{ samples }} s
  join keyed l on l.mention_id = s.left_mention
  join keyed r on r.mention_id = s.right_mention and r.key = l.key
),
block as (
  select key, {{ pairs }} as pairs
  from keyed
  where key in (select key from met)
  group by key
)
select met.sample_no, er_size_class(block.pairs) as size_class
from met
join block on block.key = met.key
