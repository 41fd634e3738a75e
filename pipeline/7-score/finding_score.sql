-- One row is one match whose training failed or did not converge, so that the default model or the last step stands.
select 'training_failed' as rule, match || ': ' || failure as field, null::varchar as extract_id, 1 as failing, 1 as tested, 'warning' as severity
from training
where failure is not null and class = 'match'
union all
select 'training_did_not_converge', match, null, 1, 1, 'info'
from training
where failure is null and not converged and class = 'match'
