-- One row is one bar of a distribution of one column: its numbers or days from lower up to upper, or its cells of one length; below and above are
-- what is left out of the drawing because it lies far off.
select
  c.system, c.extract_id, c.field, b.unit,
  row_number() over (partition by b.column_no, b.unit order by case b.side when 'below' then 0 when 'within' then 1 else 2 end, b.first) as place,
  b.side, b.lower, b.upper, b.cells
from (
  select column_no, unit, side, lower, upper, cast(sum(cells) as bigint) as cells, min(bin) as first
  from found_bin
  group by column_no, unit, side, lower, upper
  union all
  select column_no, 'length', 'within', cast(length as varchar), cast(length as varchar), cells, length
  from found_length
) b
join column_of c on c.column_no = b.column_no
