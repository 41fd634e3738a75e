-- One row is what one rule found in all extracts of its system together, in this run or in an earlier one of the same config that the history tells of.
select rule_id, as_of, cast(tested as bigint) as tested, cast(failing as bigint) as failing, false as this_run
from (values {{ history }}) h(rule_id, as_of, tested, failing)
where rule_id is not null
union all
select rule_id, $as_of, cast(sum(tested) as bigint), cast(sum(failing) as bigint), true
from quality_result
where grain = 'extract' and status <> 'not_tested'
group by rule_id
