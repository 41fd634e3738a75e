-- One row is one kind of value that cells of a column could be, dates by layout: how many are written so, and how many of those are also possible
-- (a day of the calendar, a number that was ever given), of all that are filled. A cell may be of several kinds.
select c.system, c.extract_id, c.field, k.kind, k.layout, k.cells, k.valid, n.filled as tested, k.kind = m.kind as is_main
from found_kind k
join column_of c on c.column_no = k.column_no
join found_count n on n.column_no = k.column_no
join found_main m on m.column_no = k.column_no
