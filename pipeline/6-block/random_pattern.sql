-- One row is one pattern of agreement levels and the random pairs that show it. Each mention meets the ones that follow it
-- in an order shuffled by their ids, so the pairs are the same in every run; of very many, a share meets others.
with left_side as (
  select *, row_number() over (order by shuffle, mention_id) - 1 as place from {{ comparand }} where on_left and bucket < $below
),
right_side as (
  select *, row_number() over (order by shuffle, mention_id) - 1 as place from {{ comparand }} where on_right
),
met as (
  select l.*, (l.place + s.shift) % cast($right_mentions as bigint) as meets
  from left_side l
  cross join (select unnest(range(1, cast($shifts as bigint) + 1)) as shift) s
),
levels as (
  select {{ levels }}
  from met l
  join right_side r on r.place = l.meets
  where l.mention_id <> r.mention_id
)
select cast(0 as integer) as free, {{ names }}, count(*) as pairs
from levels
group by all
