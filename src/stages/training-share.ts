import { id, sql } from '../engine/sql.js'
import { tableOf, type PlanMatch } from './plan.js'
import type { StageContext } from './stage.js'

/** Values of a mention's bucket: samples are taken by it. */
export const buckets = 65_536

/** Pairs on which a match is trained at most, each counted as often as rules bring it together. */
const trainingPairs = 4_000_000

/** Pairs a mention, each counted as often as rules bring it together, up to which all are compared at once: telling which may reach the floor would cost more. */
const fewPairsOfMention = 5

/** Whether the rules of a match list so few pairs that all are compared. */
export async function fewPairs({ database }: Pick<StageContext, 'database'>, match: PlanMatch): Promise<boolean> {
  const { pairs, mentions } = await database.row<{ pairs: number; mentions: number }>(sql`select
    (select cast(coalesce(sum(pairs), 0) as bigint) from ${id(tableOf('block_rule', match))} where chosen) as pairs, (select count(*) from ${id(tableOf('comparand', match))}) as mentions`)
  return pairs <= fewPairsOfMention * mentions
}

/** Whether they are compared at once, for training and for good: where a share is enough for training, they are compared in parts afterwards. */
export async function allCompared(context: Pick<StageContext, 'database'>, match: PlanMatch): Promise<boolean> {
  return (await fewPairs(context, match)) && (await trainingShare(context, match)) === 1
}

/** The share of mentions whose pairs are used for training, so that about `trainingPairs` are; 1 when all are. */
export async function trainingShare({ database }: Pick<StageContext, 'database'>, match: PlanMatch): Promise<number> {
  const { pairs } = await database.row<{ pairs: number }>(
    sql`select cast(coalesce(sum(training_pairs), 0) as bigint) as pairs from ${id(tableOf('block_rule', match))} where chosen`,
  )
  return pairs <= trainingPairs ? 1 : Math.max(1, Math.floor((trainingPairs / pairs) * buckets)) / buckets
}
