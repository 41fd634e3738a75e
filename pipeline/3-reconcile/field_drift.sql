-- One row is one field in two extracts: what became of its cells in the keys that both hold. Five parts add up to the keys in common; of those that
-- changed some differ in the writing alone, of those that are equal some are so within the declared tolerance.
with changed as (
  select system, grain, a, b, field,
    count(*) filter (where kind in ('changed', 'format_only')) as changed,
    count(*) filter (where kind = 'format_only') as format_only,
    count(*) filter (where kind = 'within_tolerance') as within_tolerance
  from cell_change
  group by system, grain, a, b, field
)
select
  n.system, n.grain, n.a, n.b, n.field, n.common,
  n.equal + coalesce(c.within_tolerance, 0) as equal, n.both_null, coalesce(c.changed, 0) as changed, n.null_to_value, n.value_to_null,
  coalesce(c.format_only, 0) as format_only, coalesce(c.within_tolerance, 0) as within_tolerance,
  round(100 * cast(coalesce(c.changed, 0) + n.null_to_value + n.value_to_null as decimal(18, 0)) / nullif(n.common, 0), 2) as pct_of_common
from ({{ counts }}) n
left join changed c on c.system = n.system and c.grain = n.grain and c.a = n.a and c.b = n.b and c.field = n.field
