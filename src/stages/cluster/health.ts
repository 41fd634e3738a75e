import { id, joinSql, sql, type Sql, unionAll } from '../../engine/sql.js'
import { comparisonsOf } from '../comparisons.js'
import { levelColumn } from '../pair-sql.js'
import { tableOf, type Plan, type PlanMatch } from '../plan.js'
import type { TableSpec } from '../stage.js'

const row = (match: PlanMatch, check: string, value: Sql, most: number): Sql => sql`
  select match, check_name, value, most, value <= most as ok
  from (select ${match.name} as match, ${check} as check_name, round(coalesce(${value}, 0.0), 4) as value, cast(${most} as double) as most) of_check`

/** What a pair is worth by itself, in bits, after labels. */
const alone = (pairs: Sql): Sql => sql`(${pairs}own_weight + ${pairs}calibration_weight)`

const of = (match: PlanMatch, file: string): Sql => id(tableOf(file, match))
const millionths = (bits: Sql): Sql => sql`cast(round(1000000 / (1 + pow(2, -greatest(least(${bits}, 60), -60)))) as hugeint)`
const ratio = (over: Sql, under: Sql): Sql => sql`(select cast((${over}) as double) / nullif((${under}), 0))`

/** Pairs that agree fully in all that both hold, three things at least. */
function identical(plan: Plan, match: PlanMatch): Sql {
  const comparisons = comparisonsOf(plan, match)
  const held = joinSql(comparisons.map((one) => sql`(${levelColumn(one)} > 0)::integer`), sql` + `)
  const full = joinSql(comparisons.map((one) => sql`${levelColumn(one)} in (0, ${one.labels.length})`), sql` and `)
  return comparisons.length < 3 ? sql`false` : sql`(${held}) >= 3 and ${full}`
}

/**
 * Limits with their reasons. Sums of own probabilities against pairs in entities: clusters settle contradictions among pairs, so a model that
 * expects half as many again, or finds a third less, was wrong about what a match is. Open triangles: of A = B and B = C, A = C follows.
 * Identical records are one person more often than not. Few people have more than twenty records of a kind.
 */
function checksOf(plan: Plan, match: PlanMatch): Sql[] {
  const pairs = of(match, 'final_pair')
  const inside = sql`select count(*) from ${pairs} where match_weight >= 0`
  const expected = sql`select sum(${millionths(alone(sql``))}) / 1000000 from ${pairs}`
  const triangle = sql`from ${pairs} a join ${pairs} b on b.left_mention = a.right_mention and ${alone(sql`b.`)} >= 3.17
    left join ${pairs} c on c.left_mention = a.left_mention and c.right_mention = b.right_mention where ${alone(sql`a.`)} >= 3.17`
  const checks = [
    row(match, 'more_matches_expected_than_entities_hold', sql`case when (${inside}) >= 20 then ${ratio(expected, inside)} end`, 1.5),
    row(match, 'fewer_matches_expected_than_entities_hold', sql`case when (${inside}) >= 20 then ${ratio(inside, expected)} end`, 1.5),
    row(match, 'mentions_in_crowded_entities', sql`(with sized as (select root, count(*) as n from component group by root) select cast(sum(n) filter (where n > 20) as double) / sum(n) from sized)`, 0.2),
    row(match, 'training_fell_back', sql`(select cast(count(*) as double) from training where match = ${match.name} and class = 'match' and failure is not null)`, 0),
  ]
  const identicalPairs = sql`select count(*) from ${pairs} where ${identical(plan, match)}`
  const doubted = row(match, 'identical_records_below_half', sql`case when (${identicalPairs}) >= 20 then ${ratio(sql`${identicalPairs} and ${alone(sql``)} < 0`, identicalPairs)} end`, 0.5)
  const open = row(match, 'open_triangles', sql`(select cast(count(*) filter (where c.own_weight is null or ${alone(sql`c.`)} < -3.17) as double) / nullif(count(*), 0) ${triangle})`, 0.25)
  return match.within ? [...checks, doubted, open] : [...checks, doubted]
}

const noneLeftOut = sql`select null::varchar as match, null::varchar as severity limit 0`

/** Whether rules of a match left blocks out or were not used: of rules that a config gives, that is a warning. */
const leftOut = (match: PlanMatch): Sql => sql`select ${match.name} as match, ${match.rules === undefined ? 'info' : 'warning'} as severity
  from ${of(match, 'block_rule')} having coalesce(sum(pairs_capped) filter (where chosen), 0) > 0 or coalesce(bool_or(pairs > 0 and not chosen), false)`

const none = sql`select null::varchar as match, null::varchar as check_name, null::double as value, null::double as most, null::boolean as ok limit 0`

/** Checks that need no labels, and the findings of those that fail. */
export const healthTables = (plan: Plan): TableSpec[] => [
  {
    table: 'match_health',
    reads: plan.matches.length === 0 ? [] : ['component', 'training', ...plan.matches.map((match) => tableOf('final_pair', match))],
    slots: { checks: plan.matches.length === 0 ? none : joinSql(plan.matches.flatMap((match) => checksOf(plan, match)), unionAll) },
  },
  {
    table: 'finding_cluster',
    reads: ['match_health', 'label_calibration', 'match_quality', ...plan.matches.map((match) => tableOf('block_rule', match))],
    slots: { left_out: plan.matches.length === 0 ? noneLeftOut : joinSql(plan.matches.map(leftOut), unionAll) },
  },
]
