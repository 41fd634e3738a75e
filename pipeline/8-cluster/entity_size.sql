-- One row is one number of mentions that entities have, with how many entities have it.
with sized as (
  select entity_id, count(*) as mentions
  from entity
  group by entity_id
)
select mentions, count(*) as entities
from sized
group by mentions
