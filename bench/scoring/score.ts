import type { Database } from '../../src/engine/database.js'
import { joinSql, sql, type Sql } from '../../src/engine/sql.js'
import { pairFigures, type PairFigures, type Rates } from '../../src/model/evaluation.js'

/** Figures of a run: pairs, entities, and across sources the single best links. */
export interface Score extends PairFigures {
  /** Pairs that the entities imply; across sources, pairs across them only. */
  readonly clustered: Rates
  /** Each record's single best link at p ≥ .5; null within one source, where a person may have many records. */
  readonly bestLinks: Rates | null
  /** True clusters, single records too, and how many of them are an entity exactly, over the records that the truth names. */
  readonly clusters: { readonly all: number; readonly exact: number }
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000

/** Precision, recall and F1 of counts; F1 is 0 where nothing is found. */
export function ratesOf(hits: number, predicted: number, all: number): Rates {
  const [precision, recall] = [predicted === 0 ? 0 : hits / predicted, all === 0 ? 0 : hits / all]
  return { precision: rounded(precision), recall: rounded(recall), f1: hits === 0 ? 0 : rounded((2 * precision * recall) / (precision + recall)) }
}

/** Which of the beginnings of ids an id has, counted from 1; null for none. */
const sourceOf = (id: Sql, across: readonly string[]): Sql =>
  sql`(case ${joinSql(across.map((prefix, index) => sql`when starts_with(${id}, ${prefix}) then ${index + 1}`), sql` `)} end)`

const counted = (across: readonly string[], a: Sql, b: Sql): Sql => (across.length === 0 ? sql`true` : sql`${sourceOf(a, across)} <> ${sourceOf(b, across)}`)

/** Makes `truth(a, b)` of `gold(id, c)`: all pairs of a cluster, or those between two of the sources whose ids begin with `across`. */
export async function makeTruth(database: Database, across: readonly string[]): Promise<number> {
  await database.command(sql`create table truth as select x.id as a, y.id as b from gold x join gold y on x.c = y.c and x.id < y.id where ${counted(across, sql`x.id`, sql`y.id`)}`)
  return await database.count('truth')
}

/** Leaves in `pred` the pairs that count: all, or those between two of the sources whose ids begin with `across`. */
const keepCounted = async (database: Database, across: readonly string[]): Promise<void> =>
  await database.command(sql`delete from pred where (${counted(across, sql`id_a`, sql`id_b`)}) is not true`)

async function listed(database: Database): Promise<{ probability: Float64Array; hit: Uint8Array }> {
  const total = await database.count('pred')
  const [probability, hit] = [new Float64Array(total), new Uint8Array(total)]
  let row = 0
  const query = sql`select probability, cast(t.a is not null as integer) from pred left join truth t on id_a = t.a and id_b = t.b order by probability desc, id_a, id_b`
  for await (const [ps = [], hits = []] of database.chunks(query)) {
    ps.forEach((p, index) => {
      probability[row] = Number(p)
      hit[row++] = Number(hits[index])
    })
  }
  return { probability, hit }
}

/** Links taken by falling probability, one a record. */
async function bestLinks(database: Database, truePairs: number): Promise<Rates> {
  const taken = new Set<string>()
  let [links, hits] = [0, 0]
  const query = sql`select id_a, id_b, cast(t.a is not null as integer) from pred left join truth t on id_a = t.a and id_b = t.b
    where probability >= 0.5 order by probability desc, weight desc, id_a, id_b`
  for await (const [as = [], bs = [], hit = []] of database.chunks(query)) {
    as.forEach((a, index) => {
      const ends = [String(a), String(bs[index])]
      if (ends.some((end) => taken.has(end))) return
      for (const end of ends) taken.add(end)
      links += 1
      hits += Number(hit[index])
    })
  }
  return ratesOf(hits, links, truePairs)
}

async function ofEntities(database: Database, across: readonly string[], truePairs: number): Promise<Pick<Score, 'clustered' | 'clusters'>> {
  const source = across.length === 0 ? sql`0` : sql`coalesce(${sourceOf(sql`g.id`, across)}, 0)`
  await database.command(sql`create table met as select c, coalesce(cl.cluster, 'alone' || chr(31) || g.id) as k, ${source} as s, count(*) as n
    from gold g left join cl using (id) group by all`)
  const pairs = across.length === 0 ? sql`sum(n) * (sum(n) - 1) / 2` : sql`(sum(n) * sum(n) - sum(n * n)) / 2`
  // Across sources the sizes are squared a source at a time, so they are summed up first.
  const within = (groups: Sql): Sql => sql`(select coalesce(sum(pairs), 0) from (select ${pairs} as pairs from (select ${groups}, s, sum(n) as n from met group by all) group by ${groups}))`
  const { hits, predicted } = await database.row<{ hits: number; predicted: number }>(
    sql`select ${within(sql`c, k`)}::double as hits, ${within(sql`k`)}::double as predicted`,
  )
  const { all, exact } = await database.row<{ all: number; exact: number }>(sql`
    with meeting as (select c, k, sum(n) as n from met group by all), own as (select c, sum(n) as n from met group by all), found as (select k, sum(n) as n from met group by all)
    select (select count(*) from own) as "all", count(*) as exact from meeting join own using (c, n) join found using (k, n)`)
  return { clustered: ratesOf(hits, predicted, truePairs), clusters: { all, exact } }
}

/** Scores `pred` against `truth`; pairs that do not count are taken out of it. */
export async function pairScore(database: Database, truePairs: number, across: readonly string[] = []): Promise<PairFigures> {
  await keepCounted(database, across)
  return pairFigures(await listed(database), truePairs)
}

/**
 * Scores the tables `pred`, `cl` (see loadRun) and `gold(id, c)`, the true cluster of each record, each record once. A true pair that is not
 * listed is missed. `across`: beginnings of ids, or none when all pairs count.
 */
export async function score(database: Database, across: readonly string[] = []): Promise<Score> {
  const truePairs = await makeTruth(database, across)
  const pairs = await pairScore(database, truePairs, across)
  return { ...pairs, ...(await ofEntities(database, across, truePairs)), bestLinks: across.length === 0 ? null : await bestLinks(database, truePairs) }
}
