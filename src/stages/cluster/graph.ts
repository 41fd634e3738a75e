import { joinSql, sql, type Sql, unionAll, id } from '../../engine/sql.js'
import { averageLink } from '../../model/average-link.js'
import { UnionFind } from '../../model/union-find.js'
import { tableOf, uses, type Plan } from '../plan.js'
import type { StageContext } from '../stage.js'

/** The mean of a probability below which a pair says nothing to a clustering. */
const leastProbability = 0.01

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

/** The pairs that are likely enough to matter, as typed arrays; the likeliest of a pair that several matches hold. */
export async function readGraph({ database, plan }: StageContext): Promise<Graph> {
  const all = pairsOfMatches(plan, (pairs, no) => sql`select ${no} as match_no, left_mention, right_mention, match_weight from ${pairs}`)
  const likely = sql`select left_mention, right_mention, max(match_weight) as bits from (${all})
    where match_weight >= ${Math.log2(leastProbability / (1 - leastProbability))} group by all`
  const { n } = await database.row<{ n: number }>(sql`select count(*) as n from (${likely})`)
  const graph = { left: new Int32Array(n), right: new Int32Array(n), probability: new Float64Array(n) }
  let row = 0
  for await (const [left = [], right = [], bits = []] of database.chunks(sql`select * from (${likely}) order by left_mention, right_mention`)) {
    for (let at = 0; at < left.length; at += 1, row += 1) {
      graph.left[row] = Number(left[at])
      graph.right[row] = Number(right[at])
      graph.probability[row] = 1 / (1 + 2 ** -Math.min(Number(bits[at]), 60))
    }
  }
  return graph
}

/** The population of each mention, by mention_id. */
export async function populationsOf({ database }: StageContext, mentions: number): Promise<Uint8Array> {
  const populations = new Uint8Array(mentions + 1)
  for await (const [mention = [], population = []] of database.chunks(sql`select mention_id, population from mention`)) {
    mention.forEach((no, row) => void (populations[Number(no)] = Number(population[row])))
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
  probability.forEach((value, pair) => void (value >= threshold && sets.join(left[pair] ?? 0, right[pair] ?? 0)))
  return sets.roots()
}

/** Clusters the scored pairs by average link and writes table component; into connected components where collective evidence is left out. */
export async function clusterPairs(context: StageContext, mentions: number, populations: Uint8Array): Promise<Int32Array> {
  const { config, plan } = context
  const graph = await readGraph(context)
  const { threshold } = config.cluster
  const roots = uses(plan, 'collective')
    ? averageLink({ mentions, ...graph, threshold, groups: { of: populations, compared: comparedPopulations(plan) } })
    : connected(mentions, graph, threshold)
  await writeComponents(context, roots)
  return roots
}

/** Writes table component: the root of each mention. */
export async function writeComponents({ database }: StageContext, roots: Int32Array): Promise<void> {
  await database.run(sql`create or replace temp table component (mention_id integer, root integer)`)
  const members = Int32Array.from({ length: roots.length - 1 }, (_, index) => index + 1)
  await database.appendIntegers('component', [members, roots.slice(1)])
}
