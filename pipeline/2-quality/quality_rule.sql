-- One row is one rule of data quality: what it tests, how it is told, and beyond what it warns or fails.
select
  cast(rule_id as varchar) as rule_id, cast(rule as varchar) as rule, cast(kind as varchar) as kind, cast(system as varchar) as system, cast(fields as varchar) as fields,
  cast(library as boolean) as library, cast(tested as varchar) as tested, cast(sentence as varchar) as sentence, cast(method as varchar) as method,
  cast(condition as varchar) as condition, cast(severity as varchar) as severity, cast(listed as boolean) as listed,
  cast(warn_count as bigint) as warn_count, cast(warn_percent as decimal(9, 4)) as warn_percent, cast(warn_amount as decimal(38, 4)) as warn_amount,
  cast(fail_count as bigint) as fail_count, cast(fail_percent as decimal(9, 4)) as fail_percent, cast(fail_amount as decimal(38, 4)) as fail_amount,
  cast(office_field as varchar) as office_field
from (values {{ rules }}) r(
  rule_id, rule, kind, system, fields, library, tested, sentence, method, condition, severity, listed,
  warn_count, warn_percent, warn_amount, fail_count, fail_percent, fail_amount, office_field)
where rule_id is not null
