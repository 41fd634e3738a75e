-- One row is one proposed rule with the pairs that it makes; chosen from the fewest pairs on until the budget is spent.
with counted as (
  select
    r.rule_no, r.rule,
    coalesce(sum(s.pairs) filter (where not s.capped), 0) as pairs,
    coalesce(sum(s.pairs) filter (where s.capped), 0) as pairs_capped,
    count(s.key) filter (where s.capped) as blocks_capped,
    coalesce(max(s.pairs), 0) as largest_block_pairs
  from {{ rules }} r
  left join {{ sizes }} s on s.rule_no = r.rule_no
  group by r.rule_no, r.rule
),
summed as (
  select *, sum(pairs) over (order by pairs, rule_no rows unbounded preceding) as pairs_so_far
  from counted
)
select
  $match as match, cast(rule_no as integer) as rule_no, rule, cast(pairs as bigint) as pairs, cast(pairs_capped as bigint) as pairs_capped,
  blocks_capped, cast(largest_block_pairs as bigint) as largest_block_pairs,
  pairs > 0 and pairs_so_far <= cast($budget as bigint) as chosen
from summed
