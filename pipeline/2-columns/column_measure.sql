-- One row is one column of one file: what it was taken for, how full and how varied it is, how long its values are, and the least and greatest of
-- them as text, number and day. A median or quarter is a value that stands there.
with placed as (
  select
    column_no, length, cells,
    sum(cells) over (partition by column_no order by length) as up_to, sum(cells) over (partition by column_no) as of_all
  from found_length
),
lengths as (
  select
    column_no, min(length) as min_length, max(length) as max_length,
    min(length) filter (where up_to * 2 >= of_all) as median_length
  from placed
  group by column_no
)
select
  c.system, c.extract_id, c.file, c.position, c.column_name, c.field, c.type, c.role, c.reason, m.kind,
  c.rows, n.filled, n.distinct_values, n.once, n.placeholders,
  l.min_length, l.median_length, l.max_length, n.min_value, n.max_value,
  case when r.unit = 'number' then r.cells end as numbers,
  case when r.unit = 'number' then r.least end as min_number,
  case when r.unit = 'number' then r.quarter end as quarter_number,
  case when r.unit = 'number' then r.middle end as median_number,
  case when r.unit = 'number' then r.three_quarters end as three_quarters_number,
  case when r.unit = 'number' then r.greatest end as max_number,
  case when r.unit = 'number' then r.mean end as mean_number,
  case when r.unit = 'day' then r.cells end as days,
  case when r.unit = 'day' then r.least end as min_day,
  case when r.unit = 'day' then r.middle end as median_day,
  case when r.unit = 'day' then r.greatest end as max_day
from column_of c
join found_count n on n.column_no = c.column_no
join found_main m on m.column_no = c.column_no
left join lengths l on l.column_no = c.column_no
left join found_range r on r.column_no = c.column_no
