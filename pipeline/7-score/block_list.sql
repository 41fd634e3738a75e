-- One row is one mention in one block of one rule, block after block: the number of the block in three parts.
select mention_id, cast(block & 2147483647 as integer) as low, cast((block >> 31) & 2147483647 as integer) as high, cast(block >> 62 as integer) as top
from {{ members }}
where rule_no = $rule_no
order by block
