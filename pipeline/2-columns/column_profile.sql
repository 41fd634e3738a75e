-- One row is one field of one extract: how full it is, how varied, and how many of its cells are what the field's name says.
-- distinct counts are exact.
select
  c.system, c.extract_id, c.field, c.type, true as delivered, c.rows, n.filled, n.distinct_values,
  l.min_length, l.max_length, n.placeholders, n.conforming
from column_of c
join found_count n on n.column_no = c.column_no
left join (select column_no, min(length) as min_length, max(length) as max_length from found_length group by column_no) l
  on l.column_no = c.column_no
