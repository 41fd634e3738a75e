import { id, joinSql, sql, type Sql } from '../engine/sql.js'
import { estimating, type Estimate } from '../model/estimate.js'
import { defaultParameters } from '../model/latent-classes.js'
import { notMonotone, withGiven, type GivenParameters } from '../model/given.js'
import { classesFrom, pairClasses, weight, type PairClass, type Parameters, type Patterns } from '../model/comparison.js'
import { comparisonsOf, type Comparison } from './comparisons.js'
import { comparandOf, levelColumn } from './pair-sql.js'
import { leftOut } from './model-shape.js'
import { tableOf, uses, type PlanMatch } from './plan.js'
import type { StageContext } from './stage.js'
import { inTurns } from './turns.js'

export async function readPatterns(context: StageContext, table: string, comparisons: readonly Comparison[]): Promise<Patterns> {
  const count = await context.database.count(table)
  const levels = comparisons.map(() => new Int8Array(count))
  const pairs = new Float64Array(count)
  const free = new Int32Array(count)
  let row = 0
  const columns = comparisons.map((comparison) => sql`cast(${levelColumn(comparison)} as integer)`)
  const order = joinSql([sql`free`, sql`pairs`, ...comparisons.map(levelColumn)])
  for await (const [open = [], n = [], ...read] of context.database.numbers(sql`select ${joinSql([sql`free`, sql`cast(pairs as double)`, ...columns])} from ${id(table)} order by ${order}`)) {
    free.set(open, row)
    pairs.set(n, row)
    for (const [c, column] of read.entries()) levels[c]?.set(column, row)
    row += open.length
  }
  return { levels, pairs, free }
}

async function possiblePairs(context: StageContext, match: PlanMatch): Promise<{ possible: number; mentions: number }> {
  const { l, r } = await context.database.row<{ l: number; r: number }>(
    sql`select count(*) filter (where on_left) as l, count(*) filter (where on_right) as r from ${comparandOf(match)}`,
  )
  return match.within ? { possible: (l * (l - 1)) / 2, mentions: l } : { possible: l * r, mentions: Math.min(l, r) }
}

/** The model before anything was learnt: default m of each comparison, u of random pairs. */
export async function defaultModel(context: StageContext, match: PlanMatch, random: Patterns): Promise<Parameters> {
  const { possible, mentions } = await possiblePairs(context, match)
  const comparisons = comparisonsOf(context.plan, match)
  return withGiven(givenParameters(match, comparisons), comparisons, defaultParameters({ comparisons, random, possiblePairs: possible, mentions, leftOut: leftOut(context.plan) }))
}

/** Parameters that the config gives for a match, by comparison and level; levels that it does not name stay open. */
export function givenParameters(match: PlanMatch, comparisons: readonly Comparison[]): GivenParameters | undefined {
  const said = match.config.parameters
  if (said === undefined) return undefined
  type Said = Readonly<Record<string, Readonly<Record<string, number>>>>
  const shares = (of: Said | undefined): GivenParameters['u'] =>
    comparisons.map(({ name, labels }) => {
      const levels = of?.[name]
      return levels === undefined ? undefined : labels.map((label) => levels[label] ?? 0)
    })
  const named = pairClasses.filter((pairClass) => said.m[pairClass] !== undefined)
  const priors = pairClasses.flatMap((pairClass) => (said.prior[pairClass] === undefined ? [] : [[pairClass, said.prior[pairClass]] as const]))
  return { u: shares(said.u), m: Object.fromEntries(named.map((pairClass) => [pairClass, shares(said.m[pairClass])])), prior: Object.fromEntries(priors) }
}

/** Warns where given parameters make a stronger agreement weigh less than a weaker one. */
function sayNotMonotone(context: StageContext, match: PlanMatch, given: GivenParameters | undefined, comparisons: readonly Comparison[], estimate: Estimate): void {
  const names = given === undefined ? [] : notMonotone(given, comparisons, estimate)
  if (names.length === 0) return
  context.emit({ kind: 'note', level: 'warning', text: `${match.name}: by the parameters that the config gives, a level of ${names.join(', ')} weighs less than a weaker one` })
}

/** Trains one match on its patterns; `share` is the part of the blocked pairs that the patterns stand for. */
export async function trainMatch(context: StageContext, match: PlanMatch, share: number): Promise<Estimate> {
  const comparisons = comparisonsOf(context.plan, match)
  const blocked = await readPatterns(context, tableOf('agreement_pattern', match), comparisons)
  const { possible, mentions } = await possiblePairs(context, match)
  const given = givenParameters(match, comparisons)
  const rounds = estimating({
    comparisons,
    blocked: { ...blocked, pairs: blocked.pairs.map((pairs) => pairs / share) },
    random: await readPatterns(context, tableOf('random_pattern', match), comparisons),
    possiblePairs: possible,
    mentions,
    given,
    leftOut: leftOut(context.plan),
    ...(uses(context.plan, 'estimation') ? {} : { rounds: 0 }),
  })
  const estimate = await inTurns(context, `${match.name}: training`, 'rounds', rounds)
  sayNotMonotone(context, match, given, comparisons, estimate)
  return estimate
}

function parameterRows(pairClass: PairClass, estimate: Estimate, comparisons: readonly Comparison[]): string[][] {
  const learnt = estimate.classes[pairClass]
  return comparisons.flatMap((comparison, index) =>
    comparison.labels.map((label, at) => {
      const m = (learnt?.m[index]?.[at] ?? 0).toExponential(8)
      const u = (estimate.u[index]?.[at] ?? 0).toExponential(8)
      return [pairClass, comparison.name, String(at + 1), label, m, u, weight(estimate, pairClass, index, at + 1).toFixed(4)]
    }),
  )
}

const separator = String.fromCharCode(31)

/** Texts as one bound value, which is read far faster than as many. */
const unnested = (texts: readonly string[]): Sql => sql`unnest(string_split(${texts.join(separator)}, ${separator}))`

/** Writes m, u and weight of each level for each class of pairs, and a line a class on how the training went. */
export async function saveTraining(context: StageContext, match: PlanMatch, estimate: Estimate): Promise<void> {
  const { database, plan } = context
  const comparisons = comparisonsOf(plan, match)
  const learnt = pairClasses.filter((pairClass) => estimate.classes[pairClass] !== undefined)
  const levels = learnt.flatMap((pairClass) => parameterRows(pairClass, estimate, comparisons))
  const column = (at: number): Sql => unnested(levels.map((row) => row[at] ?? ''))
  if (levels.length > 0) {
    await database.run(sql`insert into parameter select ${match.name}, ${column(0)}, ${column(1)}, cast(${column(2)} as integer), ${column(3)},
      cast(${column(4)} as double), cast(${column(5)} as double), cast(${column(6)} as double)`)
  }
  const rows = learnt.map((pairClass) => {
    const prior = (estimate.classes[pairClass]?.prior ?? 0).toExponential(8)
    const expected = pairClass === 'match' ? estimate.expectedMatches.toFixed(1) : null
    return sql`(${match.name}, ${pairClass}, cast(${prior} as double), cast(${expected} as double), cast(${estimate.iterations} as integer),
      ${estimate.converged}, ${estimate.failure ?? null})`
  })
  await database.run(sql`insert into training values ${joinSql(rows)}`)
}

/** Makes the empty tables that training fills. */
export async function createTrainingTables({ database }: StageContext): Promise<void> {
  await database.run(sql`create table parameter (match varchar, class varchar, comparison varchar, level integer, label varchar, m double, u double, weight double)`)
  await database.run(
    sql`create table training (match varchar, class varchar, prior double, expected_matches double, iterations integer, converged boolean, failure varchar)`,
  )
}

interface SavedLevel {
  readonly class: PairClass
  readonly comparison: string
  readonly m: number
  readonly u: number
}

/** The parameters of a match as they were saved: what scores pairs is what the table says. */
export async function savedParameters({ database, plan }: StageContext, match: PlanMatch): Promise<Parameters> {
  const classes = await database.rows<{ class: PairClass; prior: number }>(sql`select class, prior from training where match = ${match.name} order by class`)
  const levels = await database.rows<SavedLevel>(sql`select class, comparison, m, u from parameter where match = ${match.name} order by class, comparison, level`)
  const names = comparisonsOf(plan, match).map(({ name }) => name)
  const columns = (pairClass: PairClass, column: 'm' | 'u'): number[][] =>
    names.map((name) => levels.filter((row) => row.class === pairClass && row.comparison === name).map((row) => row[column]))
  const saved = classes.map((row) => [row.class, { prior: row.prior, m: columns(row.class, 'm') }] as const)
  return { u: columns('match', 'u'), classes: classesFrom(saved) }
}
