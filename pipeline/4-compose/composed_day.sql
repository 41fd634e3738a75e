-- One row is one way in which a system that was delivered once writes a day otherwise than as yyyy-mm-dd; work of the run alone.
with written as materialized (
  {{ written }}
),
read as materialized (
  {{ read }}
)
select field, cell, day
from read
where day <> cell
