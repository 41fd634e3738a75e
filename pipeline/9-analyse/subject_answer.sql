-- One row is one figure that answers an analysis, for candidates in the band match alone and together with those to be reviewed.
with banded as (
  select 'match' as bands, * from {{ filed }} where band = 'match'
  union all
  select 'match or review', * from {{ filed }}
),
measured as (
  select bands, 'subjects who petitioned' as measure, count(distinct subject_entity) as value from banded group by bands
  union all
  select bands, 'subjects with an approved petition', count(distinct subject_entity) from banded where approved and in_window group by bands
  union all
  select bands, 'petitions approved', count(distinct petition_system || '|' || petition_id) from banded where approved and in_window group by bands
  union all
  select bands, 'beneficiaries of approved petitions', count(distinct beneficiary_entity) from banded where approved and in_window group by bands
  union all
  select bands, 'beneficiaries who applied themselves', count(distinct beneficiary_entity)
  from banded
  where approved and in_window and beneficiary_entity in ({{ applicants }})
  group by bands
)
select
  $analysis as analysis, b.bands, m.measure, coalesce(v.value, 0) as value,
  (select count(distinct entity_id) from entity where {{ subjects }}) as subjects
from (values ('match'), ('match or review')) as b (bands)
cross join (
  values ('subjects who petitioned'), ('subjects with an approved petition'), ('petitions approved'),
    ('beneficiaries of approved petitions'), ('beneficiaries who applied themselves')
) as m (measure)
left join measured v on v.bands = b.bands and v.measure = m.measure
