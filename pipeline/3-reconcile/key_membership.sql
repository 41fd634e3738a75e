-- One row is one key of a system at one grain, with the extracts that hold it; date, period and amount are those of the first that does.
with seen as (
  select
    system, grain, source_system, record_key,
    bit_or(1::bigint << (extract_seq - 1)) as seen_in,
    count(*) as n_extracts,
    min(extract_seq) as first_seq,
    max(extract_seq) as last_seq,
    arg_min_null(event_date, extract_seq) as event_date,
    arg_min_null(coalesce(period, '(missing)'), extract_seq) as period,
    arg_min_null(amount, extract_seq) as amount
  from usable_key
  where grain = 'unit' and system in (select system from extract group by system having max(seq) > 1)
  group by system, grain, source_system, record_key
)
{{ rows }}
union all
select
  system, grain, source_system, record_key, er_pattern(seen_in, cast(n.extracts as integer)),
  n_extracts, first_seq, last_seq, event_date, period, amount
from seen
join (select system as of_system, max(seq) as extracts from extract group by system) n on n.of_system = seen.system
