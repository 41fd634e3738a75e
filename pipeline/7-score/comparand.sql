-- One row is one mention of a match with its block keys, the values that are compared and, in bits, how rare the telling ones are.
select
  k.*,
  md5(m.system || '|' || m.id || '|' || m.role || '|' || m.ordinal) as shuffle,
  {{ values }}
from {{ keys }} k
join mention m on m.mention_id = k.mention_id
{{ joins }}
