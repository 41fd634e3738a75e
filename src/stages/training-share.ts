import { id, sql } from '../engine/sql.js'
import { tableOf, type PlanMatch } from './plan.js'
import type { StageContext } from './stage.js'

/** Values of a mention's bucket: samples are taken by it. */
export const buckets = 65_536

/** Pairs on which a match is trained at most, each counted as often as rules bring it together. */
const trainingPairs = 8_000_000

/** The share of mentions whose pairs are used for training, so that about `trainingPairs` are; 1 when all are. */
export async function trainingShare({ database }: StageContext, match: PlanMatch): Promise<number> {
  const { pairs } = await database.row<{ pairs: number }>(
    sql`select cast(coalesce(sum(training_pairs), 0) as bigint) as pairs from ${id(tableOf('block_rule', match))} where chosen`,
  )
  return pairs <= trainingPairs ? 1 : Math.max(1, Math.floor((trainingPairs / pairs) * buckets)) / buckets
}
