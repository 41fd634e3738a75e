-- One row is one pair of mentions that may reach the floor: the first rule that brings it together, how many do, and by which kinds of field (bits).
select left_mention, right_mention, cast(rule_no as smallint) as rule_no, cast(rules as smallint) as rules, cast(ways as smallint) as ways
from {{ found }}
where {{ part }}
