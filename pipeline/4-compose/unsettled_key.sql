-- One row is one key whose rows differ between extracts, or that is absent from an extract between two that hold it, or whose last extract delivers
-- fewer fields than an earlier one.
select distinct source_system, record_key from {{ changed }}
union
select source_system, key from key_membership
where system = $system and grain = 'row' and n_extracts > 1 and (n_extracts <> last_seq - first_seq + 1 or {{ lost }})
