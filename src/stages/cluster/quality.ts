import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import { estimateMissed, type MissedMatches } from '../../model/capture-recapture.js'
import { expectedRates } from '../../model/intervals.js'
import { rolesOfRule } from '../block/atoms.js'
import { chosenRules, ruleNamed } from '../block/rules.js'
import { tableOf, type PlanMatch } from '../plan.js'
import type { StageContext } from '../stage.js'

const threshold = 0.5
/** Probability from which a pair counts, by as much, as a match that blocking found. */
const leastCounted = 0.1

const names: ReadonlySet<string> = new Set(['given_name', 'middle_name', 'family_name', 'full_name'])
const birth: ReadonlySet<string> = new Set(['date_of_birth', 'birth_year', 'birth_month', 'birth_day'])

/**
 * Ways of finding a match that are as independent as blocking rules allow, by what they stand on: a wrong name is no obstacle to those without
 * names, a wrong birth date none to those without it.
 */
async function waysByRule(context: StageContext, match: PlanMatch): Promise<Sql> {
  const rows = (await chosenRules(context, match)).map(({ rule_no: no, rule }) => {
    const named = ruleNamed(context, match, rule)
    const roles = named === undefined ? [] : rolesOfRule(named)
    const [byName, byBirth, byOther] = [roles.some((role) => names.has(role)), roles.some((role) => birth.has(role)), roles.some((role) => !names.has(role) && !birth.has(role))]
    const way = byName && byBirth ? 0 : byName && byOther ? 1 : byBirth && byOther ? 2 : byName ? 3 : byBirth ? 4 : byOther ? 5 : 6
    return sql`(cast(${no} as smallint), cast(${2 ** way} as integer))`
  })
  return rows.length === 0 ? sql`(select null::smallint as rule_no, 0 as way limit 0)` : sql`(select * from (values ${joinSql(rows)}) as listed (rule_no, way))`
}

const probabilityOf = (bits: number): number => 1 / (1 + 2 ** -Math.min(Math.max(bits, -60), 60))

/** Matches that no blocking rule found, from how the ways of the rules overlap in the probable ones. */
async function missed(context: StageContext, match: PlanMatch): Promise<MissedMatches | undefined> {
  const [member, pairs] = [id(tableOf('block_member', match)), id(tableOf('final_pair', match))]
  const query = sql`
    with probable as (select left_mention, right_mention, match_weight from ${pairs} where rule_no > 0 and match_weight >= ${Math.log2(leastCounted / (1 - leastCounted))})
    select bit_or(w.way) as found, any_value(p.match_weight) as bits
    from probable p
    join ${member} l on l.mention_id = p.left_mention
    join ${member} r on r.mention_id = p.right_mention and r.block = l.block and r.rule_no = l.rule_no
    join ${await waysByRule(context, match)} w on w.rule_no = l.rule_no
    group by p.left_mention, p.right_mention
    order by p.left_mention, p.right_mention`
  const [found, weight]: [number[], number[]] = [[], []]
  for await (const [ways = [], bits = []] of context.database.chunks(query)) {
    ways.forEach((way, row) => {
      found.push(Number(way))
      weight.push(probabilityOf(Number(bits[row])))
    })
  }
  return found.length === 0 ? undefined : estimateMissed({ ways: 7, found: Int32Array.from(found), weight: Float64Array.from(weight) })
}

interface Listed {
  readonly probability: Float64Array
  readonly group: Int32Array
  readonly groups: number
}

async function listed(context: StageContext, match: PlanMatch): Promise<Listed> {
  const pairs = id(tableOf('final_pair', match))
  const [probability, group]: [number[], number[]] = [[], []]
  const query = sql`select p.match_weight, least(a.root, b.root) from ${pairs} p join component a on a.mention_id = p.left_mention join component b on b.mention_id = p.right_mention
    order by p.left_mention, p.right_mention`
  for await (const [bits = [], root = []] of context.database.chunks(query)) {
    bits.forEach((value, row) => {
      probability.push(probabilityOf(Number(value)))
      group.push(Number(root[row]))
    })
  }
  return { probability: Float64Array.from(probability), group: Int32Array.from(group), groups: group.reduce((most, root) => Math.max(most, root), 0) }
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
const figure = (value: number | undefined, digits: number): Sql => (value === undefined ? sql`null::double` : sql`cast(${value.toFixed(digits)} as double)`)

/** Makes match_quality: for each match how many matches there are, how many blocking missed, and precision and recall, with 95 % intervals, without labels. */
export async function makeQuality(context: StageContext): Promise<void> {
  const { database, plan } = context
  const measures = ['estimated_matches', 'estimated_precision', 'estimated_recall_of_pairs', 'estimated_recall'] as const
  const columns = measures.flatMap((measure) => [measure, `${measure}_low`, `${measure}_high`]).map((column) => sql`${id(column)} double`)
  await database.run(sql`create table match_quality (match varchar, predicted bigint, ${joinSql(columns)}, note varchar)`)
  for (const match of plan.matches) {
    const blocking = await missed(context, match)
    const rates = expectedRates({ ...(await listed(context, match)), threshold, ...(blocking === undefined ? {} : { missed: blocking.missed }) })
    const intervals = [rates.matches, rates.precision, rates.recall, blocking?.recall]
    const values = intervals.flatMap((one, at) => [figure(one?.estimate, at === 0 ? 1 : 4), figure(one?.lower, at === 0 ? 1 : 4), figure(one?.upper, at === 0 ? 1 : 4)])
    const note = blocking === undefined ? 'what blocking missed cannot be estimated: too little was found' : blocking.leastOnly ? 'too few ways of blocking: at least so much was missed' : null
    await database.run(sql`insert into match_quality values (${match.name}, ${rates.predicted}, ${joinSql(values)}, ${note})`)
    if (blocking !== undefined) {
      const { estimate, lower, upper } = blocking.recall
      context.emit({ kind: 'note', level: 'info', text: `${match.name}: blocking brought together an estimated ${percent(estimate)} of the matches (${percent(lower)} to ${percent(upper)})` })
    }
  }
}
