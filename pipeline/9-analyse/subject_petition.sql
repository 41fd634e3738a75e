-- One row is one petition that a subject may have filed: a candidate between the subject and the petitioner, with the decision and
-- the beneficiary. Whether it is the same person is for people to say.
with petition as (
  select
    source_system as system, record_key as id,
    {{ decision }} as decision,
    coalesce({{ decision }} in ({{ approved_values }}), false) as approved,
    {{ decided }} as decided_on,
    coalesce({{ in_window }}, false) as in_window,
    {{ group_by }} as grouped_by
  from {{ petitions }}
),
filed as (
  select
    c.left_mention as subject_mention, c.right_mention as petitioner_mention, c.band, c.probability, c.protected
  from candidate c
  where c.match in ({{ matches }}) and c.band in ('match', 'review')
)
select
  $analysis as analysis, s.entity_id as subject_entity, s.system as subject_system, s.id as subject_id,
  f.band, f.probability, p.system as petition_system, p.id as petition_id, t.entity_id as petitioner_entity,
  p.decision, p.approved, p.decided_on, p.in_window, p.grouped_by,
  b.entity_id as beneficiary_entity, b.ordinal as beneficiary_ordinal, f.protected or coalesce(b.protected, false) as protected
from filed f
join entity s on s.mention_id = f.subject_mention
join entity t on t.mention_id = f.petitioner_mention
join petition p on p.system = t.system and p.id = t.id
left join entity b on b.system = p.system and b.id = p.id and b.role = $beneficiary_role
