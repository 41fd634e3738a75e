-- One row is one value that an extract gives and the composite does not have, with why.
with cell as (
  {{ cells }}
)
select
  c.system, c.source_system, c.record_key as key, c.field, c.value, e.extract_id, c.extracts,
  k.value as kept_value, f.extract_id as kept_from, c.rule,
  case c.rule
    when 'latest' then 'a later extract says otherwise'
    when 'earliest' then 'an earlier extract says otherwise'
    when 'most_frequent' then 'more extracts, or as many and a later one, say otherwise'
    when 'longest' then 'another extract says more'
    when 'source_rank' then 'an extract that is trusted more says otherwise'
  end as reason
from cell c
join cell k on k.system = c.system and k.source_system = c.source_system and k.record_key = c.record_key and k.field = c.field and k.kept
join extract e on e.system = c.system and e.seq = c.last_seq and e.grain = 'row'
join extract f on f.system = k.system and f.seq = k.source_seq and f.grain = 'row'
where not c.kept
