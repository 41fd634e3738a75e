-- One row is one mention in one block of some rules, rule by rule and block after block.
select cast(rule_no as integer) as rule_no, mention_id, block
from {{ members }}
where rule_no in ({{ rules }})
order by rule_no, block
