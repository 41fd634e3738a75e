-- One row is one column of numbers or days: the least and the greatest and what parts its cells by hundredths and quarters, each a value that
-- stands there; numbers in ten-thousandths, days from 1970-01-01.
with placed as (
  select
    column_no, number, cells,
    sum(cells) over (partition by column_no order by number) as up_to, sum(cells) over (partition by column_no) as of_all
  from cell_number
  where number is not null
)
select
  column_no, cast(any_value(of_all) as bigint) as cells,
  min(number) as least,
  min(number) filter (where up_to * 100 >= of_all) as low,
  min(number) filter (where up_to * 4 >= of_all) as quarter,
  min(number) filter (where up_to * 2 >= of_all) as middle,
  min(number) filter (where up_to * 4 >= of_all * 3) as three_quarters,
  min(number) filter (where up_to * 100 >= of_all * 99) as high,
  max(number) as greatest,
  sum(cast(number as hugeint) * cells) as total
from placed
group by column_no
