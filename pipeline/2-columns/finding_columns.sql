-- One row is one thing that is wrong with a file as a whole: no row, rows without a record id, or rows that share one.
select 'set_aside_' || s.reason as rule, s.system, cast(null as varchar) as field, s.extract_id, count(*) as failing, any_value(e.rows_read) as tested, 'warning' as severity
from {{ set_aside }} s
join extract e on e.extract_id = s.extract_id
group by s.reason, s.system, s.extract_id
union all
select 'no_usable_key', system, cast(null as varchar), extract_id, rows_null_key, rows_read, 'error'
from extract
where rows_null_key > 0 and rows_null_key = rows_read - rows_rejected
union all
select 'empty_extract', system, cast(null as varchar), extract_id, 1, 1, 'warning' from extract where rows_read - rows_rejected = 0
