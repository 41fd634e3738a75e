-- One row is two clusters that scored pairs join, with the mean probability over all pairs of mentions that could have been, in millionths.
with joined as (
  select least(left_root, right_root) as one, greatest(left_root, right_root) as other, sum(millionths) as millionths
  from placed_pair
  where left_root <> right_root
  group by least(left_root, right_root), greatest(left_root, right_root)
),
sides as (
  {{ sides }}
)
select j.one, j.other, cast(any_value(j.millionths) // greatest(sum(x.on_left * y.on_right + case when x.within then 0 else x.on_right * y.on_left end), 1) as integer) as mean
from joined j
join sides x on x.root = j.one
join sides y on y.root = j.other and y.match_no = x.match_no
group by j.one, j.other
