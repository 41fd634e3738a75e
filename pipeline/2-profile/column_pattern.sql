-- One row is one of the five commonest layouts of a field in an extract: letters shown as A and a, digits as 9.
with ranked as (
  select
    system, extract_id, field, pattern, cells,
    row_number() over (partition by system, extract_id, field order by cells desc, pattern) as place
  from ({{ patterns }})
)
select system, extract_id, field, place, pattern, cells
from ranked
where place <= 5
