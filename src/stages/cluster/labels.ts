import type { Database } from '../../engine/database.js'
import { InputError } from '../../engine/errors.js'
import { id, sql } from '../../engine/sql.js'
import { UnionFind } from '../../model/union-find.js'
import { atFirst, forEach } from '../pieces.js'
import { tableOf, type Plan, type PlanMatch } from '../plan.js'
import type { StageContext, TableSpec } from '../stage.js'
import { loadTruth, mentionKey, saysMatch, truthKey, withoutForeignSystem, type TruthKind } from '../truth.js'
import { fitLabels, labelFitColumns, labelledMatches } from './label-calibration.js'

/** What was found of the labels of a match among its mentions and pairs. */
export interface LabelsRead {
  readonly ids: number
  /** Ids that no mention of the match has, and ids that several have, so that the label says of none which it is. */
  readonly unknownIds: number
  readonly ambiguousIds: number
  /** Labelled pairs that are not listed; where clusters are given, of the pairs inside them. */
  readonly notListed: number
}

/** Refuses rows of label_row that say two things of one key. Throws InputError with the line of the first. */
async function refuseContradiction(database: Database, file: string, column: string, what: (n: number) => string): Promise<void> {
  const { n, line } = await database.row<{ n: number; line: number | null }>(sql`
    with said as (select k, said, min(source_line) as line from label_row group by k, said),
    ranked as (select k, line, row_number() over (partition by k order by line) as place from said)
    select count(*) as n, min(line) as line from ranked where place = 2`)
  if (n > 0 && line !== null) throw new InputError(what(n), { file, line, column }, 'correct or remove one of the rows that contradict each other')
}

const people = (n: number, one: string, several: string): string => `${n} ${n === 1 ? one : several}`

/** Makes label_row(k, said, source_line) and label_id(k): what the file says, and the ids that it names. */
async function makeRows(database: Database, kind: TruthKind, file: string): Promise<void> {
  if (kind.kind === 'pairs') {
    if (kind.label === undefined) throw new InputError('has no column that says which pairs are matches: all would be, and nothing can be learnt from matches alone', { file, line: 1 }, 'add a column match with 1 or 0')
    const [left, right] = [id(kind.left), id(kind.right)]
    await database.run(sql`create or replace temp table label_row as select least(${left}, ${right}) || chr(31) || greatest(${left}, ${right}) as k, least(${left}, ${right}) as a,
      greatest(${left}, ${right}) as b, ${saysMatch(kind)} as said, source_line from truth_file where ${left} <> ${right}`)
    await refuseContradiction(database, file, kind.label, (n) => `${people(n, 'pair is', 'pairs are')} labelled both as a match and as none`)
    await database.run(sql`create or replace temp table label_id as select a as k from label_row union select b from label_row`)
    return
  }
  await database.run(sql`create or replace temp table label_row as select ${truthKey(kind)} as k, ${id(kind.cluster)} as said, source_line from truth_file where ${id(kind.cluster)} is not null`)
  await refuseContradiction(database, file, kind.cluster, (n) => `${people(n, 'record stands', 'records stand')} in two clusters`)
  await database.run(sql`create or replace temp table label_id as select distinct k from label_row where k is not null`)
}

/** Makes label_mention(k, mention_id, on_left): the mentions of a match that the file names, each by an id of its own. Throws InputError. */
async function makeMentions({ database }: StageContext, match: PlanMatch, kind: TruthKind, file: string): Promise<Omit<LabelsRead, 'notListed'>> {
  await database.run(sql`create or replace temp table label_named as select l.k, m.mention_id, m.system, m.population from mention m join label_id l on l.k = ${mentionKey(kind, '')}`)
  const sides = sql`population in (${match.left.no}, ${match.right.no})`
  const counted = await database.row<{ ids: number; in_run: number; known: number; several: number; ambiguous: number }>(sql`
    with named as (select k, count(*) as n, count(distinct system) as systems from label_named where ${sides} group by k)
    select (select count(*) from label_id) as ids, (select count(*) from label_named) as in_run,
      count(*) as known, count(*) filter (where systems > 1) as several, count(*) filter (where n > 1) as ambiguous from named`)
  if (counted.in_run === 0) throw new InputError('none of its ids occurs in the run', { file }, 'give labels of the records of this run')
  if (counted.several > 0) {
    const remedy = kind.kind === 'pairs' ? 'give clusters instead: system,record_id,cluster_id' : 'add a column system to the labels'
    throw new InputError(`${people(counted.several, 'id occurs', 'ids occur')} in several systems of the match ${match.name}`, { file }, remedy)
  }
  await database.run(sql`create or replace temp table label_mention as select k, any_value(mention_id) as mention_id, any_value(population) = ${match.left.no} as on_left from label_named
    where ${sides} group by k having count(*) = 1`)
  await database.drop('label_named')
  return { ids: counted.ids, unknownIds: counted.ids - counted.known, ambiguousIds: counted.ambiguous }
}

/** Pairs between labelled records, by their clusters. Returns the pairs inside clusters that are not listed. */
async function pairsOfClusters({ database }: StageContext, match: PlanMatch): Promise<number> {
  await database.run(sql`create or replace temp table label_member as select m.mention_id, m.on_left, min(m.mention_id) over (partition by r.said) as entity
    from label_mention m join (select distinct k, said from label_row) r on r.k = m.k`)
  await database.run(sql`insert into labelled_pair select ${match.name}, p.left_mention, p.right_mention, cast(l.entity = r.entity as tinyint), l.entity
    from ${id(tableOf('candidate_pair', match))} p join label_member l on l.mention_id = p.left_mention join label_member r on r.mention_id = p.right_mention`)
  const possible = match.within ? sql`count(*) * (count(*) - 1) // 2` : sql`count(*) filter (where on_left) * count(*) filter (where not on_left)`
  const { n } = await database.row<{ n: number }>(sql`select cast((select coalesce(sum(n), 0) from (select ${possible} as n from label_member group by entity))
    - (select count(*) from labelled_pair where match = ${match.name} and label = 1) as bigint) as n`)
  return n
}

/** Listed pairs that are labelled one by one; entities are what pairs labelled as matches join. Returns the labelled pairs that are not listed. */
async function pairsOfPairs({ database }: StageContext, match: PlanMatch): Promise<number> {
  await database.run(sql`create or replace temp table label_pair as select distinct x.mention_id as one, y.mention_id as other, said
    from label_row join label_mention x on x.k = a join label_mention y on y.k = b`)
  const sets = new UnionFind((await database.count('mention')) + 1)
  for await (const [one = [], other = []] of database.chunks(sql`select one, other from label_pair where said`)) one.forEach((mention, at) => sets.join(Number(mention), Number(other[at])))
  const roots = sets.roots()
  await database.run(sql`create or replace temp table label_member (mention_id integer, entity integer)`)
  await database.appendIntegers('label_member', [Int32Array.from(roots.keys()), roots])
  await database.run(sql`insert into labelled_pair select ${match.name}, p.left_mention, p.right_mention, cast(l.said as tinyint), e.entity
    from ${id(tableOf('candidate_pair', match))} p join (select one, other, said from label_pair union all select other, one, said from label_pair) l
    on l.one = p.left_mention and l.other = p.right_mention join label_member e on e.mention_id = p.left_mention`)
  const { n } = await database.row<{ n: number }>(sql`select (select count(*) from label_pair) - (select count(*) from labelled_pair where match = ${match.name}) as n`)
  await database.drop('label_pair')
  return n
}

async function readLabels(context: StageContext, match: PlanMatch, { file, path }: NonNullable<PlanMatch['labels']>): Promise<LabelsRead> {
  const { database, workFolder } = context
  const kind = await withoutForeignSystem(database, await loadTruth(database, path, workFolder), sql`select distinct system from mention`)
  await makeRows(database, kind, file)
  const counted = await makeMentions(context, match, kind, file)
  const notListed = await (kind.kind === 'pairs' ? pairsOfPairs : pairsOfClusters)(context, match)
  for (const table of ['truth_file', 'label_row', 'label_id', 'label_mention', 'label_member']) await database.drop(table)
  return { ...counted, notListed }
}

async function makeLabelled(context: StageContext): Promise<void> {
  const { database, plan } = context
  await atFirst(context, async () => {
    await database.run(sql`create temp table labelled_pair (match varchar, left_mention integer, right_mention integer, label tinyint, entity integer)`)
    await database.run(sql`create temp table label_fit (${labelFitColumns})`)
  })
  await forEach(context, 'labels', labelledMatches(plan), async (match) => {
    if (match.labels !== undefined) await fitLabels(context, match, match.labels.file, await readLabels(context, match, match.labels))
  })
}

/** The labelled pairs of all matches and what is learnt from them; pairs that have labels to learn from are calibrated. Throws InputError for labels of no use. */
export const labelTables = (plan: Plan): TableSpec[] => {
  const labelled = labelledMatches(plan)
  return [
    { table: 'labelled_pair', reads: labelled.length === 0 ? [] : ['mention', ...labelled.map((match) => tableOf('candidate_pair', match))], internal: true, code: makeLabelled },
    { table: 'label_fit', reads: ['labelled_pair'], internal: true, code: async () => {} },
  ]
}
