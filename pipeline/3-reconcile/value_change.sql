-- One row is one value that changed from one extract to another, old and new as their sources wrote them. What differs in the writing alone is marked
-- so; all else has an explanation, or none.
select
  c.change_id, c.system, c.grain, c.a, c.b, c.source_system, c.key, c.field, c.kind, c.old, c.new, c.delta,
  coalesce(x.period, '(missing)') as period_a, coalesce(y.period, '(missing)') as period_b,
  case when c.kind <> 'format_only' then c.change_id end as explanation_id
from cell_change c
join extract_pair p on p.system = c.system and p.grain = c.grain and p.a = c.a and p.b = c.b
join usable_key x on x.system = c.system and x.grain = c.grain and x.extract_seq = p.seq_a and x.source_system = c.source_system and x.record_key = c.key
join usable_key y on y.system = c.system and y.grain = c.grain and y.extract_seq = p.seq_b and y.source_system = c.source_system and y.record_key = c.key
where c.kind <> 'within_tolerance'
