import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import type { Interval } from '../../model/capture-recapture.js'
import { expectedRatesSteps } from '../../model/intervals.js'
import { probabilityOfBits } from '../../model/odds.js'
import { atFirst, forEach } from '../pieces.js'
import { tableOf, type PlanMatch } from '../plan.js'
import type { StageContext } from '../stage.js'
import { inTurns } from '../turns.js'
import { readClusters, type Entities } from './found-pairs.js'
import { missedBy, type Missed } from './missed.js'

const threshold = 0.5

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

async function listed({ database }: StageContext, match: PlanMatch, { roots }: Entities): Promise<Listed> {
  const pairs = id(tableOf('final_pair', match))
  const n = await database.count(tableOf('final_pair', match))
  const [left, right, probability, group] = [new Int32Array(n), new Int32Array(n), new Float64Array(n), new Int32Array(n)]
  // In order, for sums of probabilities hang on it.
  await database.fill(sql`select left_mention, right_mention, match_weight from ${pairs} order by left_mention, right_mention`, [left, right, probability])
  let groups = 0
  for (let pair = 0; pair < n; pair += 1) {
    probability[pair] = probabilityOfBits(probability[pair] ?? 0)
    group[pair] = Math.min(roots[left[pair] ?? 0] ?? 0, roots[right[pair] ?? 0] ?? 0)
    groups = Math.max(groups, group[pair] ?? 0)
  }
  return { probability, group, groups }
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
const figure = (value: number | undefined, digits: number): Sql => (value === undefined ? sql`null::double` : sql`cast(${value.toFixed(digits)} as double)`)

/** Makes match_quality: for each match how many matches there are, how many blocking missed, and precision and recall, with 95 % intervals, without labels. */
export async function makeQuality(context: StageContext): Promise<void> {
  const { database, plan } = context
  const measures = ['estimated_matches', 'estimated_precision', 'estimated_recall_of_pairs', 'estimated_recall'] as const
  const columns = measures.flatMap((measure) => [measure, `${measure}_low`, `${measure}_high`]).map((column) => sql`${id(column)} double`)
  await atFirst(context, async () => await database.run(sql`create table match_quality (match varchar, predicted bigint, ${joinSql(columns)}, note varchar)`))
  if (plan.matches.length === 0) return
  const clusters = await readClusters(context)
  await forEach(context, 'matches', plan.matches, async (match) => {
    const blocking = await missedBy(context, match, clusters)
    const steps = expectedRatesSteps({ ...(await listed(context, match, clusters.entities)), threshold, ...(blocking === undefined ? {} : { missed: unseen(blocking) }) })
    const rates = await inTurns(context, `${match.name}: precision and recall`, 'draws', steps)
    const intervals = [rates.matches, rates.precision, rates.recall, blocking?.recall]
    const values = intervals.flatMap((one, at) => [figure(one?.estimate, at === 0 ? 1 : 4), figure(one?.lower, at === 0 ? 1 : 4), figure(one?.upper, at === 0 ? 1 : 4)])
    const note = blocking === undefined ? 'what blocking missed cannot be estimated: too little was found by rules that share no kind of field' : null
    await database.run(sql`insert into match_quality values (${match.name}, ${rates.predicted}, ${joinSql(values)}, ${note})`)
    if (blocking !== undefined) {
      const { estimate, lower, upper } = blocking.recall
      context.emit({ kind: 'note', level: 'info', text: `${match.name}: blocking brought together an estimated ${percent(estimate)} of the matches (${percent(lower)} to ${percent(upper)})` })
    }
  })
}
