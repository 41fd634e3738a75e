import { id, joinSql, sql, type Sql } from '../engine/sql.js'
import { template } from '../engine/template.js'
import { leavesOpen } from './block/atoms.js'
import { chosenRules, ruleNamed } from './block/rules.js'
import { comparisonsOf, type Comparison } from './comparisons.js'
import { levelColumn, withLevels } from './pair-sql.js'
import { tableOf, type PlanMatch } from './plan.js'
import type { StageContext } from './stage.js'
import { allKept, buckets, trainingShare } from './training-share.js'

/** Pairs held at once; bounds memory and paces the progress. */
const chunkPairs = 6_000_000
/** Columns of a pair beside its mentions and levels. */
export const carried = sql`rule_no, rules, trains, free`

/** For each rule the comparisons, as bits, that it leaves open: none of their roles is made equal by it. */
async function freeByRule(context: StageContext, match: PlanMatch, comparisons: readonly Comparison[]): Promise<Sql> {
  const rows = (await chosenRules(context, match)).map(({ rule_no: no, rule }) => {
    const named = ruleNamed(context, match, rule)
    const free = comparisons.reduce((bits, comparison, index) => (named === undefined || leavesOpen(named, comparison) ? bits | (1 << index) : bits), 0)
    return sql`(cast(${no} as smallint), cast(${free} as integer))`
  })
  return rows.length === 0
    ? sql`(select null::smallint as rule_no, 0 as free limit 0)`
    : sql`(select * from (values ${joinSql(rows)}) as listed (rule_no, free))`
}

export interface PairParts {
  /** Queries of pairs with `carried`, that together are all pairs, each once. */
  readonly parts: readonly Sql[]
  /** Pairs before those found by several rules are counted once. */
  readonly found: number
}

/** All pairs of a match in parts of bounded size, by the left mention. */
export async function pairParts(context: StageContext, match: PlanMatch): Promise<PairParts> {
  const found = (await chosenRules(context, match)).reduce((sum, { pairs }) => sum + pairs, 0)
  const count = Math.max(1, Math.ceil(found / chunkPairs))
  const free = await freeByRule(context, match, comparisonsOf(context.plan, match))
  const parts = Array.from({ length: count }, (_, at) => pairsWhere(match, free, count === 1 ? sql`true` : sql`l.mention_id % ${count} = ${at}`))
  return { parts, found }
}

const pairsWhere = (match: PlanMatch, free: Sql, part: Sql): Sql =>
  template('score', 'pair', {
    members: id(tableOf('block_member', match)),
    oriented: match.within ? sql`l.mention_id < r.mention_id` : sql`l.on_left and r.on_right`,
    free, part,
  })

async function trainingPart(context: StageContext, match: PlanMatch): Promise<Sql> {
  const below = Math.round((await trainingShare(context, match)) * buckets)
  const free = await freeByRule(context, match, comparisonsOf(context.plan, match))
  const some = sql`l.trains and r.trains and l.mention_id in (select mention_id from ${id(tableOf('comparand', match))} where bucket < ${below})`
  return pairsWhere(match, free, some)
}

/** Makes compared_pair: pairs with the level of each comparison, all of them where they are few enough, else a share for training. */
export async function comparePairs(context: StageContext, match: PlanMatch): Promise<void> {
  const { database, plan } = context
  const comparisons = comparisonsOf(plan, match)
  const parts = (await allKept(context, match)) ? (await pairParts(context, match)).parts : [await trainingPart(context, match)]
  const table = id(tableOf('compared_pair', match))
  for (const [index, part] of parts.entries()) {
    if (index === 0) context.saveSql(`pair_${match.suffix}`, part)
    const levels = withLevels(match, comparisons, part, carried)
    await database.run(index === 0 ? sql`create temp table ${table} as ${levels}` : sql`insert into ${table} ${levels}`)
    context.emit({ kind: 'progress', done: index + 1, total: parts.length, unit: 'parts', label: `${match.name}: pairs compared` })
  }
}

/** Level columns, or a constant where nothing is compared. */
export const namesOf = (comparisons: readonly Comparison[]): Sql => (comparisons.length === 0 ? sql`0 as nothing` : joinSql(comparisons.map(levelColumn)))
