-- One row is one key of a system, composed from all extracts that hold it. Where they do not differ it is the row of the last, which composed_from and
-- composed_line name; else each field has the value that its rule keeps. Dates stand as yyyy-mm-dd where their extract's layout says so.
{{ settled }}
union all
select c.source_system, c.record_key, m.first_seq, m.last_seq, null, null, {{ fields }}
from (
  select v.source_system, v.record_key, {{ kept }} from {{ composed }} v group by v.source_system, v.record_key
) c
join key_membership m on m.system = $system and m.grain = 'row' and m.source_system = c.source_system and m.key = c.record_key
