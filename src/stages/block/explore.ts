import { sharedArray } from '../../engine/shared.js'
import { id, sql } from '../../engine/sql.js'
import { inOrder, Threads } from '../../engine/threads.js'
import { Numbers } from '../../model/block-pairs.js'
import { BlockSampler, type SampleInput, type SamplePiece, type SizeClass } from '../../model/block-sample.js'
import { ownArray } from '../../model/grouping.js'
import { greedyCover, type Bucket, type CoverStep } from '../../model/greedy-cover.js'
import { probabilityOfBits } from '../../model/odds.js'
import { defaultModel, readPatterns } from '../train.js'
import { comparisonsOf } from '../comparisons.js'
import { scoredPairs } from '../pair-sql.js'
import { tableOf, type BlockRule, type PlanMatch } from '../plan.js'
import type { StageContext } from '../stage.js'
import { Turns } from '../turns.js'
import { AtomKeys, readPlaces } from './atom-keys.js'
import { rulesOf } from './atoms.js'
import { atomsTable } from './keys.js'

/** What it costs to give a mention its key and block by a rule, in pairs looked at; of few mentions, nothing that is felt. */
const costOfKey = 0.5
/** Mentions beyond which only the blocks of a share of the keys are looked at. */
const allLookedAt = 60_000
/** Mentions from which threads are worth what it takes to start them. */
const manyMentions = 200_000

const samplesTable = (match: PlanMatch): string => tableOf('block_sample', match)

interface Sampled {
  readonly buckets: readonly Bucket[]
  /** Places of the mentions of the sampled pairs, those of a bucket side by side. */
  readonly lefts: Int32Array
  readonly rights: Int32Array
}

const worker = new URL('../../model/block-sample-worker.js', import.meta.url)

/** What looks at the blocks of keys. */
interface Looking {
  readonly input: SampleInput
  readonly sampler: BlockSampler
  readonly threads: Threads<SamplePiece, SizeClass[]> | undefined
}

/** The blocks of every candidate rule by size class, and pairs of them. */
async function lookAt(context: StageContext, match: PlanMatch, keys: AtomKeys, { input, sampler, threads }: Looking, rules: number): Promise<Sampled> {
  const classes: SizeClass[][] = Array.from({ length: rules }, () => [])
  const turns = new Turns(context, 'rules')
  const order = keys.inOrder()
  async function* pieces(): AsyncGenerator<SamplePiece> {
    for (const rule of order) yield { input, keys: await keys.partsOf(rule) }
  }
  let done = 0
  for await (const of of inOrder(threads, pieces(), (piece) => sampler.classes(piece.keys))) {
    classes[order[done] ?? 0] = of
    done += 1
    await turns.rest(`${match.name}: rules looked at`, [done, rules])
  }
  const [lefts, rights] = [new Numbers(), new Numbers()]
  const buckets = classes.flatMap((of, rule) => of.map((one): Bucket => {
    const from = lefts.length
    for (const left of one.lefts) lefts.push(left)
    for (const right of one.rights) rights.push(right)
    return { rule, sizeClass: one.sizeClass, pairs: one.pairs, from, to: lefts.length }
  }))
  return { buckets, lefts: lefts.items, rights: rights.items }
}

/** Makes block_sample, the sampled pairs by number. */
async function saveSample({ database }: StageContext, match: PlanMatch, { lefts, rights }: Sampled, mentions: Int32Array): Promise<void> {
  const table = samplesTable(match)
  await database.run(sql`create temp table ${id(table)} (sample_no integer, left_mention integer, right_mention integer)`)
  const [left, right] = [lefts, rights].map((places) => places.map((place) => mentions[place] ?? 0))
  if (left === undefined || right === undefined) return
  if (match.within) left.forEach((one, at) => {
    const other = right[at] ?? one
    left[at] = Math.min(one, other)
    right[at] = Math.max(one, other)
  })
  await database.appendIntegers(table, [left.map((_, at) => at), left, right])
}

/** The probability of each sampled pair by the default model. */
async function probabilities(context: StageContext, match: PlanMatch, count: number): Promise<Float64Array> {
  const comparisons = comparisonsOf(context.plan, match)
  const random = await readPatterns(context, tableOf('random_pattern', match), comparisons)
  const parameters = await defaultModel(context, match, random)
  const pairs = sql`select sample_no, left_mention, right_mention from ${id(samplesTable(match))}`
  const result = new Float64Array(count)
  const scored = scoredPairs(match, comparisons, parameters, pairs, sql`sample_no`)
  for await (const [no = [], bits = []] of context.database.numbers(sql`select sample_no, match_weight from (${scored})`)) {
    for (let row = 0; row < no.length; row += 1) result[no[row] as number] = probabilityOfBits(bits[row] as number)
  }
  return result
}

export interface Exploration {
  readonly rules: readonly BlockRule[]
  readonly steps: readonly CoverStep[]
}

/** The blocks of one in so many keys are looked at, a power of two. */
const shareOfKeys = (mentions: number): number => 2 ** Math.max(0, Math.round(Math.log2(mentions / allLookedAt)))

/** Chooses rules for a match under a budget of pairs, by what each size class of each candidate rule is expected to find. */
export async function explore(context: StageContext, match: PlanMatch, budget: number, leastGain: (listed: number) => number): Promise<Exploration> {
  const { database, signal } = context
  const rules = rulesOf(context.plan, match)
  const { n } = await database.row<{ n: number }>(sql`select count(*) as n from ${atomsTable(match)}`)
  const threads = n < manyMentions || database.threads === 1 ? undefined : await Threads.open<SamplePiece, SizeClass[]>(worker, database.threads, signal)
  const allocate = threads === undefined ? ownArray : sharedArray
  const places = await readPlaces(context, match, n, allocate)
  const keys = new AtomKeys(context, match, places, rules, allocate, threads?.underWay ?? 1)
  const input = { sides: places.sides, within: match.within, oneIn: shareOfKeys(n) }
  const sampler = new BlockSampler(input)
  const sampled = await lookAt(context, match, keys, { input, sampler, threads }, rules.length).finally(async () => await threads?.close())
  await saveSample(context, match, sampled, places.mentions)
  const known = new Map<number, Int8Array>()
  const steps = await greedyCover({
    buckets: sampled.buckets,
    probability: await probabilities(context, match, sampled.lefts.length),
    coverage: async (rule) => {
      const held = known.get(rule) ?? sampler.holding(await keys.of(rule), sampled.lefts, sampled.rights)
      known.set(rule, held)
      return held
    },
    budget, leastGain, ruleCost: n > allLookedAt ? costOfKey * n : 0,
  })
  await database.drop(samplesTable(match))
  return { rules, steps }
}
