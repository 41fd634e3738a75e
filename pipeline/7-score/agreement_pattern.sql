-- One row is one pattern of agreement levels, the rules that find it (as bits), and the blocked pairs that show it.
-- Where there are many, the pairs of a share of the mentions, chosen by their ids, stand for all.
with levels as (
  {{ levels }}
)
select found_by, {{ names }}, count(*) as pairs
from levels
group by all
