-- One row is one stated total of an extract beside the one computed; no_control where none was stated.
select
  s.system, s.extract_id, s.measure, s.stated, c.computed,
  c.computed - s.stated as difference,
  case when s.stated is null then 'no_control' when s.stated = c.computed then 'match' else 'mismatch' end as status,
  s.source_doc
from {{ stated }} s
join (
  select extract_id, 'rows' as measure, rows_read as computed from extract
  union all select extract_id, 'keys', keys from extract
  union all select extract_id, 'units', units from extract
) c on c.extract_id = s.extract_id and c.measure = s.measure
