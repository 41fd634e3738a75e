-- One row is one delivery of a system's data at one grain, with what it holds and what was set aside; keys can be compared. At unit grain rows
-- without a unit are those without a key, and the further rows of a unit stand with the duplicates.
with counted as (
  select
    d.*, g.grain, f.file, f.sha256, f.bytes, f.rows_read, f.rows_quarantined as rows_rejected,
    (select count(*) from set_aside s where s.extract_id = d.extract_id and s.reason in ('null_key', 'placeholder_key')) as no_key,
    (select count(*) from set_aside s where s.extract_id = d.extract_id and s.reason like 'duplicate%') as further
  from {{ declared }} d
  join {{ grains }} g on g.system = d.system
  join extract_file f on f.extract_id = d.extract_id
),
held as (
  select extract_id, grain, count(*) as keys, cast(sum(rows) as bigint) as rows, sum(amount) as amount
  from usable_key
  group by extract_id, grain
)
select
  c.system, c.grain, c.extract_id, c.seq, c.deliverer, c.delivered_at, c.cutoff_at, c.period_from, c.period_to, c.filter_text,
  c.file, c.sha256, c.bytes, c.rows_read, c.rows_rejected,
  case c.grain when 'row' then c.no_key else c.rows_read - c.rows_rejected - c.further - coalesce(h.rows, 0) end as rows_null_key,
  case c.grain when 'row' then c.further else c.further + coalesce(h.rows - h.keys, 0) end as rows_dup_surplus,
  coalesce(h.keys, 0) as keys, h.amount, k.total as key_hash_total, r.total as row_hash_total
from counted c
left join held h on h.extract_id = c.extract_id and h.grain = c.grain
left join hash_total k on k.extract_id = c.extract_id and k.grain = c.grain and k.measure = 'key_hash_total'
left join hash_total r on r.extract_id = c.extract_id and r.measure = 'row_hash_total'
