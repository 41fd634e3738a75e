-- One row is one pair of mentions that may reach the floor: the first rule that brings it together, and how many do.
select left_mention, right_mention, cast(rule_no as smallint) as rule_no, cast(rules as smallint) as rules
from {{ found }}
where {{ part }}
