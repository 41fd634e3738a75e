-- One row is one reason for which rows of an extract could not be read.
select
  'quarantined_' || q.reason as rule, cast(null as varchar) as system, cast(null as varchar) as field, q.extract_id,
  count(*) as failing, any_value(f.rows_read) as tested, 'error' as severity
from quarantine q
join extract_file f on f.extract_id = q.extract_id
group by q.reason, q.extract_id
