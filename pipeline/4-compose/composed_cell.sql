-- One row is one value that a field of an unsettled key has in some extract; kept by the rule of its field, or not.
with unsettled_row as (
  select r.*
  from {{ records }} r
  semi join {{ unsettled }} u on u.source_system = r.source_system and u.record_key = r.record_key
  anti join set_aside s on s.extract_id = r.extract_id and s.source_line = r.source_line
),
valued as (
  {{ cells }}
),
placed as (
  select
    *, row_number() over (partition by source_system, record_key, field order by standing desc, value) as place,
    count(*) over (partition by source_system, record_key, field) as distinct_values
  from valued
)
select
  source_system, record_key, field, rule, value, extracts, first_seq, last_seq, best_seq, source_seq, standing,
  place = 1 or rule = 'union' as kept, case when rule = 'union' then distinct_values else 1 end as kept_values, distinct_values
from placed
