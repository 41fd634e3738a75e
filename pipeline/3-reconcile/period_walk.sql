-- One row is one period on the way from one extract to another: keys and amounts that were there, came, went, moved in from or out to another
-- period, and changed in amount. Keys move at the amount of the first extract and are adjusted in the period of the second.
with moved as (
  select system, grain, a, b, period_a as period, keys as n_a, 0 as added, case when kind = 'removed' then keys else 0 end as removed,
    0 as reclass_in, case when kind = 'common' and period_a <> period_b then keys else 0 end as reclass_out, 0 as n_b,
    v_a, cast(0 as decimal(38, 4)) as v_added, case when kind = 'removed' then v_a else 0 end as v_removed,
    cast(0 as decimal(38, 4)) as v_reclass_in, case when kind = 'common' and period_a <> period_b then v_a else 0 end as v_reclass_out,
    cast(0 as decimal(38, 4)) as adj_up, cast(0 as decimal(38, 4)) as adj_down, cast(0 as decimal(38, 4)) as v_b
  from period_flow where kind <> 'added'
  union all
  select system, grain, a, b, period_b, 0, case when kind = 'added' then keys else 0 end, 0,
    case when kind = 'common' and period_a <> period_b then keys else 0 end, 0, keys,
    0, case when kind = 'added' then v_b else 0 end, 0,
    case when kind = 'common' and period_a <> period_b then v_a else 0 end, 0, adj_up, adj_down, v_b
  from period_flow where kind <> 'removed'
),
summed as (
  select
    system, grain, a, b, period,
    cast(sum(n_a) as bigint) as n_a, cast(sum(added) as bigint) as added, cast(sum(removed) as bigint) as removed,
    cast(sum(reclass_in) as bigint) as reclass_in, cast(sum(reclass_out) as bigint) as reclass_out, cast(sum(n_b) as bigint) as n_b,
    sum(v_a) as v_a, sum(v_added) as v_added, sum(v_removed) as v_removed, sum(v_reclass_in) as v_reclass_in, sum(v_reclass_out) as v_reclass_out,
    sum(adj_up) as adj_up, sum(adj_down) as adj_down, sum(v_b) as v_b
  from moved
  group by system, grain, a, b, period
)
select
  *, adj_up + adj_down as gross_adjustment, adj_up - adj_down as net_adjustment,
  case when v_a <> 0 then round(100 * (cast(v_b as double) - cast(v_a as double)) / cast(v_a as double), 2)
    when n_a <> 0 and v_a = 0 and v_b = 0 then round(100 * cast(n_b - n_a as double) / n_a, 2) end as pct_of_a
from summed
