-- One row is one pair of mentions that rules used for training bring together, with, as bits, the comparisons that some such rule leaves open.
select l.mention_id as left_mention, r.mention_id as right_mention, cast(bit_or(f.free) as integer) as free
from {{ members }} l
join {{ members }} r on r.block = l.block and r.rule_no = l.rule_no
join {{ free }} f on f.rule_no = l.rule_no
where l.trains and r.trains and {{ oriented }} and {{ part }}
group by l.mention_id, r.mention_id
