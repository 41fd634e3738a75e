-- One row is one extract, grain and period, with the keys whose event falls into it, (missing) where the date is, and how many to expect from
-- what the other extracts hold of a period that they cover whole: between the fewest and the most, three times the square root of either
-- allowed, which is what chance alone moves a count (Poisson).
with counted as (
  select system, grain, extract_id, coalesce(period, '(missing)') as period, count(*) as keys
  from usable_key
  group by system, grain, extract_id, coalesce(period, '(missing)')
),
delivered as (
  select system, grain, extract_id, cast(coalesce(cutoff_at, period_to) as date) as cutoff, cast(period_from as date) as opening
  from extract
  where keys > 0
),
named as (
  select system, grain, period, {{ first_day }} as first_day
  from (select distinct system, grain, period from counted)
),
spanned as (
  select *, {{ next_period }} as next_day from named
),
held as (
  select
    p.system, p.grain, d.extract_id, p.period, coalesce(c.keys, 0) as keys,
    coalesce(d.cutoff < p.first_day, false) as after_cutoff,
    coalesce((d.cutoff is null or d.cutoff >= p.next_day - 1) and (d.opening is null or d.opening <= p.first_day), true) as whole,
    coalesce(d.opening < p.next_day, true) as begun
  from spanned p
  join delivered d on d.system = p.system and d.grain = p.grain
  left join counted c on c.system = p.system and c.grain = p.grain and c.extract_id = d.extract_id and c.period = p.period
),
expected as (
  select
    h.system, h.grain, h.extract_id, h.period, h.keys, h.after_cutoff, h.whole, h.begun,
    min(o.keys) as fewest, max(o.keys) as most
  from held h
  left join held o on o.system = h.system and o.grain = h.grain and o.period = h.period and o.extract_id <> h.extract_id and o.whole and not o.after_cutoff
  group by h.system, h.grain, h.extract_id, h.period, h.keys, h.after_cutoff, h.whole, h.begun
),
bounded as (
  select
    *,
    case when after_cutoff or not begun or not whole then 0 else greatest(0, cast(floor(fewest - 3 * sqrt(fewest)) as bigint)) end as expected_low,
    case when after_cutoff or not begun then 0 else cast(ceil(most + 3 * sqrt(most)) as bigint) end as expected_high
  from expected
)
select
  system, grain, extract_id, period, keys, expected_low, expected_high,
  case
    when after_cutoff and keys > 0 then 'after_cutoff'
    when keys = 0 and expected_low > 0 then 'empty'
    when keys < expected_low then 'low'
    when keys > expected_high then 'high'
    else 'ok'
  end as flag
from bounded
where keys > 0 or coalesce(expected_high, 0) > 0
