-- One row is one field of one extract: how full it is, how varied, and how many of its cells are what the field's name says.
-- distinct counts are exact.
select
  c.system, c.extract_id, c.field, c.type, c.delivered, coalesce(s.cells, 0) as rows, coalesce(s.filled, 0) as filled,
  coalesce(s.distinct_values, 0) as distinct_values, s.min_length, s.max_length, coalesce(s.placeholders, 0) as placeholders,
  coalesce(s.conforming, 0) as conforming
from (values {{ columns }}) c(column_no, system, extract_id, field, type, delivered)
left join column_shape s on s.column_no = c.column_no and s.pattern is null
