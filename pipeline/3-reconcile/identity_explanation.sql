-- One row is one identity of two extracts at one grain: each difference, counted where it was found, is explained, unexplained or contradicted.
with found as (
  select system, grain, a, b, count(*) as differences from row_change group by system, grain, a, b
  union all
  select system, grain, a, b, sum(changed - format_only + null_to_value + value_to_null) from field_drift group by system, grain, a, b
),
counted as (
  select system, grain, a, b, sum(differences) as differences from found group by system, grain, a, b
),
told as (
  select
    system, grain, a, b, count(*) filter (where status in ('explained', 'unexplained', 'contradicted')) as differences,
    count(distinct explanation_id) as ids
  from explanation
  group by system, grain, a, b
),
side_by_side as (
  select
    concat_ws(' ', coalesce(c.a, t.a), coalesce(c.b, t.b), coalesce(c.grain, t.grain)) as scope, coalesce(c.differences, 0) as found,
    coalesce(t.differences, 0) as told, coalesce(t.ids, 0) as ids
  from counted c
  full join told t on t.system = c.system and t.grain = c.grain and t.a = c.a and t.b = c.b
)
select 'I11 differences = explained + unexplained + contradicted' as identity, scope, found as lhs, told as rhs from side_by_side
union all
select 'I11 explanations have ids of their own', scope, told, ids from side_by_side
