-- One row is one system: how many tests it passed and failed, how many could not be made, and the conclusion that the thresholds of the config draft.
-- It is a draft: data are reliable for a purpose or not, and a person concludes that.
with counted as (
  select
    system, count(*) as tests, count(*) filter (where result = 'pass') as passed, count(*) filter (where result = 'warn') as warned,
    count(*) filter (where result = 'fail') as failed, count(*) filter (where result = 'not_tested') as not_tested
  from reliability_test
  group by system
)
select
  system, tests, passed, warned, failed, not_tested,
  case
    when failed > $failed_tests then 'not sufficiently reliable'
    when not_tested * 100 > cast($untested as decimal(9, 4)) * tests then 'undetermined'
    else 'sufficiently reliable'
  end as draft_conclusion,
  case
    when failed > $failed_tests then concat(failed, ' of ', tests, ' tests failed, and at most ', $failed_tests, ' may')
    when not_tested * 100 > cast($untested as decimal(9, 4)) * tests then concat(not_tested, ' of ', tests, ' tests could not be made, and at most ', $untested, ' % may be missing')
    else concat(failed, ' of ', tests, ' tests failed, and ', not_tested, ' could not be made: both within what the config allows')
  end as because
from counted
