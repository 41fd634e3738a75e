-- One row is one delivery of a system's data, with what it holds and what was set aside; keys are rows that can be compared.
select
  d.system, d.extract_id, d.seq, d.deliverer, d.delivered_at, d.cutoff_at, d.period_from, d.period_to, d.filter_text,
  f.file, f.sha256, f.bytes, f.rows_read, f.rows_quarantined as rows_rejected,
  (select count(*) from set_aside s where s.extract_id = d.extract_id and s.reason = 'null_key') as rows_null_key,
  (select count(*) from set_aside s where s.extract_id = d.extract_id and s.reason = 'duplicate_key') as rows_dup_surplus,
  (select count(*) from usable_key k where k.extract_id = d.extract_id and k.grain = 'row') as keys,
  (select count(*) from usable_key k where k.extract_id = d.extract_id and k.grain = 'unit') as units
from {{ declared }} d
join extract_file f on f.extract_id = d.extract_id
