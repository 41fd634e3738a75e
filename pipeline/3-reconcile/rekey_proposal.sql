-- One row is two keys that may be one record, because all else agrees and nothing else in the extracts looks like it: one vanished as the other
-- appeared, or both stand in the same extract, the first that holds them so. A proposal, never assumed.
with placed as (
  select f.*, row_number() over (partition by f.system, f.kind, f.source_system, f.old_key, f.new_key order by e.seq) as place
  from found_alike f
  join extract e on e.extract_id = f.b and e.grain = 'row'
)
select
  system, a, b, kind, source_system, old_key, new_key,
  case when kind = 'twice' then '' else er_changed_parts(old_key, new_key) end as key_parts_changed, agreeing
from placed
where place = 1
