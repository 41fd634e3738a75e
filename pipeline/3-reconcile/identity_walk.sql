-- One row is one identity of amounts, periods and fields between two extracts, with both sides: I5 to I10, and I13 on amounts. Where the identity is
-- of every period or field, the sides are how many there are and for how many it holds.
with walked as (
  select
    system, grain, a, b, count(*) as periods,
    sum(v_added) as v_added, sum(v_removed) as v_removed, sum(adj_up) as adj_up, sum(adj_down) as adj_down, sum(v_a) as v_a, sum(v_b) as v_b,
    sum(n_a) as n_a, sum(added) as added, sum(removed) as removed, sum(n_b) as n_b,
    sum(reclass_in) as reclass_in, sum(reclass_out) as reclass_out, sum(v_reclass_in) as v_reclass_in, sum(v_reclass_out) as v_reclass_out,
    count(*) filter (where n_a + added - removed + reclass_in - reclass_out = n_b) as i7,
    count(*) filter (where v_a + v_added - v_removed + v_reclass_in - v_reclass_out + adj_up - adj_down = v_b) as i8,
    count(*) filter (where net_adjustment = adj_up - adj_down and gross_adjustment = adj_up + adj_down and gross_adjustment >= abs(net_adjustment)) as i10
  from period_walk
  group by system, grain, a, b
),
paired as (
  select p.seq_a, p.seq_b, p.adjacent, coalesce(x.amount, 0) as total_a, coalesce(y.amount, 0) as total_b, x.keys as keys_a, y.keys as keys_b, w.*
  from extract_pair p
  join extract x on x.extract_id = p.a and x.grain = p.grain
  join extract y on y.extract_id = p.b and y.grain = p.grain
  join walked w on w.system = p.system and w.grain = p.grain and w.a = p.a and w.b = p.b
),
common as (
  select system, grain, a, b, sum(keys) as keys from period_flow where kind = 'common' group by system, grain, a, b
),
drifted as (
  select
    d.system, d.grain, d.a, d.b, count(*) as fields,
    count(*) filter (where d.common = d.equal + d.both_null + d.changed + d.null_to_value + d.value_to_null) as i6,
    count(*) filter (where d.format_only <= d.changed and d.within_tolerance <= d.equal) as i6_parts,
    count(*) filter (where d.common = coalesce(c.keys, 0)) as i6_common
  from field_drift d
  left join common c on c.system = d.system and c.grain = d.grain and c.a = d.a and c.b = d.b
  group by d.system, d.grain, d.a, d.b
)
select 'I5 amount of a + added - removed + up - down = amount of b' as identity, concat_ws(' ', a, b, grain) as scope,
  total_a + v_added - v_removed + adj_up - adj_down as lhs, total_b as rhs
from paired
union all
select 'I6 common = equal + both missing + changed + appeared + disappeared (fields)', concat_ws(' ', a, b, grain), fields, i6 from drifted
union all
select 'I6 format only <= changed, within tolerance <= equal (fields)', concat_ws(' ', a, b, grain), fields, i6_parts from drifted
union all
select 'I6 common of the fields = common of the walk (fields)', concat_ws(' ', a, b, grain), fields, i6_common from drifted
union all
select 'I7 keys of a period in a + added - removed + moved in - moved out = keys in b (periods)', concat_ws(' ', a, b, grain), periods, i7 from paired
union all
select 'I8 amount of a period in a + added - removed + moved in - moved out + up - down = amount in b (periods)', concat_ws(' ', a, b, grain), periods, i8 from paired
union all
select 'I9 keys moved in = keys moved out', concat_ws(' ', a, b, grain), reclass_in, reclass_out from paired
union all
select 'I9 amounts moved in = amounts moved out', concat_ws(' ', a, b, grain), v_reclass_in, v_reclass_out from paired
union all
select 'I9 keys of all periods in a = keys of a', concat_ws(' ', a, b, grain), n_a, keys_a from paired
union all
select 'I9 keys of all periods in b = keys of b', concat_ws(' ', a, b, grain), n_b, keys_b from paired
union all
select 'I9 amounts of all periods in a = amount of a', concat_ws(' ', a, b, grain), v_a, total_a from paired
union all
select 'I9 amounts of all periods in b = amount of b', concat_ws(' ', a, b, grain), v_b, total_b from paired
union all
select 'I10 net = up - down, gross = up + down >= |net| (periods)', concat_ws(' ', a, b, grain), periods, i10 from paired
union all
select 'I13 amount of the last - amount of the first = sum of net changes', concat_ws(' ', system, grain), max_by(total_b, seq_b) - min_by(total_a, seq_a),
  sum(v_added - v_removed + adj_up - adj_down)
from paired
where adjacent
group by system, grain
