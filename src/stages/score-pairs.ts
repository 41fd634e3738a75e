import { id, joinSql, sql, type Sql } from '../engine/sql.js'
import { template } from '../engine/template.js'
import { chosenRules } from './block.js'
import { comparisonsOf, type Comparison } from './comparisons.js'
import {
  alternativeWeight, comparedPairsOf, levelColumn, pairsFoundBy, priorBits, totalWeight, weightColumn, weightOf, withLevels, type ChosenRule,
} from './pair-sql.js'
import { tableOf, type PlanMatch } from './plan.js'
import type { StageContext } from './stage.js'
import { savedParameters } from './train.js'
import { trainingShare } from './training-share.js'

/** Pairs held at once; bounds memory and paces the progress. */
const chunkPairs = 4_000_000

const pairColumns = (comparisons: readonly Comparison[]): Sql =>
  joinSql([sql`left_mention, right_mention, found_by`, ...comparisons.flatMap((comparison) => [levelColumn(comparison), weightColumn(comparison)]), sql`alternative_weight`])

/** The weight below which a pair is dropped: log2 odds of the floor. */
const floorBits = (floor: number): Sql => sql`cast(${Math.log2(floor / (1 - floor)).toFixed(4)} as double)`

async function emptyTables(context: StageContext, match: PlanMatch, comparisons: readonly Comparison[]): Promise<void> {
  const columns = comparisons.flatMap((comparison) => [sql`${levelColumn(comparison)} tinyint`, sql`${weightColumn(comparison)} double`])
  await context.database.run(sql`create temp table ${id(tableOf('candidate_pair', match))}
    (${joinSql([sql`left_mention integer, right_mention integer, found_by integer`, ...columns, sql`alternative_weight double`, sql`match_weight double`])})`)
  await context.database.run(sql`create temp table ${id(tableOf('rule_count', match))}
    (match varchar, rule_no integer, rule varchar, pairs_made bigint, pairs_dropped bigint)`)
}

interface Chunk {
  readonly place: number
  readonly chunk: number
  readonly chunks: number
}

async function chunksOf(context: StageContext, match: PlanMatch, rules: readonly ChosenRule[]): Promise<Chunk[]> {
  const sizes = await context.database.rows<{ rule_no: number; pairs: number }>(sql`select rule_no, pairs from ${id(tableOf('block_rule', match))}`)
  return rules.flatMap((rule, place) => {
    const chunks = Math.max(1, Math.ceil((sizes.find((size) => size.rule_no === rule.rule_no)?.pairs ?? 0) / chunkPairs))
    return Array.from({ length: chunks }, (_, chunk) => ({ place, chunk, chunks }))
  })
}

/** Makes and scores the pairs of a match, rule by rule and in chunks; keeps those at or above the floor and counts the others. */
export async function scorePairs(context: StageContext, match: PlanMatch): Promise<void> {
  const { database, config } = context
  const comparisons = comparisonsOf(context.plan, match)
  const rules = await chosenRules(context, match)
  const parameters = await savedParameters(context, match)
  await emptyTables(context, match, comparisons)
  const slots = {
    weights: comparisons.length === 0 ? sql`0 as nothing_weight` : joinSql(comparisons.map((comparison, index) => weightOf(comparison, index, parameters))),
    columns: pairColumns(comparisons),
    alternative: alternativeWeight(comparisons, parameters),
    total: totalWeight(comparisons),
  }
  const chunks = await chunksOf(context, match, rules)
  const floor = floorBits(config.floor)
  const allCompared = (await trainingShare(context, match)) === 1
  for (const [done, { place, chunk, chunks: of }] of chunks.entries()) {
    const rule = rules[place]
    if (rule === undefined) continue
    const levels = allCompared ? comparedPairsOf(match, place) : withLevels(match, rules, comparisons, sql`${pairsFoundBy(match, rules, place)} where l.mention_id % ${of} = ${chunk}`)
    const select = template('score', 'scored_pair', { ...slots, levels }, { prior_weight: priorBits(parameters) })
    if (chunk === 0) context.saveSql(`scored_pair_${match.suffix}.${rule.rule_no}`, select)
    await database.run(sql`create or replace temp table scored_pair as ${select}`)
    await database.run(sql`insert into ${id(tableOf('candidate_pair', match))} select * from scored_pair where match_weight >= ${floor}`)
    await database.run(sql`insert into ${id(tableOf('rule_count', match))}
      select ${match.name}, cast(${rule.rule_no} as integer), ${rule.rule}, count(*), count(*) filter (where match_weight < ${floor}) from scored_pair`)
    const { made } = await database.row<{ made: number }>(sql`select cast(sum(pairs_made) as bigint) as made from ${id(tableOf('rule_count', match))}`)
    context.emit({ kind: 'progress', done: done + 1, total: chunks.length, unit: 'chunks', label: `${match.name}: ${rule.rule}, ${made} pairs so far` })
  }
  await database.drop('scored_pair')
}
