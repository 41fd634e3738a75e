-- One row is one of the five commonest layouts of a field in an extract: letters shown as A and a, digits as 9.
with ranked as (
  select
    column_no, pattern, cells,
    row_number() over (partition by column_no order by cells desc, pattern) as place
  from column_shape
  where pattern is not null
)
select c.system, c.extract_id, c.field, r.place, r.pattern, r.cells
from ranked r
join (values {{ columns }}) c(column_no, system, extract_id, field) on c.column_no = r.column_no
where r.place <= 5
