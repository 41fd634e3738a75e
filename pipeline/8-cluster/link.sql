-- One row is one candidate that joins two mentions into one entity: its probability reaches the threshold, and where a match is
-- one to one, neither mention has a better one.
with reached as (
  select
    match, left_mention, right_mention, match_weight, probability,
    row_number() over (partition by match, left_mention order by match_weight desc, right_mention) as place_for_left,
    row_number() over (partition by match, right_mention order by match_weight desc, left_mention) as place_for_right
  from candidate
  where probability >= $threshold
)
select match, left_mention, right_mention, match_weight, probability
from reached
where not {{ one_to_one }} or (place_for_left = 1 and place_for_right = 1)
