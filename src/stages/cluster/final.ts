import { id, joinSql, sql, unionAll } from '../../engine/sql.js'
import { comparisonsOf } from '../comparisons.js'
import { comparandOf, levelColumn, weightColumn } from '../pair-sql.js'
import { carried } from '../pairs.js'
import { tableOf, uses, type Plan, type PlanMatch } from '../plan.js'
import type { TableSpec } from '../stage.js'
import { pairsOfMatches } from './graph.js'

const of = (plan: Plan, file: string): string[] => plan.matches.map((match) => tableOf(file, match))

function placed(plan: Plan): TableSpec {
  const pairs = pairsOfMatches(
    plan,
    (source, no) => sql`
  select ${no} as match_no, p.left_mention, p.right_mention, a.root as left_root, b.root as right_root,
    cast(round(1000000 / (1 + pow(2, -greatest(least(p.match_weight, 60), -60)))) as bigint) as millionths
  from ${source} p join component a on a.mention_id = p.left_mention join component b on b.mention_id = p.right_mention`,
  )
  const none = sql`select 0 as match_no, 0 as left_mention, 0 as right_mention, 0 as left_root, 0 as right_root, cast(0 as bigint) as millionths limit 0`
  return { table: 'placed_pair', reads: ['component', ...of(plan, 'candidate_pair')], internal: true, slots: { pairs: plan.matches.length === 0 ? none : pairs } }
}

function gaps(plan: Plan): TableSpec {
  const sides = plan.matches.map(
    (match, no) => sql`
  select ${no} as match_no, c.root, ${match.within} as within, count(*) filter (where k.on_left) as on_left, count(*) filter (where k.on_right) as on_right
  from component c join ${comparandOf(match)} k on k.mention_id = c.mention_id group by c.root`,
  )
  const none = sql`select 0 as match_no, 0 as root, false as within, 0 as on_left, 0 as on_right limit 0`
  return {
    table: 'cluster_gap',
    reads: plan.matches.length === 0 ? ['placed_pair'] : ['placed_pair', 'component', ...of(plan, 'comparand')],
    internal: true,
    slots: { sides: plan.matches.length === 0 ? none : joinSql(sides, unionAll) },
    drops: of(plan, 'comparand'),
  }
}

function finalPairs(plan: Plan, match: PlanMatch): TableSpec {
  const columns = [
    sql`left_mention, right_mention`, carried,
    ...comparisonsOf(plan, match).flatMap((comparison) => [levelColumn(comparison), weightColumn(comparison)]),
    sql`damage_weight, alternative_weight, own_weight, calibration_weight`,
  ]
  return {
    table: tableOf('final_pair', match),
    file: uses(plan, 'collective') && uses(plan, 'calibration') ? 'final_pair' : 'own_pair',
    reads: [tableOf('candidate_pair', match), 'component', 'mention_fit', 'cluster_gap'],
    internal: true,
    slots: { pairs: id(tableOf('candidate_pair', match)), columns: joinSql(columns) },
    drops: [tableOf('candidate_pair', match), ...(match === plan.matches.at(-1) ? ['placed_pair', 'mention_fit', 'cluster_gap'] : [])],
  }
}

/** Tables by which the evidence of the clusters comes back to the pairs. */
export const finalTables = (plan: Plan): TableSpec[] => [
  placed(plan),
  { table: 'mention_fit', reads: ['placed_pair'], internal: true },
  gaps(plan),
  ...plan.matches.map((match) => finalPairs(plan, match)),
]
