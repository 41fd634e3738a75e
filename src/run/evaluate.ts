import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { Database } from '../engine/database.js'
import { InputError } from '../engine/errors.js'
import { id, sql, type Sql } from '../engine/sql.js'
import { leaveUnpaired } from './paired.js'
import { requireReadable } from './private-files.js'
import { runFacts } from './run-facts.js'
import { makeWorkFolder } from './work-folder.js'
import { defaultMemory, engineMemory } from '../engine/memory.js'
import { loadTruth, mentionKey, saysMatch, truthKey, withoutForeignSystem, type TruthKind } from '../stages/truth.js'

/** What a run and a truth say of the same pairs, to be turned into figures. */
export interface Labelled {
  readonly truePairs: number
  /** True pairs left out because no match of the run pairs their two populations. */
  readonly notAsked: number
  /** Listed pairs by falling probability, and whether each is true. */
  readonly probability: Float64Array
  readonly hit: Uint8Array
  /** Entities against true clusters; undefined when the truth is pairs. */
  readonly clusters?: {
    readonly both: readonly number[]
    readonly truth: readonly number[]
    readonly found: readonly number[]
    /** Sizes of the entities over the records of the truth, each once. */
    readonly sizes: readonly number[]
  }
}

export interface LabelOptions {
  /** Two beginnings of ids, or else two systems: only pairs of one with the other count. */
  readonly sources?: readonly [string, string]
  readonly memory?: string
  readonly threads?: number
}

/** Makes `gold(k, record, system, c)`, what the truth says of each record or mention, and `truth(a, b)`, the true pairs. */
async function makeTruth(database: Database, kind: TruthKind): Promise<void> {
  if (kind.kind === 'pairs') {
    const [left, right] = [id(kind.left), id(kind.right)]
    await database.run(sql`create table truth as select distinct least(${left}, ${right}) as a, greatest(${left}, ${right}) as b from truth_file where ${left} <> ${right} and ${saysMatch(kind)}`)
    await database.run(sql`create table gold as select a as k, a as record, null::varchar as system, null::varchar as c from truth union select b, b, null, null from truth`)
    return
  }
  const [record, cluster, system] = [id(kind.id), id(kind.cluster), kind.system === undefined ? undefined : sql`lower(${id(kind.system)})`]
  const inRun = system === undefined ? sql`true` : sql`${system} in (select lower(system) from run_system)`
  await database.run(sql`create table gold as select distinct ${truthKey(kind)} as k, ${record} as record, ${system ?? sql`null::varchar`} as system, ${cluster} as c
    from truth_file where ${cluster} is not null and ${inRun}`)
  await database.run(sql`create table truth as select x.k as a, y.k as b from gold x join gold y on x.c = y.c and x.k < y.k`)
}

/** Which of the two sources each known record or mention is of: by the beginning of its id, else by its system. */
async function restrict(database: Database, [one, other]: readonly [string, string]): Promise<void> {
  const known = sql`(select k, record, system from gold union select k, record, system from mention_key)`
  const counted = await database.row<{ a: number; b: number }>(
    sql`select count(*) filter (where starts_with(record, ${one})) as a, count(*) filter (where starts_with(record, ${other})) as b from ${known}`,
  )
  const is = (source: string): Sql => (counted.a > 0 && counted.b > 0 ? sql`starts_with(record, ${source})` : sql`coalesce(lower(system) = lower(${source}), false)`)
  await database.run(sql`create table side as select k, bool_or(${is(one)}) as one, bool_or(${is(other)}) as other from ${known} group by k`)
  const { n } = await database.row<{ n: number }>(sql`select count(*) as n from side where one or other`)
  if (n === 0) throw new InputError(`no record is of ${one} or ${other}`, {}, 'give by --sources two systems of the run, or two beginnings of ids')
  for (const table of ['truth', 'listed']) {
    await database.run(sql`delete from ${id(table)} t where not exists (select 1 from side x join side y on x.k = t.a and y.k = t.b where (x.one and y.other) or (x.other and y.one))`)
  }
}

async function readListed(database: Database): Promise<Pick<Labelled, 'probability' | 'hit'>> {
  const total = await database.count('listed')
  const [probability, hit] = [new Float64Array(total), new Uint8Array(total)]
  let row = 0
  const query = sql`select l.p, cast(t.a is not null as integer) from listed l left join truth t using (a, b) order by l.p desc, a, b`
  for await (const [ps = [], hits = []] of database.chunks(query)) {
    ps.forEach((p, index) => {
      probability[row] = Number(p)
      hit[row++] = Number(hits[index])
    })
  }
  return { probability, hit }
}

async function readClusters(database: Database): Promise<NonNullable<Labelled['clusters']>> {
  await database.run(sql`create table joined as select g.k, g.c, coalesce(e.entity, 'alone' || chr(31) || g.k) as e from gold g left join (select k, min(entity_id) as entity from mention_key group by k) e using (k)`)
  const rows = await database.rows<{ n: number; c: number; e: number }>(sql`
    with meeting as (select c, e, count(*) as n from joined group by c, e)
    select n, sum(n) over (partition by c)::bigint as c, sum(n) over (partition by e)::bigint as e from meeting order by n, c, e`)
  const sizes = await database.rows<{ n: number }>(sql`select count(*) as n from joined group by e order by n`)
  return { both: rows.map(({ n }) => n), truth: rows.map(({ c }) => c), found: rows.map(({ e }) => e), sizes: sizes.map(({ n }) => n) }
}

async function requireKnown(database: Database, kind: TruthKind, truth: string): Promise<void> {
  const { n, known } = await database.row<{ n: number; known: number }>(sql`
    select count(*) filter (where systems > 1) as n, count(*) as known
    from (select k, count(distinct mention_key.system) as systems from mention_key join gold using (k) group by k)`)
  if (known === 0) throw new InputError('none of its ids occurs in the run', { file: truth }, 'give the truth of the records of this run')
  if (n > 0 && (kind.kind === 'pairs' || kind.system === undefined)) throw new InputError(`${n} of its ids occur in several systems of the run`, { file: truth }, 'add a column system to the truth')
}

/** Reads what a run found of the pairs that a truth file tells. Throws InputError for a folder that is no run and a file that is no truth. */
export async function labelled(run: string, truth: string, options: LabelOptions = {}): Promise<Labelled> {
  runFacts(run)
  requireReadable(run)
  const [candidates, entities] = [join(resolve(run), 'tables', 'cluster', 'candidate.parquet'), join(resolve(run), 'tables', 'cluster', 'entity.parquet')]
  if (!existsSync(candidates) || !existsSync(entities)) throw new InputError('holds no candidates', { file: run }, 'name a folder made by crosswalk run or crosswalk match')
  const workFolder = makeWorkFolder('evaluate')
  const folders = [resolve(run), workFolder, dirname(resolve(truth))]
  let database: Database | undefined
  try {
    const { memory = defaultMemory(), threads } = options
    database = await Database.open({ path: join(workFolder, 'work.duckdb'), memory: engineMemory(memory), folders, ...(threads === undefined ? {} : { threads }) })
    const told = await loadTruth(database, truth, workFolder)
    await database.command(sql`create table run_system as select distinct system from read_parquet(${entities})`)
    const kind = await withoutForeignSystem(database, told, sql`select system from run_system`)
    await makeTruth(database, kind)
    await database.command(sql`create table mention_key as select ${mentionKey(kind, '')} as k, id as record, system, role, entity_id from read_parquet(${entities})`)
    await requireKnown(database, kind, truth)
    const [left, right] = [mentionKey(kind, 'left_'), mentionKey(kind, 'right_')]
    await database.command(sql`create table listed as select least(${left}, ${right}) as a, greatest(${left}, ${right}) as b, max(probability) as p
      from read_parquet(${candidates}) where ${left} <> ${right} group by all`)
    if (options.sources !== undefined) await restrict(database, options.sources)
    const notAsked = await leaveUnpaired(database, run)
    const truePairs = await database.count('truth')
    if (truePairs === 0) throw new InputError('tells no pair', { file: truth }, 'give a truth that names the records of this run')
    return { truePairs, notAsked, ...(await readListed(database)), ...(kind.kind === 'pairs' ? {} : { clusters: await readClusters(database) }) }
  } finally {
    database?.close()
    await rm(workFolder, { recursive: true, force: true })
  }
}
