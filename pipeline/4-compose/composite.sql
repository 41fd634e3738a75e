-- One row is one key of a system, composed from all extracts that hold it. Where they do not differ it is the row of the last, which composed_from and
-- composed_line name; else each field has the value that its rule keeps. Dates stand as yyyy-mm-dd where their extract's layout says so.
select
  r.source_system, r.record_key, m.first_seq, m.last_seq, r.extract_seq as composed_from, r.source_line as composed_line, {{ cells }}
from {{ records }} r
{{ membership }}
anti join {{ unsettled }} u on u.source_system = r.source_system and u.record_key = r.record_key
anti join set_aside s on s.extract_id = r.extract_id and s.source_line = r.source_line
union all
select c.source_system, c.record_key, m.first_seq, m.last_seq, null, null, {{ fields }}
from (
  select v.source_system, v.record_key, {{ kept }} from {{ composed }} v group by v.source_system, v.record_key
) c
join key_membership m on m.system = $system and m.grain = 'row' and m.source_system = c.source_system and m.key = c.record_key
