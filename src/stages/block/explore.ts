import { id, sql } from '../../engine/sql.js'
import { template } from '../../engine/template.js'
import { greedyCover, type Bucket, type CoverStep } from '../../model/greedy-cover.js'
import { defaultModel, readPatterns } from '../train.js'
import { comparisonsOf } from '../comparisons.js'
import { scoredPairs } from '../pair-sql.js'
import { tableOf, type BlockRule, type PlanMatch } from '../plan.js'
import type { StageContext } from '../stage.js'
import { atomsTable, keyOf, pairsOf } from './keys.js'
import { rulesOf } from './atoms.js'

/** Pairs sampled of each size class of each rule. */
const sampled = 60
/** What it costs to give a mention its key and block by a rule, in pairs looked at; of few mentions, nothing that is felt. */
const costOfKey = 0.5
/** Mentions beyond which only the blocks of a share of the keys are looked at. */
const allLookedAt = 60_000

const bucketsTable = (match: PlanMatch): string => tableOf('block_bucket', match)
const samplesTable = (match: PlanMatch): string => tableOf('block_sample', match)

async function makeBuckets(context: StageContext, match: PlanMatch, rules: readonly BlockRule[], oneIn: number): Promise<void> {
  const { database } = context
  const rightMembers = match.within ? sql`null::integer[]` : sql`arg_min(l.mention_id, l.shuffle, 16) filter (where l.on_right)`
  for (const [index, rule] of rules.entries()) {
    const select = template(
      'block', 'block_bucket',
      { key: keyOf(rule), pairs: pairsOf(match), atoms: atomsTable(match), right_members: rightMembers },
      { rule_no: index + 1, one_in: oneIn },
    )
    if (index === 0) context.saveSql(`block_bucket_${match.suffix}`, select)
    await database.run(index === 0 ? sql`create temp table ${id(bucketsTable(match))} as ${select}` : sql`insert into ${id(bucketsTable(match))} ${select}`)
    if (index % 20 === 0) context.emit({ kind: 'progress', done: index, total: rules.length, unit: 'rules', label: `${match.name}: rules looked at` })
  }
}

async function makeSamples(context: StageContext, match: PlanMatch): Promise<void> {
  const [left, right] = match.within ? [sql`l[2 * place - 1]`, sql`l[2 * place]`] : [sql`l[place]`, sql`r[place]`]
  const [first, other] = match.within
    ? [sql`least(left_mention, right_mention)`, sql`greatest(left_mention, right_mention)`]
    : [sql`left_mention`, sql`right_mention`]
  const select = template('block', 'block_sample', { buckets: id(bucketsTable(match)), left, right, first, other }, { most: sampled })
  context.saveSql(samplesTable(match), select)
  await context.database.run(sql`create temp table ${id(samplesTable(match))} as ${select}`)
}

/** The probability of each sampled pair by the default model. */
async function probabilities(context: StageContext, match: PlanMatch, count: number): Promise<Float64Array> {
  const comparisons = comparisonsOf(context.plan, match)
  const random = await readPatterns(context, tableOf('random_pattern', match), comparisons)
  const parameters = await defaultModel(context, match, random)
  const pairs = sql`select sample_no, left_mention, right_mention from ${id(samplesTable(match))}`
  const result = new Float64Array(count)
  const scored = scoredPairs(match, comparisons, parameters, pairs, sql`sample_no`)
  for await (const [no = [], bits = []] of context.database.chunks(sql`select sample_no, match_weight from (${scored})`)) {
    no.forEach((sample, row) => {
      result[Number(sample)] = 1 / (1 + 2 ** -Math.min(Math.max(Number(bits[row]), -60), 60))
    })
  }
  return result
}

async function readBuckets(context: StageContext, match: PlanMatch, oneIn: number): Promise<Bucket[]> {
  return await context.database.rows<Bucket>(sql`
    select b.rule_no - 1 as rule, b.size_class as "sizeClass", cast(b.pairs as double) * ${oneIn} as pairs, min(sample_no) as from, max(sample_no) + 1 as to
    from ${id(bucketsTable(match))} b join ${id(samplesTable(match))} s on s.rule_no = b.rule_no and s.size_class = b.size_class
    group by all order by rule, "sizeClass"`)
}

function coverageBy(context: StageContext, match: PlanMatch, rules: readonly BlockRule[], count: number): (rule: number) => Promise<Int8Array> {
  const known = new Map<number, Int8Array>()
  return async (at) => {
    const before = known.get(at)
    const rule = rules[at]
    if (before !== undefined || rule === undefined) return before ?? new Int8Array(count).fill(-1)
    const select = template('block', 'block_coverage', {
      key: keyOf(rule), pairs: pairsOf(match), atoms: atomsTable(match), samples: id(samplesTable(match)),
    })
    if (known.size === 0) context.saveSql(`block_coverage_${match.suffix}`, select)
    const classes = new Int8Array(count).fill(-1)
    for await (const [no = [], size = []] of context.database.chunks(select)) no.forEach((sample, row) => void (classes[Number(sample)] = Number(size[row])))
    known.set(at, classes)
    return classes
  }
}

export interface Exploration {
  readonly rules: readonly BlockRule[]
  readonly steps: readonly CoverStep[]
}

/** Chooses rules for a match under a budget of pairs, by what each size class of each candidate rule is expected to find. */
export async function explore(context: StageContext, match: PlanMatch, budget: number, leastGain: (listed: number) => number): Promise<Exploration> {
  const { database } = context
  const rules = rulesOf(context.plan, match)
  const mentions = await database.count(tableOf('block_atom', match))
  const oneIn = Math.max(1, Math.round(mentions / allLookedAt))
  await makeBuckets(context, match, rules, oneIn)
  await makeSamples(context, match)
  const count = await database.count(samplesTable(match))
  const input = {
    buckets: await readBuckets(context, match, oneIn),
    probability: await probabilities(context, match, count),
    coverage: coverageBy(context, match, rules, count),
    budget, leastGain, ruleCost: mentions > allLookedAt ? costOfKey * mentions : 0,
  }
  const steps = await greedyCover(input)
  await database.drop(bucketsTable(match))
  await database.drop(samplesTable(match))
  return { rules, steps }
}

