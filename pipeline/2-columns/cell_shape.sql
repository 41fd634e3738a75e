-- One row is one layout of one column, with its number of cells; work of the run alone, a few columns at a time.
with held as (
  select column_no, list({'cell': cell, 'cells': cells}) as held
  from cell_value
  group by column_no, hash(cell) % 4096
),
shaped as (
  select
    column_no, unnest(er_shapes(list_transform(held, lambda one: one.cell))) as shape,
    unnest(list_transform(held, lambda one: one.cells)) as cells
  from held
)
select column_no, shape, cast(sum(cells) as bigint) as cells
from shaped
group by column_no, shape
