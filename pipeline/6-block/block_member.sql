-- One row is one mention in one block of one chosen rule. Blocks beyond the rule's limit of pairs are left out.
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
  cast($rule_no as smallint) as rule_no, er_key_of(k.key, $rule_no) as block, k.mention_id, k.on_left, k.on_right,
  b.pairs <= $train_pairs as trains
from keyed k
join block b on b.key = k.key
where b.pairs > 0 and b.pairs <= $max_pairs
