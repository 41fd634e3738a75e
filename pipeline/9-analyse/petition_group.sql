-- One row is one group of petitions of an analysis and one decision, with the subjects, petitions and beneficiaries in it.
select
  $analysis as analysis, grouped_by, coalesce(decision, '(missing)') as decision,
  count(distinct subject_entity) as subjects, count(distinct petition_system || '|' || petition_id) as petitions,
  count(distinct beneficiary_entity) as beneficiaries
from {{ filed }}
where in_window and band = 'match'
group by grouped_by, coalesce(decision, '(missing)')
