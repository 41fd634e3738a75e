import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import { template } from '../../engine/template.js'
import { alternatives, priorWeight, shares, type Parameters } from '../../model/comparison.js'
import { ownWeightReaching, type Fit } from '../../model/label-calibration.js'
import { comparisonsOf, type Comparison } from '../comparisons.js'
import { bitsOf, commoner, comparandOf, floorBits, levelColumn, priorBits, rarityColumns, scoredPairs, withLevels } from '../pair-sql.js'
import { pairsBetween, pairsWithin, type NeighbourInput, type NeighbourPairs } from '../../model/neighbours.js'
import { carried } from '../pairs.js'
import { tableOf, type PlanMatch } from '../plan.js'
import type { StageContext } from '../stage.js'
import { savedParameters } from '../train.js'
import { calibratePairs } from './calibrated-pairs.js'
import { leastProbability, type PairGraph } from './pair-graph.js'

/** Pairs of mentions looked at inside a cluster and between two. */
const mostWithin = 250_000
const mostBetween = 600

const pairsOf = (match: PlanMatch): Sql => id(tableOf('candidate_pair', match))

/** Clusters as they are, and the pairs of a match that made them. */
export interface Clustered {
  readonly match: PlanMatch
  readonly fit: Fit
  readonly roots: Int32Array
  readonly populations: Uint8Array
  readonly graph: PairGraph
}

/** What makes neighbours of clusters, where pairs of at least this probability do. */
function neighbourhood({ match, roots, populations, graph }: Clustered, near: number): NeighbourInput {
  const sides = populations.map((no) => (no === match.left.no ? 1 : 0) | (no === match.right.no ? 2 : 0))
  return { roots, pairs: graph.pairs, sides, within: match.within, near: floorBits(near), mostWithin, mostBetween }
}

/** Makes neighbour_pair of these pairs of mentions and their clusters. */
async function writeNeighbours({ database }: StageContext, match: PlanMatch, parts: readonly NeighbourPairs[]): Promise<Sql> {
  const table = tableOf('neighbour_pair', match)
  await database.run(sql`create or replace temp table ${id(table)} (left_mention integer, right_mention integer, one integer, other integer)`)
  await database.appendIntegers(table, ...parts.map(({ left, right, one, other }) => [left, right, one, other]))
  return id(table)
}

/** Adds the pairs that blocking missed inside clusters and between neighbouring ones, so that averages are of evidence, not of absence; calibrated as the others. Returns how many. */
export async function scoreMissing(context: StageContext, clustered: Clustered, near: number): Promise<number> {
  const { database } = context
  const { match, fit } = clustered
  const input = neighbourhood(clustered, near)
  const parts = [pairsWithin(input), pairsBetween(input)]
  if (parts.every(({ left }) => left.length === 0)) return 0
  const comparisons = comparisonsOf(context.plan, match)
  const neighbours = await writeNeighbours(context, match, parts)
  const byNone = sql`cast(0 as smallint) as rule_no, cast(0 as smallint) as rules, cast(0 as smallint) as ways`
  const pairs = sql`select n.left_mention, n.right_mention, ${byNone} from ${neighbours} n
    left join ${pairsOf(match)} p on p.left_mention = n.left_mention and p.right_mention = n.right_mention where p.left_mention is null`
  const before = await database.count(tableOf('candidate_pair', match))
  const scored = scoredPairs(match, comparisons, await savedParameters(context, match), pairs, carried)
  await database.run(sql`insert into ${pairsOf(match)} select *, match_weight, ${fit.method === 'none' ? sql`0.0` : sql`null::double`} from (${scored})`)
  if (fit.method !== 'none') await calibratePairs(context, match, fit, sql`calibration_weight is null`)
  await database.drop(tableOf('neighbour_pair', match))
  return (await database.count(tableOf('candidate_pair', match))) - before
}

const matchColumn = (index: number): Sql => id(`m${index}`)
const classColumn = (pairClass: string, index: number): Sql => id(`${pairClass}${index}`)
const known = (comparison: Comparison, weight: Sql): Sql => sql`case when ${levelColumn(comparison)} > 0 then ${weight} end`

function entitySlots(comparisons: readonly Comparison[], parameters: Parameters): Readonly<Record<'match_weights' | 'most' | 'weights' | 'best' | 'total' | 'alternative', Sql>> {
  const columns = comparisons.flatMap((comparison, index) => [
    { column: matchColumn(index), weight: bitsOf(comparison, index, parameters, 'match'), comparison },
    ...alternatives(parameters)
      .filter((pairClass) => shares(pairClass, comparison))
      .map((pairClass) => ({ column: classColumn(pairClass, index), weight: bitsOf(comparison, index, parameters, pairClass), comparison })),
  ])
  const paid = comparisons.map((_, index) => {
    const best = sql`b.${matchColumn(index)}`
    const tried = sql`log2(greatest(x.${matchColumn(index)} * y.${matchColumn(index)}, 1))`
    return sql`coalesce(case when ${best} > 0 then greatest(${best} - ${tried}, 0) else ${best} end, 0)`
  })
  const odds = alternatives(parameters).map((pairClass) => {
    const parts = comparisons.flatMap((comparison, index) => (shares(pairClass, comparison) ? [sql`coalesce(b.${classColumn(pairClass, index)}, 0)`] : []))
    return sql` + pow(2, least(500.0, cast(${priorWeight(parameters, pairClass).toFixed(4)} as double) + ${joinSql(parts, sql` + `)}))`
  })
  const matching = comparisons.map((comparison, index) => sql`${known(comparison, bitsOf(comparison, index, parameters, 'match'))} as ${matchColumn(index)}`)
  return {
    match_weights: joinSql(matching),
    most: joinSql(comparisons.map((_, index) => sql`coalesce(max(${matchColumn(index)}), 0)`), sql` + `),
    weights: joinSql(columns.map(({ column, weight, comparison }) => sql`${known(comparison, weight)} as ${column}`)),
    best: joinSql(columns.map(({ column }) => sql`max(${column}) as ${column}`)),
    total: joinSql(paid, sql` + `),
    alternative: odds.length === 0 ? sql`0.0` : sql`-log2(1.0${joinSql(odds, sql``)})`,
  }
}

export interface EntityPair {
  readonly one: number
  readonly other: number
  readonly match_weight: number
}

/** Makes cluster_member: the mentions of the clusters that have neighbours, with their roots. */
async function writeMembers({ database }: StageContext, { match, roots }: Clustered, { one, other }: NeighbourPairs): Promise<Sql> {
  const table = tableOf('cluster_member', match)
  const wanted = new Uint8Array(roots.length)
  for (const of of [one, other]) for (const root of of) wanted[root] = 1
  const members = Int32Array.from(roots.keys()).filter((mention) => mention > 0 && wanted[roots[mention] ?? 0] === 1)
  await database.run(sql`create or replace temp table ${id(table)} (mention_id integer, root integer)`)
  await database.appendIntegers(table, [members, members.map((mention) => roots[mention] ?? 0)])
  return id(table)
}

/** Neighbours with their levels, as withLevels gives them: those that are scored already are not compared again. */
function knownLevels(match: PlanMatch, comparisons: readonly Comparison[], neighbours: Sql): Sql {
  const columns = joinSql([...comparisons.map((comparison) => sql`p.${levelColumn(comparison)}`), ...rarityColumns(comparisons).map(commoner)])
  const joined = sql`${neighbours} n left join ${pairsOf(match)} p on p.left_mention = n.left_mention and p.right_mention = n.right_mention`
  return sql`select n.left_mention, n.right_mention, n.one, n.other, ${columns} from ${joined}
    join ${comparandOf(match)} l on l.mention_id = n.left_mention join ${comparandOf(match)} r on r.mention_id = n.right_mention where p.left_mention is not null
    union all ${withLevels(match, comparisons, sql`select n.* from ${joined} where p.left_mention is null`, sql`one, other`)}`
}

/** Pairs of clusters that are one person when all their known values are compared, the likeliest first. */
export async function entityPairs(context: StageContext, clustered: Clustered): Promise<EntityPair[]> {
  const { database } = context
  const { match, fit } = clustered
  const comparisons = comparisonsOf(context.plan, match)
  const between = pairsBetween(neighbourhood(clustered, leastProbability))
  if (comparisons.length === 0 || between.left.length === 0) return []
  const parameters = await savedParameters(context, match)
  const counts = comparisons.map(({ frequencyOf, columns }, index) => sql`count(distinct k.${id(frequencyOf ?? columns[0] ?? '')}) as ${matchColumn(index)}`)
  const least = floorBits(context.config.cluster.threshold)
  const valuesTable = id(tableOf('cluster_value', match))
  const values = template('cluster', 'cluster_value', { counts: joinSql(counts), members: await writeMembers(context, clustered, between), comparand: comparandOf(match) })
  context.saveSql(tableOf('cluster_value', match), values)
  await database.run(sql`create or replace temp table ${valuesTable} as ${values}`)
  const levels = knownLevels(match, comparisons, await writeNeighbours(context, match, [between]))
  const select = template(
    'cluster', 'cluster_pair',
    { levels, values: valuesTable, ...entitySlots(comparisons, parameters) },
    { prior_weight: priorBits(parameters), least: fit.method === 'none' ? least : ownWeightReaching(fit, least) },
  )
  context.saveSql(tableOf('cluster_pair', match), select)
  const found = await database.rows<EntityPair>(sql`select one, other, match_weight from (${select}) order by match_weight desc, one, other`)
  for (const table of ['cluster_value', 'cluster_member', 'neighbour_pair']) await database.drop(tableOf(table, match))
  return found
}

/** Roots after the likeliest pairs of clusters are merged, each cluster once: a second merge would stand on values that the first brought. */
export function mergeEntities(roots: Int32Array, pairs: readonly EntityPair[]): { roots: Int32Array; merged: number } {
  const used = new Set<number>()
  const becomes = new Map<number, number>()
  for (const { one, other } of pairs) {
    if (used.has(one) || used.has(other)) continue
    used.add(one)
    used.add(other)
    becomes.set(Math.max(one, other), Math.min(one, other))
  }
  return { roots: roots.map((root) => becomes.get(root) ?? root), merged: becomes.size }
}
