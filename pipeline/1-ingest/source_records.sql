-- One row is one row of one extract of a system that could be read; cells are as the source wrote them, blank ones null. It is read through to the files as they were loaded.
with delivered as (
  {{ delivered }}
)
select
  extract_id, extract_seq, source_line, {{ source_system }} as source_system,
  {{ record_key }} as record_key,
  {{ unit_key }} as unit_key,
  {{ fields }}
from delivered
