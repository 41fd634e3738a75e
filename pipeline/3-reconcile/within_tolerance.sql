-- One row is one value that changed within the tolerance that was declared for its field; it counts as equal.
select change_id, system, grain, a, b, source_system, key, field, old, new, delta, tolerance
from cell_change
where kind = 'within_tolerance'
