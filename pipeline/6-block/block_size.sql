-- One row is one rule with the pairs that it makes, before any pair is made, and those in blocks beyond its limit.
with keyed as (
  select {{ key }} as key, mention_id, on_left, on_right
  from {{ atoms }}
),
block as (
  select key, {{ pairs }} as pairs
  from keyed
  where key is not null
  group by key
  having count(*) > 1
)
select
  cast($rule_no as integer) as rule_no,
  cast(coalesce(sum(pairs) filter (where pairs <= $max_pairs), 0) as bigint) as pairs,
  cast(coalesce(sum(pairs) filter (where pairs > $max_pairs), 0) as bigint) as pairs_capped,
  cast(coalesce(sum(pairs) filter (where pairs <= $train_pairs), 0) as bigint) as training_pairs,
  count(*) filter (where pairs > $max_pairs) as blocks_capped, cast(coalesce(max(pairs), 0) as bigint) as largest_block_pairs
from block
