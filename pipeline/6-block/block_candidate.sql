-- One row is one mention that takes part in a match, with its key under each proposed blocking rule; null where a part is missing.
select
  mention_id,
  population = $left_population as on_left,
  population = $right_population as on_right,
  er_bucket(system || '|' || id || '|' || role) as bucket,
  {{ keys }}
from mention
where population in ($left_population, $right_population)
