-- One row is one event in the life of a key that its date or an earlier extract did not let expect. backfill: first seen after an extract whose
-- cutoff its event is not later than; undatable: first seen after the first extract, without a date that could tell; vanished: gone from an extract
-- to the next; reappeared: there again after a gap. days_late counts from the event to the last cutoff at which the key was still missing.
with taking_part as (
  select
    system, grain, extract_id, seq, cast(coalesce(cutoff_at, period_to) as date) as cutoff, cast(period_from as date) as opening,
    min(seq) over (partition by system, grain) as first_of_all
  from extract
  where keys > 0 or rows_read - rows_rejected = 0
),
late as (
  select m.*, er_event_day(m.event_date) as event_day
  from key_membership m
  join (select distinct system, grain, first_of_all from taking_part) t on t.system = m.system and t.grain = m.grain and m.first_seq > t.first_of_all
),
missed as (
  select
    l.system, l.grain, l.source_system, l.key, min(e.seq) as expected_seq, max(date_diff('day', l.event_day, e.cutoff)) as days_late
  from late l
  join taking_part e on e.system = l.system and e.grain = l.grain and e.seq < l.first_seq and e.cutoff >= l.event_day and (e.opening is null or e.opening <= l.event_day)
  group by l.system, l.grain, l.source_system, l.key
)
select l.system, l.grain, l.source_system, l.key, l.event_date, l.period, m.expected_seq, l.first_seq, m.days_late, 'backfill' as class
from late l
join missed m on m.system = l.system and m.grain = l.grain and m.source_system = l.source_system and m.key = l.key
union all
select system, grain, source_system, key, event_date, period, null, first_seq, null, 'undatable'
from late
where event_day is null and system in ({{ dated }})
union all
select r.system, r.grain, r.source_system, r.key, r.event_date, r.period, r.seq_b, m.first_seq, null, 'vanished'
from row_change r
join key_membership m on m.system = r.system and m.grain = r.grain and m.source_system = r.source_system and m.key = r.key
where r.adjacent and r.kind = 'removed'
union all
select
  r.system, r.grain, r.source_system, r.key, r.event_date, r.period,
  length(rtrim(left(m.pattern, r.seq_a), '0')) + 1, r.seq_b, null, 'reappeared'
from row_change r
join key_membership m on m.system = r.system and m.grain = r.grain and m.source_system = r.source_system and m.key = r.key and m.first_seq < r.seq_a
where r.adjacent and r.kind = 'added'
