-- One row is one cell that two extracts write differently: by how much, whether within the declared tolerance, whether in the writing alone.
select
  md5(concat_ws(chr(31), system, grain, a, b, source_system, key, field)) as change_id, *,
  case
    when old is null then 'null_to_value'
    when new is null then 'value_to_null'
    when same_form then 'format_only'
    when tolerated then 'within_tolerance'
    else 'changed'
  end as kind
from ({{ cells }})
