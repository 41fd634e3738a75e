-- One row is one mention with the entity it belongs to. The entity's id comes from the content of its least mention, so it
-- stays the same as long as that mention does.
select
  concat('E', upper(left(md5(concat_ws('|', least.system, least.id, least.role, cast(least.ordinal as varchar))), 16))) as entity_id,
  m.system, m.id, m.role, m.ordinal, m.protected, c.mention_id
from component c
join mention m on m.mention_id = c.mention_id
join mention least on least.mention_id = c.root
