-- One row is one key of a system, composed from all extracts that hold it. Where they do not differ it is the row of the last, which composed_from and
-- composed_line name; else each field has the value that its rule keeps. Dates stand as yyyy-mm-dd where their extract's layout says so.
select
  r.source_system, r.record_key, m.first_seq, m.last_seq, r.extract_seq as composed_from, r.source_line as composed_line, {{ cells }}
from {{ records }} r
{{ membership }}
anti join {{ unsettled }} u on u.source_system = r.source_system and u.record_key = r.record_key
anti join set_aside s on s.extract_id = r.extract_id and s.source_line = r.source_line
union all
select source_system, record_key, first_seq, last_seq, null, null, {{ fields }}
from (
  select source_system, record_key, {{ kept }} from {{ composed }} group by source_system, record_key
) c
join (
  select source_system as of_system, key, first_seq, last_seq from key_membership where system = $system and grain = 'row'
) m on m.of_system = c.source_system and m.key = c.record_key
