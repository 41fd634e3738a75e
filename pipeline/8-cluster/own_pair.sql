-- One row is one pair of a match with the weight that it has by itself, where the evidence of the clusters is left out.
select {{ columns }}, match_weight as source_weight, match_weight
from {{ pairs }}
