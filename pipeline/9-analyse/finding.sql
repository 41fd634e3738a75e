-- One row is one finding of any stage: what rule failed, where, how often, of how many tested.
select f.rule, coalesce(f.system, e.system) as system, f.field, f.extract_id, f.period, f.failing, f.tested,
  round(100 * cast(f.failing as decimal(18, 0)) / nullif(f.tested, 0), 2) as percent, f.severity, f.stage
from ({{ findings }}) f
left join (select distinct system, extract_id from extract) e on e.extract_id = f.extract_id
