-- One row is one extract, grain and period, with the keys whose event falls into it; (missing) where the date is.
select system, grain, extract_id, coalesce(period, '(missing)') as period, count(*) as keys
from usable_key
group by system, grain, extract_id, coalesce(period, '(missing)')
