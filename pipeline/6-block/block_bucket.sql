-- One row is the blocks of one candidate rule that are of one size class: how many, the pairs that they make, and members of some of
-- them, by which is estimated what the rule finds. Of many mentions only the blocks of a share of the keys are looked at.
with keyed as (
  select {{ key }} as key, mention_id, on_left, on_right, shuffle
  from {{ atoms }}
),
block as (
  select
    key, {{ pairs }} as pairs,
    arg_min(mention_id, shuffle, 16) filter (where on_left) as left_members, arg_min(mention_id, shuffle, 16) filter (where on_right) as right_members
  from keyed
  where key is not null and key % cast($one_in as ubigint) = 0
  group by key
  having count(*) > 1
)
select
  cast($rule_no as integer) as rule_no, er_size_class(pairs) as size_class, count(*) as blocks, cast(sum(pairs) as bigint) as pairs,
  arg_min(left_members, key, 60) as left_members, arg_min(right_members, key, 60) as right_members
from block
where pairs > 0
group by er_size_class(pairs)
