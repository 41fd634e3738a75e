import { z } from 'zod'
import { id, sql } from '../../engine/sql.js'
import { once, type Going } from '../pieces.js'
import { tableOf, uses, type PlanMatch } from '../plan.js'
import type { StageContext } from '../stage.js'
import { entityPairs, mergeEntities, scoreMissing, type Clustered } from './collective.js'
import { clusterPairs, populationsOf, readComponents, writeComponents } from './graph.js'
import { savedFit } from './label-calibration.js'
import { PairGraph } from './pair-graph.js'
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

/** The root of each mention as it is found, in table component where the run is saved. */
class Clusters implements Going {
  #written: Int32Array | undefined

  private constructor(
    private readonly context: StageContext,
    private found: Int32Array,
  ) {}

  /** Those of before the run was stopped, where there were any. */
  static async begin(context: StageContext): Promise<Clusters> {
    const clusters = new Clusters(context, new Int32Array(0))
    if (context.leftOff(firstClusters, z.unknown()) === undefined) return clusters
    clusters.found = await readComponents(context)
    clusters.#written = clusters.found
    return clusters
  }

  get roots(): Int32Array {
    return this.found
  }

  leftOff<T>(piece: string, shape: z.ZodType<T>): T | undefined {
    return this.context.leftOff(piece, shape)
  }

  async reached(piece: string, value: unknown): Promise<void> {
    await this.context.reached(piece, value, async () => await this.write())
  }

  /** Finds them anew, once; `work` gives what else is to be known of it. */
  async find<T>(piece: string, shape: z.ZodType<T>, work: () => Promise<{ readonly roots: Int32Array; readonly told: T }>): Promise<T> {
    return await once(this, piece, shape, async () => {
      const { roots, told } = await work()
      this.found = roots
      return told
    })
  }

  async write(): Promise<void> {
    if (this.#written === this.found) return
    await writeComponents(this.context, this.found)
    this.#written = this.found
  }
}

const firstClusters = 'average link'
const done = z.literal(true)

/**
 * Makes component. Clusters by evidence for and against: average link, then the pairs that blocking missed in and between clusters, then clusters compared
 * as persons with all their values.
 */
export async function makeComponents(context: StageContext): Promise<void> {
  const { database, plan } = context
  const mentions = await database.count('mention')
  const populations = await populationsOf(context, mentions)
  const open: Pick<Clustered, 'match' | 'fit'>[] = []
  for (const match of plan.matches) {
    const exclusive = await once(context, `sources of ${match.suffix}`, z.boolean(), async () => await judgeSources(context, match))
    if (!exclusive && uses(plan, 'collective')) open.push({ match, fit: await savedFit(context, match) })
  }
  const clusters = await Clusters.begin(context)
  let graphs = new Map<PlanMatch, PairGraph>()
  for (const match of plan.matches) graphs.set(match, await PairGraph.read(context, match))
  const linked = async (before?: Int32Array): Promise<{ roots: Int32Array; told: true }> => ({ roots: await clusterPairs(context, [...graphs.values()], populations, before), told: true })
  await clusters.find(firstClusters, done, linked)
  context.emit({ kind: 'progress', done: 1, total: 1, unit: 'clustering', label: 'average link' })
  const clustered = (): Clustered[] => open.flatMap((one) => {
    const graph = graphs.get(one.match)
    return graph === undefined ? [] : [{ ...one, roots: clusters.roots, populations, graph }]
  })
  for (let round = 1; round <= closureRounds; round += 1) {
    let added = 0
    for (const one of clustered()) added += await once(clusters, `asked in round ${round} of ${one.match.suffix}`, z.number(), async () => await close(context, one, near))
    if (added === 0) continue
    const grown = new Map<PlanMatch, PairGraph>()
    for (const [match, graph] of graphs) grown.set(match, await graph.grown(context))
    graphs = grown
    await clusters.find(`round ${round}`, done, async () => await linked(clusters.roots))
  }
  const count = await clusters.find('entities', z.number(), async () => {
    const pairs = []
    for (const one of clustered()) pairs.push(...(await entityPairs(context, one)))
    const { roots, merged } = mergeEntities(clusters.roots, pairs.toSorted((a, b) => b.match_weight - a.match_weight || a.one - b.one || a.other - b.other))
    return { roots, told: merged }
  })
  await clusters.write()
  for (const one of clustered()) await once(clusters, `asked at last of ${one.match.suffix}`, z.number(), async () => await close(context, one, 1 - 1e-9))
  context.emit({ kind: 'note', level: 'info', text: `${count} entities were joined by all that is known of them together` })
  const most = largest(clusters.roots)
  if (most > suspicious) {
    context.emit({ kind: 'note', level: 'warning', text: `the largest entity has ${most} mentions: links may have joined different people; see entity_size.csv, or raise cluster.threshold` })
  }
}
