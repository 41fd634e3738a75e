-- One row is one mention in one block of one rule, block after block.
select mention_id, block
from {{ members }}
where rule_no = $rule_no
order by block
