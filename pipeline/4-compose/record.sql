-- One row is one key of a system, composed from all extracts that hold it: of each field the latest value that is not missing.
-- Dates stand as yyyy-mm-dd where their extract's layout says so.
with usable as (
  select r.source_system, r.record_key, r.extract_seq, {{ cells }}
  from {{ records }} r
  anti join set_aside s on s.extract_id = r.extract_id and s.source_line = r.source_line
),
several as (
  select source_system, record_key from usable group by source_system, record_key having count(*) > 1
)
select source_system, record_key, extract_seq as first_seq, extract_seq as last_seq, {{ fields }}
from usable
anti join several using (source_system, record_key)
union all
select source_system, record_key, min(extract_seq), max(extract_seq), {{ latest }}
from usable
semi join several using (source_system, record_key)
group by source_system, record_key
