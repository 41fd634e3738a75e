import { id, joinSql, sql, unionAll, type Sql } from '../../engine/sql.js'
import { template } from '../../engine/template.js'
import type { CoverStep } from '../../model/greedy-cover.js'
import { tableOf, type BlockRule, type PlanMatch } from '../plan.js'
import type { StageContext } from '../stage.js'
import { rulesOf } from './atoms.js'
import { explore } from './explore.js'
import { atomsTable, keyOf, pairsOf } from './keys.js'

/** Pairs listed for a mention on average, and those of them in the densest blocks, on which the model is trained. */
const pairsPerMention = 100
const trainingPairsPerMention = 10
/** Expected matches a pair that the blocks of a step must promise to be trained on, */
const leastTrainingGain = 0.01
/** once so many pairs are: a small file needs each of its few matches. Of many sparse pairs, the few alike in all else by what they share would be learnt as matches. */
const leastTrainingPairs = 50_000
/** As many pairs are compared in any case: it takes a second, and a small file needs each of its few matches. */
const leastBudget = 500_000
/**
 * Expected matches a pair below which no more blocks are compared. Of few pairs every match is sought, at a price that no reviewer would pay; beyond so
 * many a match in fifty pairs must be promised: a run is waited for, and of the few pairs that are sampled fewer matches say little.
 */
const leastGain = (listed: number): number => (listed < manyPairs ? 1e-5 : 2e-2)
const manyPairs = 5_000_000

/** Rules that one statement is about at most, and mentions that it looks at, each counted for each rule. */
const mostAtOnce = 32
const rowsAtOnce = 400_000

interface Limited extends BlockRule {
  readonly gain: number | null
  readonly maxPairs: number
  readonly trainPairs: number
}

const pairsOfClass = (sizeClass: number): number => 4 ** Math.max(sizeClass, 0)

/** One rule for all steps that took blocks of it, in the order in which they came first. */
function limited(rules: readonly BlockRule[], steps: readonly CoverStep[], training: number): Limited[] {
  const found = new Map<number, Limited>()
  let trained = 0
  for (const { rule: at, sizeClass, gain, fresh } of steps) {
    const rule = rules[at]
    if (rule === undefined) continue
    const before = found.get(at)
    const trains = trained + fresh <= (gain >= leastTrainingGain ? training : Math.min(training, leastTrainingPairs))
    if (trains) trained += fresh
    found.set(at, {
      ...rule,
      gain: before?.gain ?? gain,
      maxPairs: Math.max(before?.maxPairs ?? 0, pairsOfClass(sizeClass)),
      trainPairs: Math.max(before?.trainPairs ?? 0, trains ? pairsOfClass(sizeClass) : 0),
    })
  }
  return [...found.values()]
}

async function proposed(context: StageContext, match: PlanMatch): Promise<Limited[]> {
  const mentions = await context.database.count(tableOf('block_atom', match))
  const budget = Math.min(context.config.blocking.max_pairs, Math.max(leastBudget, pairsPerMention * mentions))
  const { rules, steps } = await explore(context, match, budget, leastGain)
  return limited(rules, steps, trainingPairsPerMention * mentions)
}

async function given(context: StageContext, match: PlanMatch): Promise<Limited[]> {
  // One block alone may not make more pairs than a whole run that chooses its own rules: a placeholder that nobody listed fills a small file's time.
  const budget = Math.max(leastBudget, pairsPerMention * (await context.database.count(tableOf('block_atom', match))))
  const most = Math.min(Math.round(context.config.blocking.max_block ** 2 / 2), budget)
  return rulesOf(context.plan, match).map((rule) => {
    const maxPairs = rule.maxPairs ?? most
    return { ...rule, gain: null, maxPairs, trainPairs: Math.min(rule.trainPairs ?? maxPairs, maxPairs) }
  })
}

const withLimits = (match: PlanMatch, rule: BlockRule): { key: Sql; pairs: Sql; atoms: Sql } => ({
  key: keyOf(rule), pairs: pairsOf(match), atoms: atomsTable(match),
})

/** Inserts the rows of a query of each rule, those of several rules at once where mentions are few: a statement takes its while however few rows it is about. */
async function insertEach({ database }: StageContext, match: PlanMatch, table: Sql, selects: readonly Sql[]): Promise<void> {
  const atOnce = Math.max(1, Math.min(mostAtOnce, Math.floor(rowsAtOnce / Math.max(1, await database.count(tableOf('block_atom', match))))))
  for (let at = 0; at < selects.length; at += atOnce) await database.run(sql`insert into ${table} ${joinSql(selects.slice(at, at + atOnce), unionAll)}`)
}

/** Makes block_rule: the rules of a match with their limits and the pairs that each makes, counted before any is made. */
export async function chooseRules(context: StageContext, match: PlanMatch): Promise<void> {
  const { database } = context
  const rules = match.rules === undefined ? await proposed(context, match) : await given(context, match)
  const table = id(tableOf('block_rule', match))
  await database.run(sql`create table ${table} (match varchar, rule_no integer, rule varchar, max_pairs bigint, train_pairs bigint, gain double,
    pairs bigint, training_pairs bigint, pairs_capped bigint, blocks_capped bigint, largest_block_pairs bigint, chosen boolean)`)
  const selects = rules.map((rule, index) => {
    const select = template('block', 'block_size', withLimits(match, rule), { rule_no: index + 1, max_pairs: rule.maxPairs, train_pairs: rule.trainPairs })
    if (index === 0) context.saveSql(`block_size_${match.suffix}`, select)
    const gain = rule.gain === null ? sql`null::double` : sql`cast(${rule.gain.toPrecision(4)} as double)`
    return sql`select ${match.name}, rule_no, ${rule.name}, cast(${rule.maxPairs} as bigint), cast(${rule.trainPairs} as bigint), ${gain}, pairs, training_pairs, pairs_capped, blocks_capped,
      largest_block_pairs, true from (${select})`
  })
  await insertEach(context, match, table, selects)
  if (match.rules === undefined) return
  await database.run(sql`update ${table} set chosen = pairs > 0 and rule_no in (select rule_no from
    (select rule_no, sum(pairs) over (order by pairs, rule_no rows unbounded preceding) as so_far from ${table}) where so_far <= ${context.config.blocking.max_pairs})`)
}

/** A rule as it was chosen. Its number is its place: a pair belongs to the first rule that finds it. */
export interface ChosenRule {
  readonly rule_no: number
  readonly rule: string
  readonly max_pairs: number
  readonly train_pairs: number
  readonly pairs: number
}

/** Rules that were chosen, in order. */
export async function chosenRules({ database }: StageContext, match: PlanMatch): Promise<ChosenRule[]> {
  return await database.rows(sql`select rule_no, rule, max_pairs, train_pairs, pairs from ${id(tableOf('block_rule', match))} where chosen order by rule_no`)
}

/** Makes block_member: which mentions stand in which block of which chosen rule. */
export async function makeMembers(context: StageContext, match: PlanMatch): Promise<void> {
  const { database } = context
  const table = id(tableOf('block_member', match))
  const byName = new Map(rulesOf(context.plan, match).map((rule) => [rule.name, rule]))
  await database.run(sql`create temp table ${table} (rule_no smallint, block ubigint, mention_id integer, on_left boolean, on_right boolean, trains boolean)`)
  const selects = (await chosenRules(context, match)).map((chosen, index) => {
    const rule = byName.get(chosen.rule)
    if (rule === undefined) throw new Error(`no rule ${chosen.rule}`)
    const limits = { rule_no: chosen.rule_no, max_pairs: chosen.max_pairs, train_pairs: chosen.train_pairs }
    const select = template('block', 'block_member', withLimits(match, rule), limits)
    if (index === 0) context.saveSql(`block_member_${match.suffix}`, select)
    return sql`select * from (${select})`
  })
  await insertEach(context, match, table, selects)
}

/** Roles behind a chosen rule's name. */
export const ruleNamed = (context: StageContext, match: PlanMatch, name: string): BlockRule | undefined => rulesOf(context.plan, match).find((rule) => rule.name === name)

