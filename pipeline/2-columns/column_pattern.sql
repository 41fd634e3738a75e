-- One row is one of the five commonest layouts of a field in an extract: letters shown as A and a, digits as 9.
select c.system, c.extract_id, c.field, l.place, l.pattern, l.cells
from found_layout l
join column_of c on c.column_no = l.column_no
