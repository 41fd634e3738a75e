import { id, sql } from '../engine/sql.js'
import { chosenRules } from './block/rules.js'
import { tableOf, type PlanMatch } from './plan.js'
import type { StageContext } from './stage.js'

/** Values of a mention's bucket: samples are taken by it. */
export const buckets = 65_536

/** Pairs that are kept compared until they are scored; of more, only a share is compared for training. */
const keptCompared = 24_000_000
/** Pairs on which a match is trained at most, where not all pairs are kept compared. */
const trainingPairs = 3_000_000

/** Whether all pairs of a match are kept compared, so that scoring need not compare them again. */
export const allKept = async (context: StageContext, match: PlanMatch): Promise<boolean> =>
  (await chosenRules(context, match)).reduce((sum, { pairs }) => sum + pairs, 0) <= keptCompared

/** The share of mentions whose pairs are used for training, so that about `trainingPairs` are; 1 when all are. */
export async function trainingShare(context: StageContext, match: PlanMatch): Promise<number> {
  if (await allKept(context, match)) return 1
  const { pairs } = await context.database.row<{ pairs: number }>(
    sql`select cast(coalesce(sum(least(pairs, train_pairs)), 0) as bigint) as pairs from ${id(tableOf('block_rule', match))} where chosen and train_pairs > 0`,
  )
  return Math.min(1, Math.max(1, Math.floor((trainingPairs / Math.max(pairs, 1)) * buckets)) / buckets)
}
