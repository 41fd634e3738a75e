-- One row is one pair of a match with its weight after the evidence of the clusters. In one cluster it is as likely as both its mentions belong there, and
-- never unlikely; between clusters it shares (as a geometric mean) in how likely all pairs of the two clusters are together.
with placed as (
  select p.*, a.root as left_root, b.root as right_root, 1 / (1 + pow(2, -greatest(least(p.match_weight, 60), -60))) as alone
  from {{ pairs }} p
  join component a on a.mention_id = p.left_mention
  join component b on b.mention_id = p.right_mention
),
judged as (
  select
    {{ columns }}, p.match_weight,
    case
      when p.left_root = p.right_root then greatest(p.alone, least(x.best, 999999) / 1000000.0 * least(y.best, 999999) / 1000000.0, 0.5)
      else least(sqrt(p.alone * least(p.alone, greatest(g.mean, 1) / 1000000.0)), 0.49)
    end as together,
    p.alone
  from placed p
  left join mention_fit x on x.mention_id = p.left_mention
  left join mention_fit y on y.mention_id = p.right_mention
  left join cluster_gap g on g.one = least(p.left_root, p.right_root) and g.other = greatest(p.left_root, p.right_root)
)
select
  {{ columns }}, match_weight as source_weight,
  case when together = alone then match_weight else round(log2(together / (1 - together)), 4) end as match_weight
from judged
