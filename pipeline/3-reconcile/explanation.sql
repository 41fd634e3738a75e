-- One row is one difference between two extracts of a system: a key added or removed, or a cell changed in more than its writing; with the ledger
-- entry or the declared rule that explains it, or the entry that says otherwise.
with difference as (
  select
    change_id, system, grain, a, b, kind as change_kind, source_system, key, '(row)' as field, cast(null as varchar) as old, kind as new, period,
    case when period <> '(missing)' then try_cast(event_date as date) end as event_day
  from row_change
  union all
  select
    c.change_id, c.system, c.grain, c.a, c.b, 'changed', c.source_system, c.key, c.field, c.old, c.new, c.period_b,
    {{ event_day }}
  from value_change c
  {{ membership }}
  where c.kind <> 'format_only'
),
entry as (
  select system, key, field, old, new, min(entry_no) as entry_no, min_by(coalesce(reason_code, ''), entry_no) as reason
  from correction_ledger
  group by system, key, field, old, new
),
corrected as (
  select system, key, field, min(entry_no) as entry_no
  from correction_ledger
  group by system, key, field
),
rule as (
  {{ rules }}
),
judged as (
  select
    d.*, e.entry_no as exact, e.reason as entry_reason, n.entry_no as other,
    case when n.entry_no is null then {{ rule_no }} end as rule_no
  from difference d
  left join entry e on e.system = d.system and e.key = d.key and e.field = d.field and e.old is not distinct from d.old and e.new is not distinct from d.new
  left join corrected n on n.system = d.system and n.key = d.key and n.field = d.field
)
select
  j.change_id as explanation_id, j.system, j.grain, j.a, j.b, j.change_kind, j.source_system, j.key, j.field, j.period,
  coalesce(j.exact, j.other) as ledger_entry, r.rule, coalesce(nullif(j.entry_reason, ''), r.reason) as reason,
  case
    when j.exact is not null then 'explained'
    when j.other is not null then 'contradicted'
    when r.rule is not null then 'explained'
    else 'unexplained'
  end as status
from judged j
left join rule r on r.rule_no = j.rule_no
