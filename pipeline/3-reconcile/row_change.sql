-- One row is one key that an extract holds and the one compared with it does not, with its period and amount in the extract that holds it.
with changed as (
  select
    p.system, p.grain, p.a, p.b, p.adjacent, p.seq_a, p.seq_b, m.source_system, m.key,
    case when substr(m.pattern, p.seq_a, 1) = '1' then 'removed' else 'added' end as kind,
    case when substr(m.pattern, p.seq_a, 1) = '1' then p.seq_a else p.seq_b end as held_in
  from extract_pair p
  join key_membership m on m.system = p.system and m.grain = p.grain
  where substr(m.pattern, p.seq_a, 1) <> substr(m.pattern, p.seq_b, 1)
)
select
  md5(concat_ws(chr(31), c.system, c.grain, c.a, c.b, c.source_system, c.key, c.kind)) as change_id,
  c.system, c.grain, c.a, c.b, c.adjacent, c.seq_a, c.seq_b, c.source_system, c.key, c.kind, k.event_date, coalesce(k.period, '(missing)') as period, k.amount
from changed c
join usable_key k on k.system = c.system and k.grain = c.grain and k.extract_seq = c.held_in and k.source_system = c.source_system and k.record_key = c.key
