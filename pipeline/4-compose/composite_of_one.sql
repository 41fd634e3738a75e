-- One row is one key of a system that was delivered once: its row as it is, read through to where it stands. Dates stand as yyyy-mm-dd where the
-- extract's layout says so.
select r.source_system, r.record_key, r.extract_seq as first_seq, r.extract_seq as last_seq, r.extract_seq as composed_from, r.source_line as composed_line, {{ cells }}
from {{ rows }}
