-- One row is one mention that takes part in a match, with a key for each atom of which blocking rules are made; null where it is missing.
with token as (
  select mention_id, unnest(string_split(names_sorted, ' ')) as token
  from {{ named }}
  where population in ($left_population, $right_population) and names_sorted is not null
),
counted as (
  select token, count(*) as mentions from token where length(token) > 1 group by token
),
ranked as (
  select t.mention_id, t.token, row_number() over (partition by t.mention_id order by c.mentions, t.token) as place
  from (select distinct mention_id, token from token) t
  join counted c on c.token = t.token
),
rare as (
  select mention_id, max(token) filter (where place = 1) as rarest, max(token) filter (where place = 2) as second
  from ranked
  where place <= 2
  group by mention_id
)
select
  m.mention_id,
  population = $left_population as on_left,
  population = $right_population as on_right,
  er_key(system || '|' || id || '|' || role || '|' || cast(ordinal as varchar)) as shuffle,
  {{ atoms }}
from mention m
left join rare on rare.mention_id = m.mention_id
where population in ($left_population, $right_population)
