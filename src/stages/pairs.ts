import { id, joinSql, sql, type Sql } from '../engine/sql.js'
import { template } from '../engine/template.js'
import { leavesOpen } from './block/atoms.js'
import { chosenRules, ruleNamed } from './block/rules.js'
import { waysOf } from './block/ways.js'
import { comparisonsOf, type Comparison } from './comparisons.js'
import { levelColumn, rarityColumns, withLevels } from './pair-sql.js'
import { inParts } from './pieces.js'
import { tableOf, type PlanMatch } from './plan.js'
import type { StageContext } from './stage.js'
import { allCompared, ofTrainingShare, trainingShare } from './training-share.js'

/** Columns of a pair beside its mentions and levels. */
export const carried = sql`rule_no, rules, ways`

/** Pairs compared at once at most, which paces the progress. */
const mostPairs = 6_000_000
/** Bytes of the database's memory for each pair, at least, and for each value that is compared: those of one side are held of as many pairs. */
const leastBytes = 1500
const bytesOfValue = 60

/** Parts in which so many pairs are compared with so much memory: each part reads all mentions anew. */
export function partsOf(pairs: number, memory: number, comparisons: readonly Comparison[]): number {
  const values = new Set(comparisons.flatMap(({ columns }) => columns)).size + rarityColumns(comparisons).length
  return Math.max(1, Math.ceil(pairs / Math.min(mostPairs, Math.max(1, memory / Math.max(leastBytes, bytesOfValue * values)))))
}

/** Which of two mentions of a block is the left one of their pair. */
const oriented = (match: PlanMatch): Sql => (match.within ? sql`r.mention_id - l.mention_id > 0` : sql`l.on_left and r.on_right`)

/** For each rule the comparisons, as bits, that it leaves open, none of their roles being made equal by it; and its ways. */
async function describedRules(context: StageContext, match: PlanMatch, comparisons: readonly Comparison[]): Promise<Sql> {
  const rows = (await chosenRules(context, match)).map(({ rule_no: no, rule }) => {
    const named = ruleNamed(context, match, rule)
    const free = comparisons.reduce((bits, comparison, index) => (named === undefined || leavesOpen(named, comparison) ? bits | (1 << index) : bits), 0)
    return sql`(cast(${no} as smallint), cast(${free} as integer), cast(${waysOf(named)} as smallint))`
  })
  return rows.length === 0
    ? sql`(select null::smallint as rule_no, 0 as free, null::smallint as ways limit 0)`
    : sql`(select * from (values ${joinSql(rows)}) as listed (rule_no, free, ways))`
}

/**
 * Makes compared_pair with the level of each comparison: every pair where they are so few that nothing is gained by telling first which may reach the
 * floor, else those for training alone, with what it counts.
 */
export async function comparePairs(context: StageContext, match: PlanMatch): Promise<void> {
  const { database, plan } = context
  const comparisons = comparisonsOf(plan, match)
  const share = await trainingShare(context, match)
  const all = await allCompared(context, match)
  const taken = all ? sql`true` : sql`l.trains and r.trains${ofTrainingShare(match, share, sql`l.mention_id`)}`
  const described = await describedRules(context, match, comparisons)
  const pairsOf = (part: Sql): Sql => template('score', 'pair', { members: id(tableOf('block_member', match)), oriented: oriented(match), rules: described, part })
  context.saveSql(`pair_${match.suffix}`, pairsOf(taken))
  const table = id(tableOf('compared_pair', match))
  const { listed } = await database.row<{ listed: number }>(
    sql`select cast(coalesce(sum(${all ? sql`pairs` : sql`training_pairs`}), 0) as bigint) as listed from ${id(tableOf('block_rule', match))} where chosen`,
  )
  await inParts(context, 'compared', partsOf(all ? listed : share * listed, database.memory, comparisons), async (at, parts) => {
    const compared = withLevels(match, comparisons, pairsOf(parts === 1 ? taken : sql`${taken} and l.mention_id % ${parts} = ${at}`), sql`${carried}, trains, free`)
    const kept = all ? compared : sql`select left_mention, trains, free, ${namesOf(comparisons)} from (${compared})`
    await database.run(at === 0 ? sql`create temp table ${table} as ${kept}` : sql`insert into ${table} ${kept}`)
  })
}

/** What blocking rules bring together. */
export interface Found {
  /** Pairs of found_pair: those that may reach the floor. */
  readonly pairs: number
  /** The pairs that each rule is the first to bring together, by its number. */
  readonly made: ReadonlyMap<number, number>
}

/** Makes found_pair without a row. */
export const emptyPairs = async ({ database }: StageContext, match: PlanMatch): Promise<void> =>
  await database.run(sql`create temp table ${id(tableOf('found_pair', match))} (left_mention integer, right_mention integer, rule_no integer, rules integer, ways integer)`)

/** Makes found_pair of all pairs that rules bring together, where they are so few that nothing is gained by telling first which may reach the floor. */
export async function listPairs(context: StageContext, match: PlanMatch): Promise<Found> {
  const { database } = context
  const table = id(tableOf('found_pair', match))
  const listed = (await chosenRules(context, match)).reduce((sum, { pairs }) => sum + pairs, 0)
  const described = await describedRules(context, match, [])
  await inParts(context, 'listed', partsOf(listed, database.memory, []), async (at, parts) => {
    if (at === 0) await emptyPairs(context, match)
    const pairs = template('score', 'pair', { members: id(tableOf('block_member', match)), oriented: oriented(match), rules: described, part: sql`l.mention_id % ${parts} = ${at}` })
    await database.run(sql`insert into ${table} select left_mention, right_mention, ${carried} from (${pairs})`)
    context.emit({ kind: 'progress', done: at + 1, total: parts, unit: 'parts', label: `${match.name}: pairs listed` })
  })
  const made = await database.rows<{ rule: number; pairs: number }>(sql`select rule_no as rule, count(*) as pairs from ${table} group by rule_no`)
  return { pairs: await database.count(tableOf('found_pair', match)), made: new Map(made.map(({ rule, pairs }) => [rule, pairs])) }
}

/** One of so many parts of the pairs of found_pair, by the left mention. */
export const pairsInPart = (match: PlanMatch, at: number, parts: number): Sql =>
  template('score', 'found_pair', { found: id(tableOf('found_pair', match)), part: parts === 1 ? sql`true` : sql`left_mention % ${parts} = ${at}` })

/** Level columns, or a constant where nothing is compared. */
export const namesOf = (comparisons: readonly Comparison[]): Sql => (comparisons.length === 0 ? sql`0 as nothing` : joinSql(comparisons.map(levelColumn)))
