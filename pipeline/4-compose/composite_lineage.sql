-- One row is one value in the composite, with the extract and line that it is from, the rule that kept it, and how many other values there were.
select l.system, l.source_system, l.key, l.field, l.value, e.extract_id, l.source_line, l.rule, l.alternatives
from ({{ lines }}) l
join extract e on e.system = l.system and e.seq = l.extract_seq and e.grain = 'row'
