import { id, joinSql, sql } from '../engine/sql.js'
import { chosenRules } from './block/rules.js'
import { comparisonsOf, type Comparison } from './comparisons.js'
import { alternativeClasses, floorBits, levelColumn, scoredLevels, scoredPairs, weightColumn, withLevels } from './pair-sql.js'
import { carried, pairParts } from './pairs.js'
import { tableOf, type PlanMatch } from './plan.js'
import type { StageContext } from './stage.js'
import { savedParameters } from './train.js'
import { allKept } from './training-share.js'

/** Pairs of at least this probability are kept for the evidence of clusters, even where the floor of candidates is higher. */
const workingFloor = 0.001

async function emptyTables(context: StageContext, match: PlanMatch, comparisons: readonly Comparison[]): Promise<void> {
  const columns = comparisons.flatMap((comparison) => [sql`${levelColumn(comparison)} tinyint`, sql`${weightColumn(comparison)} double`])
  await context.database.run(sql`create temp table ${id(tableOf('candidate_pair', match))}
    (${joinSql([sql`left_mention integer, right_mention integer, rule_no smallint, rules smallint, trains boolean, free integer`, ...columns, sql`damage_weight double, alternative_weight double, match_weight double, own_weight double, calibration_weight double`])})`)
  await context.database.run(sql`create temp table ${id(tableOf('rule_count', match))} (match varchar, rule_no integer, rule varchar, pairs_made bigint, pairs_dropped bigint)`)
  for (const { rule_no: no, rule } of await chosenRules(context, match)) {
    await context.database.run(sql`insert into ${id(tableOf('rule_count', match))} values (${match.name}, cast(${no} as integer), ${rule}, 0, 0)`)
  }
}

/** Makes and scores the pairs of a match in parts; keeps those at or above the floor and counts the others by the first rule that finds them. */
export async function scorePairs(context: StageContext, match: PlanMatch): Promise<void> {
  const { database, config } = context
  const comparisons = comparisonsOf(context.plan, match)
  const parameters = await savedParameters(context, match)
  await emptyTables(context, match, comparisons)
  const parts = (await allKept(context, match))
    ? [scoredLevels(comparisons, parameters, sql`select * from ${id(tableOf('compared_pair', match))}`, carried)]
    : (await pairParts(context, match)).parts.map((part) => scoredPairs(match, comparisons, parameters, part, carried))
  const asked = sql`select left_mention, right_mention, 0 as rule_no, 0 as rules, false as trains, 0 as free from asked_pair`
  context.saveSql(`asked_pair_${match.suffix}`, scoredPairs(match, comparisons, parameters, asked, carried))
  context.saveSql(`asked_class_${match.suffix}`, alternativeClasses(comparisons, parameters, withLevels(match, comparisons, asked, carried)))
  const floor = floorBits(Math.min(config.floor, workingFloor))
  let made = 0
  for (const [index, select] of parts.entries()) {
    if (index === 0) context.saveSql(`scored_pair_${match.suffix}`, select)
    await database.run(sql`create or replace temp table scored_pair as ${select}`)
    await database.run(sql`insert into ${id(tableOf('candidate_pair', match))} select *, match_weight, 0.0 from scored_pair where match_weight >= ${floor}`)
    await database.run(sql`insert into ${id(tableOf('rule_count', match))}
      select ${match.name}, c.rule_no, c.rule, count(*), count(*) filter (where match_weight < ${floor})
      from scored_pair s join ${id(tableOf('block_rule', match))} c on c.rule_no = s.rule_no group by c.rule_no, c.rule`)
    made += await database.count('scored_pair')
    context.emit({ kind: 'progress', done: index + 1, total: parts.length, unit: 'parts', label: `${match.name}: ${made} pairs scored` })
  }
  await database.drop('scored_pair')
}
