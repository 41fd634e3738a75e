-- One row is one file that was profiled: its rows read and quarantined, and those without a record id or with one that another row bears.
select
  e.system, e.extract_id, e.seq, f.file, f.sha256, f.bytes, f.rows_read, f.rows_quarantined as rows_rejected, e.columns,
  e.repeated_rows, coalesce(s.no_key, 0) as rows_null_key, coalesce(s.further, 0) as rows_dup_surplus
from {{ extracts }} e
join extract_file f on f.extract_id = e.extract_id
left join (
  select extract_id, count(*) filter (where reason in ('null_key', 'placeholder_key')) as no_key, count(*) filter (where reason like 'duplicate%') as further
  from {{ set_aside }}
  group by extract_id
) s on s.extract_id = e.extract_id
