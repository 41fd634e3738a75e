-- One row is two extracts of a system at one grain: the keys they share and those that only one holds, counted over the patterns.
with paired as (
  select a.system, a.grain, a.extract_id as a, b.extract_id as b, a.keys as keys_a, b.keys as keys_b, cast(coalesce(sum(p.keys), 0) as bigint) as shared
  from extract a
  join extract b on b.system = a.system and b.grain = a.grain and b.seq > a.seq
  left join overlap_pattern p on p.system = a.system and p.grain = a.grain and substr(p.pattern, a.seq, 1) = '1' and substr(p.pattern, b.seq, 1) = '1'
  where a.keys > 0 and b.keys > 0
  group by all
)
select
  system, grain, a, b, keys_a, keys_b, shared as both, keys_a - shared as only_a, keys_b - shared as only_b,
  round(cast(shared as decimal(18, 0)) / keys_a, 4) as containment_a,
  round(cast(shared as decimal(18, 0)) / keys_b, 4) as containment_b
from paired
