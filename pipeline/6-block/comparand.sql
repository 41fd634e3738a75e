-- One row is one mention of a match with the values that are compared and, in bits, how rare the telling ones are.
select
  m.mention_id,
  m.population = $left_population as on_left,
  m.population = $right_population as on_right,
  er_bucket(m.system || '|' || m.id || '|' || m.role) as bucket,
  md5(m.system || '|' || m.id || '|' || m.role || '|' || m.ordinal) as shuffle,
  {{ values }}
from mention m
{{ joins }}
where m.population in ($left_population, $right_population)
