-- One row is one sampled pair of a size class of a candidate rule.
with block as (
  select rule_no, size_class, unnest(left_members) as l, unnest(right_members) as r, unnest(range(len(left_members))) as block_no
  from {{ buckets }}
),
pair as (
  select rule_no, size_class, block_no, unnest(range(1, 9)) as place, l, r from block
),
drawn as (
  select rule_no, size_class, block_no, place, {{ left }} as left_mention, {{ right }} as right_mention
  from pair
),
ranked as (
  select *, row_number() over (partition by rule_no, size_class order by place, block_no) as nth
  from drawn
  where left_mention is not null and right_mention is not null and left_mention <> right_mention
)
select
  cast(row_number() over (order by rule_no, size_class, nth) - 1 as integer) as sample_no, rule_no, size_class,
  cast({{ first }} as integer) as left_mention, cast({{ other }} as integer) as right_mention
from ranked
where nth <= $most
