-- One row is two extracts of a system that are compared at one grain: each with its predecessor, and those that the config names. An extract
-- whose rows have no key at this grain takes no part in it; one without any row does.
with taking_part as (
  select system, grain, extract_id, seq from extract where keys > 0 or rows_read - rows_rejected = 0
),
followed as (
  select system, grain, extract_id as a, seq as seq_a, lead(extract_id) over each_system as b, lead(seq) over each_system as seq_b
  from taking_part
  window each_system as (partition by system, grain order by seq)
)
select system, grain, a, b, seq_a, seq_b, true as adjacent from followed where b is not null
union all
select c.system, t.grain, c.a, c.b, t.seq, u.seq, false
from {{ compared }} c
join taking_part t on t.system = c.system and t.extract_id = c.a
join taking_part u on u.system = c.system and u.grain = t.grain and u.extract_id = c.b
anti join followed f on f.system = c.system and f.grain = t.grain and f.a = c.a and f.b = c.b
