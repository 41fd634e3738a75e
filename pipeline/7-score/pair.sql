-- One row is one pair of mentions that blocking rules bring together: the first rule that does, how many do, by which kinds of field (bits), whether a rule used
-- for training does, and, as bits, the comparisons that some such rule leaves open.
select
  l.mention_id as left_mention, r.mention_id as right_mention, min(l.rule_no) as rule_no, cast(count(*) as smallint) as rules, cast(bit_or(f.ways) as smallint) as ways,
  bool_or(l.trains) as trains, cast(coalesce(bit_or(f.free) filter (where l.trains), 0) as integer) as free
from {{ members }} l
join {{ members }} r on r.block = l.block and r.rule_no = l.rule_no
join {{ rules }} f on f.rule_no = l.rule_no
where {{ oriented }} and {{ part }}
group by l.mention_id, r.mention_id
