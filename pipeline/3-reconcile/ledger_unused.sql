-- One row is one entry of a correction ledger that meets no difference between the extracts that were compared: key, field, old and new.
with met as (
  select distinct l.system, l.key, l.field, l.old, l.new
  from explanation x
  join correction_ledger l on l.system = x.system and l.entry_no = x.ledger_entry
  where x.status = 'explained'
)
select l.*
from correction_ledger l
left join met m on m.system = l.system and m.key = l.key and m.field = l.field and m.old is not distinct from l.old and m.new is not distinct from l.new
where m.system is null
