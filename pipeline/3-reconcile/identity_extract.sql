-- One row is one identity of extracts and their keys, with both sides: I1 to I4, and I13 on counts.
with several as (
  select system, grain, max(seq) as extracts from extract group by system, grain having max(seq) > 1
),
united as (
  select system, grain, count(*) as keys, cast(sum(n_extracts) as bigint) as held from key_membership group by system, grain
),
changed as (
  select system, grain, a, b, count(*) filter (where kind = 'added') as added, count(*) filter (where kind = 'removed') as removed
  from row_change
  group by system, grain, a, b
),
paired as (
  select p.*, x.keys as keys_a, y.keys as keys_b, coalesce(c.added, 0) as added, coalesce(c.removed, 0) as removed
  from extract_pair p
  join extract x on x.extract_id = p.a and x.grain = p.grain
  join extract y on y.extract_id = p.b and y.grain = p.grain
  left join changed c on c.system = p.system and c.grain = p.grain and c.a = p.a and c.b = p.b
)
select 'I1 rows read = rejected + without key + surplus of duplicates + keys' as identity, concat_ws(' ', extract_id, grain) as scope,
  rows_read as lhs, rows_rejected + rows_null_key + rows_dup_surplus + keys as rhs
from extract
union all
select 'I2 union = sum over patterns', concat_ws(' ', u.system, u.grain), u.keys, (select sum(p.keys) from overlap_pattern p where p.system = u.system and p.grain = u.grain)
from united u
union all
select 'I2 union = sum over the extracts that hold a key first', concat_ws(' ', u.system, u.grain), u.keys,
  (select count(*) from key_membership m join extract e on e.system = m.system and e.grain = m.grain and e.seq = m.first_seq where m.system = u.system and m.grain = u.grain)
from united u
union all
select 'I2 largest extract <= union <= sum of extracts (bounds broken)', concat_ws(' ', u.system, u.grain), 0,
  case when max(e.keys) <= u.keys and u.keys <= sum(e.keys) then 0 else 1 end
from united u
join extract e on e.system = u.system and e.grain = u.grain
group by u.system, u.grain, u.keys
union all
select 'I3 keys of an extract = sum over patterns with it', concat_ws(' ', e.extract_id, e.grain), e.keys,
  (select coalesce(sum(p.keys), 0) from overlap_pattern p where p.system = e.system and p.grain = e.grain and substr(p.pattern, e.seq, 1) = '1')
from extract e
join several s on s.system = e.system and s.grain = e.grain
union all
select 'I3 sum of extracts = sum of extracts by key', concat_ws(' ', u.system, u.grain), (select sum(e.keys) from extract e where e.system = u.system and e.grain = u.grain), u.held
from united u
union all
select 'I4 keys of a + added - removed = keys of b', concat_ws(' ', a, b, grain), keys_a + added - removed, keys_b from paired
union all
select 'I4 keys of a = common + removed', concat_ws(' ', p.a, p.b, p.grain), p.keys_a, o.both + p.removed
from paired p
join overlap_pair o on o.system = p.system and o.grain = p.grain and least(o.a, o.b) = least(p.a, p.b) and greatest(o.a, o.b) = greatest(p.a, p.b)
union all
select 'I4 keys of b = common + added', concat_ws(' ', p.a, p.b, p.grain), p.keys_b, o.both + p.added
from paired p
join overlap_pair o on o.system = p.system and o.grain = p.grain and least(o.a, o.b) = least(p.a, p.b) and greatest(o.a, o.b) = greatest(p.a, p.b)
union all
select 'I13 keys of the last - keys of the first = sum of net changes', concat_ws(' ', system, grain), max_by(keys_b, seq_b) - min_by(keys_a, seq_a), sum(added - removed)
from paired
where adjacent
group by system, grain
