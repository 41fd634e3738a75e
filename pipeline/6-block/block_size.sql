-- One row is one block: the mentions that share a key under a rule, and the pairs they make. Known before any pair is made.
with sized as (
  {{ sizes }}
)
select
  rule_no, key, left_mentions, right_mentions,
  {{ pairs }} as pairs,
  {{ pairs }} > $max_block_pairs as capped
from sized
where {{ pairs }} > 0
