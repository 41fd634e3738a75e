-- One row is one person or organisation in one role on one record, with clean, typed, comparable values.
-- mention_id is dense from 1, in the order of population, system, id and ordinal, so that it does not depend on the order of rows.
with composed as (
  {{ mentions }}
)
select
  cast(row_number() over (order by population, system, id, ordinal) as integer) as mention_id,
  composed.*
from composed
