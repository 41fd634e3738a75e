-- One row is one pattern of agreement levels, the rules that find it (as bits), and the blocked pairs that show it.
select found_by, {{ names }}, count(*) as pairs
from {{ compared }}
group by all
