-- One row is two extracts and the periods in which they have the keys that one or both hold, with amounts; a missing amount counts nothing.
select
  p.system, p.grain, p.a, p.b, 'common' as kind, coalesce(x.period, '(missing)') as period_a, coalesce(y.period, '(missing)') as period_b,
  count(*) as keys, sum(coalesce(x.amount, 0)) as v_a, sum(coalesce(y.amount, 0)) as v_b,
  sum(greatest(coalesce(y.amount, 0) - coalesce(x.amount, 0), 0)) as adj_up,
  sum(greatest(coalesce(x.amount, 0) - coalesce(y.amount, 0), 0)) as adj_down,
  count(*) filter (where x.amount is null and y.amount is not null) as null_to_amount,
  count(*) filter (where x.amount is not null and y.amount is null) as amount_to_null
from extract_pair p
join usable_key x on x.system = p.system and x.grain = p.grain and x.extract_seq = p.seq_a
join usable_key y on y.system = p.system and y.grain = p.grain and y.extract_seq = p.seq_b and y.source_system = x.source_system and y.record_key = x.record_key
where p.system in ({{ moving }})
group by p.system, p.grain, p.a, p.b, coalesce(x.period, '(missing)'), coalesce(y.period, '(missing)')
union all
-- Without dates and amounts all keys are in one period and move nowhere: what is common is what was not removed.
select p.system, p.grain, p.a, p.b, 'common', '(missing)', '(missing)', x.keys - (
  select count(*) from row_change r where r.system = p.system and r.grain = p.grain and r.a = p.a and r.b = p.b and r.kind = 'removed'
), 0, 0, 0, 0, 0, 0
from extract_pair p
join extract x on x.extract_id = p.a and x.grain = p.grain
where p.system not in ({{ moving }})
union all
select
  system, grain, a, b, kind, case when kind = 'removed' then period end, case when kind = 'added' then period end,
  count(*), sum(coalesce(amount, 0)) filter (where kind = 'removed'), sum(coalesce(amount, 0)) filter (where kind = 'added'), 0, 0, 0, 0
from row_change
group by system, grain, a, b, kind, period
