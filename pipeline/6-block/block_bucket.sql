-- One row is the blocks of one candidate rule that are of one size class: how many, the pairs that they make, and members of some of
-- them, by which is estimated what the rule finds. Of many mentions only the blocks of a share of the keys are looked at.
with keyed as (
  select {{ key }} as key, mention_id, on_left, on_right, shuffle
  from {{ atoms }}
),
looked_at as (
  select * from keyed where key % cast($one_in as ubigint) = 0
),
block as (
  select key, {{ pairs }} as pairs from looked_at group by key having count(*) > 1
),
class as (
  select
    er_size_class(pairs) as size_class, count(*) as blocks, cast(sum(pairs) as bigint) as pairs, arg_min(key, key, 60) as keys
  from block
  where pairs > 0
  group by er_size_class(pairs)
),
some_key as (
  select size_class, unnest(keys) as key from class
),
some_block as (
  select
    k.size_class, k.key, arg_min(l.mention_id, l.shuffle, 16) filter (where l.on_left) as left_members,
    {{ right_members }} as right_members
  from some_key k
  join looked_at l on l.key = k.key
  group by k.size_class, k.key
)
select
  cast($rule_no as integer) as rule_no, c.size_class, any_value(c.blocks) as blocks, any_value(c.pairs) as pairs,
  list(b.left_members order by b.key) as left_members, list(b.right_members order by b.key) as right_members
from class c
join some_block b on b.size_class = c.size_class
group by c.size_class
