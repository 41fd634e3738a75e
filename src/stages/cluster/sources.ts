import { id, sql } from '../../engine/sql.js'
import { assignLinks } from '../../model/assignment.js'
import { compete, freeOfDuplicates } from '../../model/competition.js'
import { probabilityOfBits } from '../../model/odds.js'
import { strataShift } from '../../model/strata.js'
import { tableOf, uses, type PlanMatch } from '../plan.js'
import type { StageContext } from '../stage.js'

/** Scored pairs of a match as typed arrays, with the source of each side. */
interface Links {
  readonly left: Int32Array
  readonly right: Int32Array
  readonly weight: Float64Array
  readonly leftSource: Int32Array
  readonly rightSource: Int32Array
}

/** Systems by number, in their order. */
const numbered = sql`source as (select system, cast(row_number() over (order by system) as integer) as no from (select distinct system from mention))`

async function readLinks({ database }: StageContext, match: PlanMatch): Promise<Links> {
  const pairs = id(tableOf('candidate_pair', match))
  const n = await database.count(tableOf('candidate_pair', match))
  const links = { left: new Int32Array(n), right: new Int32Array(n), weight: new Float64Array(n), leftSource: new Int32Array(n), rightSource: new Int32Array(n) }
  await database.fill(sql`select left_mention, right_mention, match_weight from ${pairs} order by left_mention, right_mention`, [links.left, links.right, links.weight])
  const sources = new Int32Array((await database.count('mention')) + 1)
  for await (const [mention = [], no = []] of database.numbers(sql`with ${numbered} select m.mention_id, s.no from mention m join source s on s.system = m.system`)) {
    for (let at = 0; at < mention.length; at += 1) sources[mention[at] ?? 0] = no[at] ?? 0
  }
  for (let at = 0; at < n; at += 1) {
    links.leftSource[at] = sources[links.left[at] ?? 0] ?? 0
    links.rightSource[at] = sources[links.right[at] ?? 0] ?? 0
  }
  return links
}

const logOdds = (probability: number): number => {
  const within = Math.min(Math.max(probability, 1e-9), 1 - 1e-9)
  return Math.log2(within / (1 - within))
}

/** Mentions of a match in each source. */
async function sourceSizes({ database }: StageContext, match: PlanMatch): Promise<Map<number, number>> {
  const rows = await database.rows<{ no: number; n: number }>(sql`
    with ${numbered}, sized as (select system, count(*) as n from mention where population in (${match.left.no}, ${match.right.no}) group by system)
    select s.no, z.n from sized z join source s on s.system = z.system`)
  return new Map(rows.map(({ no, n }) => [no, n]))
}

/** Where one population holds several sources, a pair across them has another prior than a pair within one. */
function shiftStrata(context: StageContext, match: PlanMatch, links: Links, sizes: ReadonlyMap<number, number>): boolean {
  if (!uses(context.plan, 'calibration') || !match.within || sizes.size < 2) return false
  const all = [...sizes.values()].reduce((sum, n) => sum + n, 0)
  const inside = [...sizes.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0)
  const possible = [inside, (all * (all - 1)) / 2 - inside]
  const stratum = Uint8Array.from(links.leftSource, (source, at) => (source === links.rightSource[at] ? 0 : 1))
  const shift = strataShift(links.weight, stratum, possible)
  stratum.forEach((no, at) => (links.weight[at] = (links.weight[at] ?? 0) + (shift[no] ?? 0)))
  const bits = shift.map((value) => value.toFixed(1))
  context.emit({ kind: 'note', level: 'info', text: `${match.name}: ${bits[0] ?? ''} bits for a pair within one source, ${bits[1] ?? ''} across, by how many match` })
  return true
}

interface Sides {
  readonly links: readonly number[]
  readonly name: string
}

/** Links between every two sources. */
function bySources(match: PlanMatch, { left, leftSource, rightSource }: Links): Sides[] {
  if (!match.within) return [{ links: Array.from(left.keys()), name: match.name }]
  const groups = new Map<string, number[]>()
  left.forEach((_, at) => {
    const [a = 0, b = 0] = [leftSource[at], rightSource[at]]
    if (a === b) return
    const key = `${Math.min(a, b)}|${Math.max(a, b)}`
    const group = groups.get(key) ?? []
    group.push(at)
    groups.set(key, group)
  })
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, at]) => ({ links: at, name: match.name }))
}

/** Lets the links of a record exclude each other where both sources hold a person once at most. Returns how many links lost, or undefined where nothing is so. */
function exclude(context: StageContext, match: PlanMatch, mentions: number, links: Links, side: Sides): boolean {
  const at = side.links
  const flip = at.map((link) => (links.leftSource[link] ?? 0) > (links.rightSource[link] ?? 0) && match.within)
  const left = Int32Array.from(at, (link, place) => (flip[place] === true ? links.right : links.left)[link] ?? 0)
  const right = Int32Array.from(at, (link, place) => (flip[place] === true ? links.left : links.right)[link] ?? 0)
  const probability = Float64Array.from(at, (link) => probabilityOfBits(links.weight[link] ?? 0))
  const evidence = (['left', 'right'] as const).map((of) => freeOfDuplicates({ mentions, left, right, probability, side: of }))
  const declared = match.config.one_to_one
  const found = declared ?? evidence.every(({ free }) => free)
  context.emit({ kind: 'one_to_one', match: match.name, found })
  if (!found) return false
  const competed = compete({ mentions, left, right, probability })
  const { chosen, tied } = assignLinks({ mentions, left, right, weight: Float64Array.from(at, (link) => links.weight[link] ?? 0) })
  at.forEach((link, place) => {
    const alone = competed[place] ?? 0
    links.weight[link] = logOdds(chosen[place] === 1 ? alone : Math.min(alone, 0.49))
  })
  const ties = tied.reduce((sum, value) => sum + value, 0)
  const why = declared === true ? 'the config says so' : `${evidence.map(({ share }) => `${(share * 100).toFixed(1)} %`).join(' and ')} of linked records have two`
  context.emit({ kind: 'note', level: 'info', text: `${side.name}: one to one between two sources (${why})${ties > 0 ? `; ${ties} links are tied with others` : ''}` })
  return true
}

/** What sources say about the pairs of a match; whether its links are one to one. The weights of candidate_pair change accordingly. */
export async function judgeSources(context: StageContext, match: PlanMatch): Promise<boolean> {
  const sizes = await sourceSizes(context, match)
  if (match.within && sizes.size < 2) return false
  const links = await readLinks(context, match)
  const mentions = await context.database.count('mention')
  const shifted = shiftStrata(context, match, links, sizes)
  let exclusive = false
  for (const side of bySources(match, links)) exclusive = exclude(context, match, mentions, links, side) || exclusive
  if (!shifted && !exclusive) return false
  const { database } = context
  await database.run(sql`create or replace temp table source_weight (left_mention integer, right_mention integer, millibits integer)`)
  await database.appendIntegers('source_weight', [links.left, links.right, Int32Array.from(links.weight, (weight) => Math.round(weight * 1e4))])
  await database.run(sql`update ${id(tableOf('candidate_pair', match))} p set match_weight = s.millibits / 10000.0 from source_weight s
    where s.left_mention = p.left_mention and s.right_mention = p.right_mention`)
  await database.drop('source_weight')
  return exclusive
}
