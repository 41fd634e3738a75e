import type { Database } from '../../engine/database.js'
import { joinSql, sql, type Sql } from '../../engine/sql.js'
import type { FolderMatch } from './folder.js'
import type { NamedMention } from './mentions.js'

/** What the rest of the run says of one side of a pair. */
export interface SideEvidence {
  readonly entity_id: string
  /** Probability of its best link inside its entity, before clusters had a say; null where it has none. */
  readonly best_in_entity: number | null
  /** Other candidates of it with the other side's system, which compete where links are one to one, and the best of them by itself. */
  readonly rivals: number
  readonly best_rival: number | null
}

export interface CollectiveEvidence {
  readonly left: SideEvidence
  readonly right: SideEvidence
  readonly same_entity: boolean
  /** All pairs of mentions that two entities could have, those of them listed, and the mean over all of the probabilities of those listed; null in one entity. */
  readonly between: { readonly pairs: number; readonly listed: number; readonly mean: number } | null
}

const isSide = (side: 'left' | 'right', { system, id, role, ordinal }: NamedMention): Sql =>
  side === 'left'
    ? sql`left_system = ${system} and left_id = ${id} and left_role = ${role} and left_ordinal = ${ordinal}`
    : sql`right_system = ${system} and right_id = ${id} and right_role = ${role} and right_ordinal = ${ordinal}`

export const isPair = (left: NamedMention, right: NamedMention): Sql => sql`(${isSide('left', left)} and ${isSide('right', right)})`

/** Before clusters had a say, in the millionths in which clusters weigh it. */
const placed = sql`cast(round(1000000 / (1 + pow(2, -greatest(least(match_weight - collective_weight + source_weight, 60), -60)))) as bigint)`

const rate = (millionths: number | null): number | null => (millionths === null ? null : millionths / 1e6)

async function rivals(database: Database, match: FolderMatch, of: NamedMention, other: NamedMention): Promise<{ rivals: number; best_rival: number | null }> {
  const { n, best } = await database.row<{ n: number; best: number | null }>(sql`
    select count(*) as n, max(match_weight - collective_weight) as best from candidate
    where match = ${match.match} and not (${isPair(of, other)} or ${isPair(other, of)})
      and ((${isSide('left', of)} and right_system = ${other.system}) or (${isSide('right', of)} and left_system = ${other.system}))`)
  return { rivals: n, best_rival: best === null ? null : Math.round(1e6 / (1 + 2 ** -best)) / 1e6 }
}

async function makeMembers(database: Database, left: NamedMention, right: NamedMention): Promise<void> {
  await database.run(sql`create or replace temp table member as
    select e.entity_id, m.mention_id, m.population, m.system, m.id, m.role, m.ordinal from entity e join mention m using (system, id, role, ordinal)
    where e.entity_id in (select e.entity_id from entity e join mention m using (system, id, role, ordinal) where m.mention_id in (${left.mention_id}, ${right.mention_id}))`)
  await database.run(sql`create or replace temp table near_pair as
    select a.mention_id as l, b.mention_id as r, a.entity_id = b.entity_id as inside, ${placed} as millionths from candidate c
    join member a on a.system = left_system and a.id = left_id and a.role = left_role and a.ordinal = left_ordinal
    join member b on b.system = right_system and b.id = right_id and b.role = right_role and b.ordinal = right_ordinal`)
}

const members = (entity: string, population: number): Sql => sql`(select count(*) from member where entity_id = ${entity} and population = ${population})`

async function between(database: Database, matches: readonly FolderMatch[], one: string, other: string): Promise<CollectiveEvidence['between']> {
  const possible = matches.map(({ left, right }) =>
    left === right ? sql`${members(one, left)} * ${members(other, left)}` : sql`${members(one, left)} * ${members(other, right)} + ${members(other, left)} * ${members(one, right)}`,
  )
  const { pairs } = await database.row<{ pairs: number }>(sql`select ${joinSql(possible, sql` + `)} as pairs`)
  const { listed, sum } = await database.row<{ listed: number; sum: number }>(sql`select count(*) as listed, coalesce(sum(millionths), 0) as sum from near_pair where not inside`)
  return { pairs, listed, mean: Math.round(sum / Math.max(pairs, 1)) / 1e6 }
}

/** What other pairs, sources and clusters say of a pair, from the candidates and entities of the run. */
export async function collectiveEvidence(database: Database, matches: readonly FolderMatch[], match: FolderMatch, left: NamedMention, right: NamedMention): Promise<CollectiveEvidence> {
  await makeMembers(database, left, right)
  const side = async (of: NamedMention, other: NamedMention): Promise<SideEvidence> => {
    const { entity_id, best } = await database.row<{ entity_id: string; best: number | null }>(sql`
      select entity_id, (select max(millionths) from near_pair where inside and (l = ${of.mention_id} or r = ${of.mention_id})) as best from member where mention_id = ${of.mention_id}`)
    return { entity_id, best_in_entity: rate(best), ...(await rivals(database, match, of, other)) }
  }
  const [ours, theirs] = [await side(left, right), await side(right, left)]
  const same = ours.entity_id === theirs.entity_id
  return { left: ours, right: theirs, same_entity: same, between: same ? null : await between(database, matches, ours.entity_id, theirs.entity_id) }
}
