import { id, sql, type Sql } from '../engine/sql.js'
import { tableOf, type PlanMatch } from './plan.js'
import type { StageContext } from './stage.js'

/** Values of a mention's bucket: samples are taken by it. */
export const buckets = 65_536

/** Pairs on which a match is trained at most, each counted as often as rules bring it together: shares of so many are as good as those of all. */
const trainingPairs = 1_000_000

/** Pairs that are compared at once at most, for training and for good, each counted as often as rules bring it together. */
const comparedAtOnce = 4_000_000

/** Pairs a mention, each counted as often as rules bring it together, up to which all are compared at once: telling which may reach the floor would cost more. */
const fewPairsOfMention = 5

/** Whether the rules of a match list so few pairs that all are compared. */
export async function fewPairs({ database }: Pick<StageContext, 'database'>, match: PlanMatch): Promise<boolean> {
  const { pairs, mentions } = await database.row<{ pairs: number; mentions: number }>(sql`select
    (select cast(coalesce(sum(pairs), 0) as bigint) from ${id(tableOf('block_rule', match))} where chosen) as pairs, (select count(*) from ${id(tableOf('comparand', match))}) as mentions`)
  return pairs <= fewPairsOfMention * mentions
}

const pairsToTrain = async ({ database }: Pick<StageContext, 'database'>, match: PlanMatch): Promise<number> =>
  (await database.row<{ pairs: number }>(sql`select cast(coalesce(sum(training_pairs), 0) as bigint) as pairs from ${id(tableOf('block_rule', match))} where chosen`)).pairs

/** Whether they are compared at once, for training and for good. */
export const allCompared = async (context: Pick<StageContext, 'database'>, match: PlanMatch): Promise<boolean> =>
  (await fewPairs(context, match)) && (await pairsToTrain(context, match)) <= comparedAtOnce

/** The share of mentions whose pairs are used for training, so that about `trainingPairs` are; 1 when all are. */
export async function trainingShare(context: Pick<StageContext, 'database'>, match: PlanMatch): Promise<number> {
  const pairs = await pairsToTrain(context, match)
  return pairs <= trainingPairs ? 1 : Math.max(1, Math.floor((trainingPairs / pairs) * buckets)) / buckets
}

/** What keeps to the pairs of that share, as a condition on the column of the left mention. */
export const ofTrainingShare = (match: PlanMatch, share: number, left: Sql): Sql =>
  share === 1 ? sql`` : sql` and ${left} in (select mention_id from ${id(tableOf('comparand', match))} where bucket < ${Math.round(share * buckets)})`
