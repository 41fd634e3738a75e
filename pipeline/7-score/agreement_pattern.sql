-- One row is one pattern of agreement levels, the comparisons (as bits) that some rule left open, and the pairs of training that show it.
select free, {{ names }}, count(*) as pairs
from {{ compared }}
where trains{{ sampled }}
group by all
