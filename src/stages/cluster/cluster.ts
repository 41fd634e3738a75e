import { id, joinSql, sql, type Sql, unionAll } from '../../engine/sql.js'
import { candidatesOf, candidateColumns, probabilityOf } from '../candidates.js'
import { floorBits } from '../pair-sql.js'
import { tableOf, uses, type Plan, type PlanMatch } from '../plan.js'
import type { Stage, StageContext, TableSpec } from '../stage.js'
import { entityPairs, mergeEntities, scoreMissing, type Clustered } from './collective.js'
import { finalTables } from './final.js'
import { clusterPairs, populationsOf, writeComponents } from './graph.js'
import { healthTables } from './health.js'
import { labelCalibration, labelledMatches, savedFit } from './label-calibration.js'
import { labelTables } from './labels.js'
import { PairGraph } from './pair-graph.js'
import { makeQuality } from './quality.js'
import { judgeSources } from './sources.js'

/** Mentions in one entity beyond which it is said: few people have so many records. */
const suspicious = 100
/** Probability of a pair from which the two clusters it joins are looked at whole. */
const near = 0.2
const closureRounds = 2

async function close(context: StageContext, clustered: Clustered, least: number): Promise<number> {
  const { match } = clustered
  const added = await scoreMissing(context, clustered, least)
  context.emit({ kind: 'progress', done: added, total: added, unit: 'pairs', label: `${match.name}: pairs that clusters ask for` })
  await context.database.run(sql`insert into ${id(tableOf('rule_count', match))} values (${match.name}, 0, 'pairs that clusters ask for', ${added}, 0)`)
  return added
}

function largest(roots: Int32Array): number {
  const sizes = new Int32Array(roots.length)
  let most = 0
  for (const root of roots) {
    const size = (sizes[root] ?? 0) + 1
    sizes[root] = size
    if (size > most) most = size
  }
  return most
}

/**
 * Clusters by evidence for and against: average link, then the pairs that blocking missed in and between clusters, then clusters compared
 * as persons with all their values.
 */
async function components(context: StageContext): Promise<void> {
  const { database, plan } = context
  const mentions = await database.count('mention')
  const populations = await populationsOf(context, mentions)
  const open: Pick<Clustered, 'match' | 'fit'>[] = []
  for (const match of plan.matches) if (!(await judgeSources(context, match)) && uses(plan, 'collective')) open.push({ match, fit: await savedFit(context, match) })
  let graphs = new Map<PlanMatch, PairGraph>()
  for (const match of plan.matches) graphs.set(match, await PairGraph.read(context, match))
  let roots = await clusterPairs(context, [...graphs.values()], populations)
  context.emit({ kind: 'progress', done: 1, total: 1, unit: 'clustering', label: 'average link' })
  const clustered = (): Clustered[] => open.flatMap((one) => {
    const graph = graphs.get(one.match)
    return graph === undefined ? [] : [{ ...one, roots, populations, graph }]
  })
  for (let round = 0; round < closureRounds; round += 1) {
    let added = 0
    for (const one of clustered()) added += await close(context, one, near)
    if (added === 0) continue
    const grown = new Map<PlanMatch, PairGraph>()
    for (const [match, graph] of graphs) grown.set(match, await graph.grown(context))
    graphs = grown
    roots = await clusterPairs(context, [...graphs.values()], populations, roots)
  }
  const pairs = []
  for (const one of clustered()) pairs.push(...(await entityPairs(context, one)))
  const { roots: merged, merged: count } = mergeEntities(roots, pairs.toSorted((a, b) => b.match_weight - a.match_weight || a.one - b.one || a.other - b.other))
  roots = merged
  await writeComponents(context, roots)
  for (const one of clustered()) await close(context, one, 1 - 1e-9)
  context.emit({ kind: 'note', level: 'info', text: `${count} entities were joined by all that is known of them together` })
  const most = largest(roots)
  if (most > suspicious) {
    context.emit({ kind: 'note', level: 'warning', text: `the largest entity has ${most} mentions: links may have joined different people; see entity_size.csv, or raise cluster.threshold` })
  }
}

const of = (plan: Plan, file: string): string[] => plan.matches.map((match) => tableOf(file, match))

const countsOf = (match: PlanMatch, floor: number): Sql => sql`
  select match, rule_no, rule, cast(sum(pairs_made) as bigint) as pairs_made, cast(sum(pairs_made) - sum(pairs_dropped) - any_value(late) as bigint) as pairs_kept,
    cast(sum(pairs_dropped) + any_value(late) as bigint) as pairs_dropped
  from (select r.*, (select count(*) from ${id(tableOf('final_pair', match))} f where f.rule_no = r.rule_no and f.match_weight < ${floor}) as late
    from ${id(tableOf('rule_count', match))} r)
  group by match, rule_no, rule`

const noCounts = sql`select null::varchar as match, null::integer as rule_no, null::varchar as rule, null::bigint as pairs_made, null::bigint as pairs_kept, null::bigint as pairs_dropped limit 0`

/** The candidates of a match, by the numbers of their mentions. */
const listed = (match: PlanMatch, floor: number): Sql => sql`select ${match.name} as match, left_mention, right_mention, match_weight from ${id(tableOf('final_pair', match))} where match_weight >= ${floor}`

const noLinks = sql`select null::varchar as match, null::integer as left_mention, null::integer as right_mention, null::double as match_weight limit 0`

/** By the two sides, however they are numbered. A match has one population on each side, of which the numbers of mentions are in that order and far cheaper to sort by. */
const candidateOrder = ({ matches }: Plan): string[] =>
  matches.length === 1
    ? ['left_mention', 'right_mention']
    : ['left_system', 'left_id', 'left_role', 'left_ordinal', 'right_system', 'right_id', 'right_role', 'right_ordinal', 'match_weight', 'match']

const clusterTables = (plan: Plan): TableSpec[] => [
  ...labelTables(plan),
  {
    table: 'component',
    reads: [...(labelledMatches(plan).length === 0 ? [] : ['label_fit']), 'mention', 'training', 'parameter', ...of(plan, 'candidate_pair'), ...of(plan, 'comparand')],
    internal: true,
    code: components,
  },
  ...finalTables(plan),
  labelCalibration(plan),
  {
    table: 'candidate',
    order: candidateOrder(plan),
    // Its texts take longer to be stored than to be made again from numbers.
    view: true,
    heldUpTo: 100_000,
    reads: ['mention', ...of(plan, 'final_pair'), ...of(plan, 'block_rule')],
    slots: async (context) => ({ candidates: await candidatesOf(context, candidateColumns(plan)) }),
  },
  {
    table: 'pair_count',
    reads: [...of(plan, 'rule_count'), ...of(plan, 'final_pair')],
    slots: ({ config }) => ({ counts: plan.matches.length === 0 ? noCounts : joinSql(plan.matches.map((match) => countsOf(match, floorBits(config.floor))), unionAll) }),
  },
  {
    table: 'link',
    bulk: true,
    plain: true,
    reads: ['component', ...of(plan, 'final_pair')],
    slots: ({ config }) => ({ probability: probabilityOf, pairs: plan.matches.length === 0 ? noLinks : joinSql(plan.matches.map((match) => listed(match, floorBits(config.floor))), unionAll) }),
  },
  { table: 'entity', plain: true, reads: ['component', 'mention'] },
  { table: 'entity_size', reads: ['entity'] },
  {
    table: 'match_quality',
    reads: plan.matches.length === 0 ? [] : ['component', ...['final_pair', 'block_member', 'block_rule'].flatMap((file) => of(plan, file))],
    code: makeQuality,
  },
  ...healthTables(plan),
]

/** The identity of every match, for which the candidates are counted once: to ask for those of one match takes as long. */
const countedPairs = ({ matches }: Plan): Sql => sql`with listed as (select match, count(*) as candidates from candidate group by match),
counted as (select match, sum(pairs_made) as made, sum(pairs_dropped) as dropped from pair_count group by match)
select 'pairs made = candidates + pairs dropped' as identity, match as scope, coalesce(made, 0) as lhs, coalesce(candidates, 0) + coalesce(dropped, 0) as rhs, place
from (values ${joinSql(matches.map(({ name }, place) => sql`(${place}, ${name})`))}) of_run (place, match)
left join counted using (match)
left join listed using (match)`

/** Pairs to entities, by all the evidence together, and back to what a pair is worth. */
export const cluster: Stage = {
  name: 'cluster',
  tables: clusterTables,
  loaded: (plan) => of(plan, 'final_pair'),
  temporary: (plan) => ['rule_count', 'block_member'].flatMap((file) => of(plan, file)),
  identities: () => [
    { identity: 'entity rows = mentions', scope: 'all systems', lhs: sql`select count(*) from entity`, rhs: sql`select count(*) from mention` },
    {
      identity: 'mentions in entities by size = mentions',
      scope: 'all systems',
      lhs: sql`select coalesce(sum(mentions * entities), 0) from entity_size`,
      rhs: sql`select count(*) from mention`,
    },
  ],
  identityQueries: (plan) => (plan.matches.length === 0 ? [] : [countedPairs(plan)]),
}
