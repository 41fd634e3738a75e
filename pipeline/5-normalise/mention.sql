-- One row is one person or organisation in one role on one record, with clean, typed, comparable values.
-- mention_id is dense from 1, in the order of population, system, id and ordinal, so that it does not depend on the order of rows. names_sorted is null where no match blocks on it.
with numbered as (
  -- Keys alone are sorted: whole rows take many times as long.
  select population, system, id, ordinal, cast(row_number() over (order by population, system, id, ordinal) as integer) as mention_id
  from ({{ keys }})
), composed as (
  {{ mentions }}
)
-- What follows from other columns is worked out here, where these are made once.
select n.mention_id, c.* replace (
  {{ sorted }} as names_sorted,
  coalesce(nullif(try_cast(substr(c.date_of_birth, 1, 4) as integer), 0), c.birth_year) as birth_year,
  coalesce(nullif(try_cast(substr(c.date_of_birth, 5, 2) as integer), 0), c.birth_month) as birth_month,
  coalesce(nullif(try_cast(substr(c.date_of_birth, 7, 2) as integer), 0), c.birth_day) as birth_day)
from composed c
join numbered n on n.population = c.population and n.ordinal = c.ordinal and n.id = c.id and n.system = c.system
