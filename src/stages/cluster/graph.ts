import { joinSql, sql, type Sql, unionAll, id } from '../../engine/sql.js'
import { averageLinkSteps, type ClustersBefore } from '../../model/average-link.js'
import { probabilityOfBits } from '../../model/odds.js'
import { UnionFind } from '../../model/union-find.js'
import { tableOf, uses, type Plan } from '../plan.js'
import type { StageContext } from '../stage.js'
import { inTurns } from '../turns.js'
import { leastProbability, type PairGraph } from './pair-graph.js'

/** Scored pairs of all matches, one query each. */
export const pairsOfMatches = (plan: Plan, select: (pairs: Sql, no: number) => Sql): Sql =>
  plan.matches.length === 0
    ? sql`select 0 as match_no, 0 as left_mention, 0 as right_mention, cast(0 as double) as match_weight limit 0`
    : joinSql(plan.matches.map((match, no) => select(id(tableOf('candidate_pair', match)), no)), unionAll)

export interface Graph {
  readonly left: Int32Array
  readonly right: Int32Array
  readonly probability: Float64Array
}

/** The pairs of all matches in one; a pair that several hold stands there several times. */
function graphOf(all: readonly PairGraph[]): Graph {
  const n = all.reduce((sum, { pairs }) => sum + pairs.bits.length, 0)
  const graph = { left: new Int32Array(n), right: new Int32Array(n), probability: new Float64Array(n) }
  let row = 0
  for (const { pairs: { left, right, bits } } of all) {
    graph.left.set(left, row)
    graph.right.set(right, row)
    for (let at = 0; at < bits.length; at += 1) graph.probability[row + at] = probabilityOfBits(bits[at] ?? 0)
    row += bits.length
  }
  return graph
}

/** The population of each mention, by mention_id. */
export async function populationsOf({ database }: StageContext, mentions: number): Promise<Uint8Array> {
  const populations = new Uint8Array(mentions + 1)
  for await (const [mention = [], population = []] of database.numbers(sql`select mention_id, cast(population as integer) from mention`)) {
    for (let at = 0; at < mention.length; at += 1) populations[mention[at] ?? 0] = population[at] ?? 0
  }
  return populations
}

/** Which populations were compared: what was never asked is no evidence against. */
export function comparedPopulations(plan: Plan): boolean[][] {
  const compared = plan.populations.map(() => plan.populations.map(() => false))
  for (const { left, right } of plan.matches) {
    for (const [a, b] of [[left.no, right.no], [right.no, left.no]] as const) {
      const row = compared[a]
      if (row !== undefined) row[b] = true
    }
  }
  return compared
}

/** Connected components of the pairs at or above the threshold. */
function connected(mentions: number, { left, right, probability }: Graph, threshold: number): Int32Array {
  const sets = new UnionFind(mentions + 1)
  const least = Math.max(threshold, leastProbability)
  for (let pair = 0; pair < probability.length; pair += 1) if ((probability[pair] ?? 0) >= least) sets.join(left[pair] ?? 0, right[pair] ?? 0)
  return sets.roots()
}

function clustersBefore(all: readonly PairGraph[], roots: Int32Array): ClustersBefore {
  const touched = new Uint8Array(roots.length)
  for (const graph of all) graph.markAsked(touched)
  return { roots, touched }
}

/**
 * The clusters of the scored pairs by average link, the root of each mention; connected components where collective evidence is left out. `before` are those of the pairs that rules found,
 * or of these and some that clusters asked for. Throws InterruptedError.
 */
export async function clusterPairs(context: StageContext, all: readonly PairGraph[], populations: Uint8Array, before?: Int32Array): Promise<Int32Array> {
  const { config, plan } = context
  const graph = graphOf(all)
  const mentions = populations.length - 1
  const { threshold } = config.cluster
  if (!uses(plan, 'collective')) return connected(mentions, graph, threshold)
  const steps = averageLinkSteps({ mentions, ...graph, threshold, groups: { of: populations, compared: comparedPopulations(plan) }, ...(before === undefined ? {} : { before: clustersBefore(all, before) }) })
  return await inTurns(context, 'average link', 'pairs', steps)
}

/** The root of each mention by table component. */
export async function readComponents({ database }: StageContext): Promise<Int32Array> {
  const roots = new Int32Array((await database.count('component')) + 1)
  for await (const [mention = [], root = []] of database.numbers(sql`select mention_id, root from component`)) {
    for (let at = 0; at < mention.length; at += 1) roots[mention[at] ?? 0] = root[at] ?? 0
  }
  return roots
}

/** Writes table component: the root of each mention. */
export async function writeComponents({ database }: StageContext, roots: Int32Array): Promise<void> {
  await database.run(sql`create or replace temp table component (mention_id integer, root integer)`)
  const members = Int32Array.from({ length: roots.length - 1 }, (_, index) => index + 1)
  await database.appendIntegers('component', [members, roots.subarray(1)])
}
