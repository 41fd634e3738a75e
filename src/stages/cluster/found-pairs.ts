import { id, joinSql, sql, type Sql, unionAll } from '../../engine/sql.js'
import { ThirdMentions } from '../../model/third-mentions.js'
import { chosenRules, ruleNamed } from '../block/rules.js'
import { waysOf } from '../block/ways.js'
import { tableOf, type PlanMatch } from '../plan.js'
import type { StageContext } from '../stage.js'
import { inTurns } from '../turns.js'
import { readComponents } from './graph.js'

/** Probable pairs of a match that rules list in the same ways, and the matches expected among them, in millionths, alone and times the other mentions of their entity. */
export interface FoundPairs {
  /** Whether any rule lists them. */
  readonly listed: boolean
  /** Ways of all rules that list them, as bits. */
  readonly ways: number
  /** Whether their entity implies them through a third mention. */
  readonly implied: boolean
  readonly millionths: number
  readonly shared: number
}

/** Mentions of an entity beyond which its pairs imply none: the triangles would be too many to count. */
const largestClosed = 50

/** The entity of each mention, by its least mention, and how many mentions each has. */
export interface Entities {
  readonly roots: Int32Array
  readonly sizes: Int32Array
}

/** What the clusters say of the pairs of every match. */
export interface Clusters {
  readonly entities: Entities
  /** By the links of all matches that rules listed. */
  readonly thirds: ThirdMentions
}

async function readEntities(context: StageContext): Promise<Entities> {
  const roots = await readComponents(context)
  const sizes = new Int32Array(roots.length)
  for (const root of roots.subarray(1)) sizes[root] = (sizes[root] ?? 0) + 1
  return { roots, sizes }
}

/** Reads what the clusters say, which is the same for all matches. */
export async function readClusters(context: StageContext): Promise<Clusters> {
  const { database, plan } = context
  const entities = await readEntities(context)
  const { roots, sizes } = entities
  const all = joinSql(plan.matches.map((one): Sql => sql`select left_mention, right_mention from ${id(tableOf('final_pair', one))} where rule_no > 0 and match_weight >= 0`), unionAll)
  const { n } = await database.row<{ n: number }>(sql`select count(*) as n from (${all})`)
  const [left, right] = [new Int32Array(n), new Int32Array(n)]
  await database.fill(all, [left, right])
  const thirds = new ThirdMentions(roots.length - 1, { left, right }, (link) => {
    const root = roots[left[link] ?? 0] ?? 0
    const size = sizes[root] ?? 0
    return root === roots[right[link] ?? 0] && size >= 3 && size <= largestClosed
  })
  return { entities, thirds }
}

interface RuleWays {
  readonly no: number
  readonly bits: number
}

const pairsAStep = 50_000

/** The ways of the probable pairs that no rule was credited with, of which clusters asked for some that rules had listed and that were dropped as unlikely: a query, a row a pair that a rule lists. */
function listedAfterAll(match: PlanMatch, probable: Sql, ways: readonly RuleWays[]): Sql {
  const members = id(tableOf('block_member', match))
  const rules = joinSql(ways.map(({ no, bits }) => sql`(cast(${no} as smallint), cast(${bits} as integer))`))
  return sql`select p.left_mention, p.right_mention, bit_or(w.ways) as ways from (select left_mention, right_mention from ${probable} and rule_no = 0) p
    join ${members} l on l.mention_id = p.left_mention join ${members} r on r.mention_id = p.right_mention and r.rule_no = l.rule_no and r.block = l.block
    join (values ${rules}) as w (rule_no, ways) on w.rule_no = l.rule_no group by all`
}

/** The probable pairs of a match, of so many bits at least, by how they were found. Throws InterruptedError. */
export async function foundPairs(context: StageContext, match: PlanMatch, least: number, { entities: { roots, sizes }, thirds }: Clusters): Promise<FoundPairs[]> {
  const { database } = context
  const probable = sql`${id(tableOf('final_pair', match))} where match_weight >= ${least}`
  const ways = (await chosenRules(context, match)).map(({ rule_no: no, rule }): RuleWays => ({ no, bits: waysOf(ruleNamed(context, match, rule)) }))
  const { n } = await database.row<{ n: number }>(sql`select count(*) as n from ${probable}`)
  const [left, right, millionths, listings] = [new Int32Array(n), new Int32Array(n), new Int32Array(n), new Int32Array(n)]
  const again = ways.length === 0 ? sql`select null::integer as left_mention, null::integer as right_mention, null::integer as ways limit 0` : listedAfterAll(match, probable, ways)
  await database.fill(
    sql`select p.left_mention, p.right_mention, cast(round(1000000 / (1 + pow(2, -greatest(least(match_weight, 60), -60)))) as integer),
      cast(case when rule_no > 0 then p.ways else coalesce(a.ways, -1) end as integer)
    from (select * from ${probable}) p left join (${again}) a on a.left_mention = p.left_mention and a.right_mention = p.right_mention and p.rule_no = 0`,
    [left, right, millionths, listings],
  )
  // Bits of the rules, whether any rule lists the pair, and whether a third mention implies it, are one number.
  const kinds = 4 * (1 + ways.reduce((all, { bits }) => all | bits, 0))
  const [sums, shares] = [new Float64Array(kinds), new Float64Array(kinds)]
  const met = new Uint8Array(kinds)
  function* steps(): Generator<readonly [done: number, of: number], void> {
    for (let pair = 0; pair < n; pair += 1) {
      if (pair % pairsAStep === 0) yield [pair, n]
      const [a, b, weight, listing] = [left[pair] ?? 0, right[pair] ?? 0, millionths[pair] ?? 0, listings[pair] ?? 0]
      const kind = (listing === -1 ? 0 : listing * 4 + 2) + (thirds.imply(a, b) ? 1 : 0)
      met[kind] = 1
      sums[kind] = (sums[kind] ?? 0) + weight
      shares[kind] = (shares[kind] ?? 0) + weight * Math.max((sizes[roots[a] ?? 0] ?? 0) - 1, 1)
    }
  }
  await inTurns(context, `${match.name}: how pairs were found`, 'pairs', steps())
  return [...met.keys()].filter((kind) => met[kind] === 1).map((kind) => ({ listed: (kind & 2) !== 0, ways: kind >> 2, implied: (kind & 1) !== 0, millionths: sums[kind] ?? 0, shared: shares[kind] ?? 0 }))
}
