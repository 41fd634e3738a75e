-- One row is one random pair of mentions. Each mention meets the ones that follow it in an order shuffled by their ids, so the pairs
-- are the same in every run; of very many, a share meets others.
with left_side as (
  select mention_id, row_number() over (order by shuffle, mention_id) - 1 as place from {{ comparand }} where on_left and bucket < $below
),
right_side as (
  select mention_id, row_number() over (order by shuffle, mention_id) - 1 as place from {{ comparand }} where on_right
),
met as (
  select mention_id, unnest(range(place + 1, place + 1 + cast($shifts as bigint))) % cast($right_mentions as bigint) as meets from left_side
)
select l.mention_id as left_mention, r.mention_id as right_mention
from met l
join right_side r on r.place = l.meets
where l.mention_id <> r.mention_id
