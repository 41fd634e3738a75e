-- One row is one of the twenty commonest values of a column, as the source wrote it, with its cells; cut after 1,000 characters.
select c.system, c.extract_id, c.field, t.place, t.value, t.cells
from found_top t
join column_of c on c.column_no = t.column_no
