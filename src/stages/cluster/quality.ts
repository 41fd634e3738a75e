import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import type { Interval } from '../../model/capture-recapture.js'
import { expectedRates } from '../../model/intervals.js'
import { tableOf, type PlanMatch } from '../plan.js'
import type { StageContext } from '../stage.js'
import { missedBy, type Missed } from './missed.js'

const threshold = 0.5
const probabilityOf = (bits: number): number => 1 / (1 + 2 ** -Math.min(Math.max(bits, -60), 60))

/** Missed matches that are not among the pairs yet: clusters asked for some that no rule listed. */
function unseen({ missed: { estimate, lower, upper }, seen }: Missed): Interval {
  const less = (missed: number): number => Math.max(missed - seen, 0)
  return { estimate: less(estimate), lower: less(lower), upper: less(upper) }
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
    const blocking = await missedBy(context, match)
    const rates = expectedRates({ ...(await listed(context, match)), threshold, ...(blocking === undefined ? {} : { missed: unseen(blocking) }) })
    const intervals = [rates.matches, rates.precision, rates.recall, blocking?.recall]
    const values = intervals.flatMap((one, at) => [figure(one?.estimate, at === 0 ? 1 : 4), figure(one?.lower, at === 0 ? 1 : 4), figure(one?.upper, at === 0 ? 1 : 4)])
    const note = blocking === undefined ? 'what blocking missed cannot be estimated: too little was found by rules that share no kind of field' : null
    await database.run(sql`insert into match_quality values (${match.name}, ${rates.predicted}, ${joinSql(values)}, ${note})`)
    if (blocking !== undefined) {
      const { estimate, lower, upper } = blocking.recall
      context.emit({ kind: 'note', level: 'info', text: `${match.name}: blocking brought together an estimated ${percent(estimate)} of the matches (${percent(lower)} to ${percent(upper)})` })
    }
  }
}
