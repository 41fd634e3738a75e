-- One row is one test of whether data can be relied on: of an extract, between two, or of a system as a whole. What could not be tested has its reason.
with field_type as (
  select system, field, untyped, checked from (values {{ fields }}) f(system, field, untyped, checked)
),
declared as (
  select system, count(*) as fields, count(*) filter (where untyped) as untyped from field_type group by system
),
bound as (
  select test, cast(most as decimal(9, 4)) as most from (values {{ thresholds }}) t(test, most)
),
delivered as (
  select system, extract_id, rows_read, rows_rejected, rows_null_key, rows_dup_surplus, keys from extract where grain = 'row'
),
control as (
  select
    system, extract_id, count(*) filter (where measure <> 'outside_window' and status <> 'no_control') as stated,
    count(*) filter (where measure <> 'outside_window' and status = 'mismatch') as mismatched,
    max(computed) filter (where measure = 'outside_window' and grain = 'row') as outside
  from control_check
  group by system, extract_id
),
held as (
  select
    p.system, p.extract_id, cast(sum(p.filled) as bigint) as filled, cast(sum(p.placeholders) as bigint) as placeholders,
    cast(sum(p.filled - p.placeholders) filter (where t.checked) as bigint) as typed,
    cast(sum(p.filled - p.placeholders - p.conforming) filter (where t.checked) as bigint) as strange
  from column_profile p
  join field_type t on t.system = p.system and t.field = p.field
  where p.delivered
  group by p.system, p.extract_id
),
drift as (
  select system, a, b, cast(sum(common) as bigint) as common, cast(sum(changed - format_only + null_to_value + value_to_null) as bigint) as differing
  from field_drift
  where grain = 'row'
  group by system, a, b
),
-- Rules of data quality, each over all extracts of its system; what the profile tells by itself is tested as cells above.
ruled as (
  select
    r.system, case when r.library then concat(r.kind, ' of ', r.fields) else r.rule end as subject,
    cast(sum(q.tested) as bigint) as tested, cast(sum(q.failing) as bigint) as failing,
    case when count(*) filter (where q.status <> 'not_tested') = 0 then string_agg(distinct q.reason, '; ' order by q.reason) end as reason,
    case when bool_or(q.status = 'fail') then 'fail' when bool_or(q.status = 'warn') then 'warn' else 'pass' end as result
  from quality_rule r
  join quality_result q on q.rule_id = r.rule_id and q.grain = 'extract'
  where not (r.library and r.kind in ('complete', 'placeholder', 'conforms'))
  group by r.rule_id, r.system, r.library, r.kind, r.fields, r.rule
),
made as (
  select system, 'readable' as test, cast(null as varchar) as subject, extract_id, cast(null as varchar) as other_extract_id, rows_read as tested, rows_rejected as failing,
    case when rows_read = 0 then 'the extract holds no row' end as reason
  from delivered
  union all
  select system, 'keyed', null, extract_id, null, rows_read - rows_rejected, rows_null_key + rows_dup_surplus, case when rows_read = rows_rejected then 'no row could be read' end
  from delivered
  union all
  select d.system, 'control_total', null, d.extract_id, null, coalesce(c.stated, 0), coalesce(c.mismatched, 0),
    case when coalesce(c.stated, 0) = 0 then 'no control total came with the extract' end
  from delivered d
  left join control c on c.extract_id = d.extract_id
  union all
  select d.system, 'window', null, d.extract_id, null, d.keys, cast(coalesce(c.outside, 0) as bigint),
    case when c.outside is null then 'no window and no cutoff was declared, or no event has a date' end
  from delivered d
  left join control c on c.extract_id = d.extract_id
  union all
  select d.system, 'conforming', null, d.extract_id, null, coalesce(h.typed, 0), coalesce(h.strange, 0),
    case when coalesce(h.typed, 0) = 0 then 'no filled cell is in a field whose content is declared' end
  from delivered d
  left join held h on h.extract_id = d.extract_id
  union all
  select d.system, 'placeholder', null, d.extract_id, null, coalesce(h.filled, 0), coalesce(h.placeholders, 0), case when coalesce(h.filled, 0) = 0 then 'no cell is filled' end
  from delivered d
  left join held h on h.extract_id = d.extract_id
  union all
  select system, 'agreement', null, a, b, common, differing, case when common = 0 then 'the two extracts share no key' end
  from drift
  union all
  select system, 'agreement', null, null, null, 0, 0, 'there are no two extracts whose rows can be compared by their keys'
  from declared
  where system not in (select system from drift)
  union all
  select system, 'dictionary', null, null, null, fields, 0,
    case when untyped > 0 then concat('what ', untyped, ' of ', fields, ' fields hold is not declared (text, without values), so nothing was tested against it') end
  from declared
  union all
  select system, 'rule', subject, null, null, tested, failing, reason from ruled
)
select
  m.system, m.test, m.subject, m.extract_id, m.other_extract_id, case when m.reason is null then m.tested else 0 end as tested, case when m.reason is null then m.failing else 0 end as failing,
  b.most as threshold_percent,
  case
    when m.reason is not null then 'not_tested'
    when m.test = 'rule' then (select r.result from ruled r where r.system = m.system and r.subject = m.subject)
    when m.failing * 100 > coalesce(b.most, 0) * m.tested then 'fail'
    else 'pass'
  end as result,
  m.reason
from made m
left join bound b on b.test = m.test
