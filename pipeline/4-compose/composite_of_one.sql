-- One row is one key of a system that was delivered once: its row as it is. Dates stand as yyyy-mm-dd where the extract's layout says so.
select r.source_system, r.record_key, r.extract_seq as first_seq, r.extract_seq as last_seq, r.extract_seq as composed_from, r.source_line as composed_line, {{ cells }}
from {{ records }} r
anti join set_aside s on s.extract_id = r.extract_id and s.source_line = r.source_line
