-- One row is two extracts of a system at one grain: the keys they share and those that only one holds.
with keys as (
  select distinct system, grain, extract_id, extract_seq, source_system, record_key
  from usable_key
  where system in (select system from key_membership)
),
sized as (
  select system, grain, extract_id, extract_seq, count(*) as keys
  from keys
  group by system, grain, extract_id, extract_seq
),
shared as (
  select a.system, a.grain, a.extract_id as a, b.extract_id as b, count(*) as both
  from keys a
  join keys b
    on b.system = a.system and b.grain = a.grain and b.source_system = a.source_system and b.record_key = a.record_key
    and b.extract_seq > a.extract_seq
  group by a.system, a.grain, a.extract_id, b.extract_id
)
select
  a.system, a.grain, a.extract_id as a, b.extract_id as b, a.keys as keys_a, b.keys as keys_b,
  coalesce(s.both, 0) as both, a.keys - coalesce(s.both, 0) as only_a, b.keys - coalesce(s.both, 0) as only_b,
  round(cast(coalesce(s.both, 0) as decimal(18, 0)) / a.keys, 4) as containment_a,
  round(cast(coalesce(s.both, 0) as decimal(18, 0)) / b.keys, 4) as containment_b
from sized a
join sized b on b.system = a.system and b.grain = a.grain and b.extract_seq > a.extract_seq
left join shared s on s.system = a.system and s.grain = a.grain and s.a = a.extract_id and s.b = b.extract_id
