-- One row is one cluster that has neighbours, with the number of different values that it holds in each comparison: the best of many is easier to get.
select c.root, {{ counts }}
from {{ members }} c
join {{ comparand }} k on k.mention_id = c.mention_id
group by c.root
