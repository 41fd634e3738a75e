import { id, sql, type Sql } from '../../engine/sql.js'
import { calibratedBy, calibratedWeight, type Fit } from '../../model/label-calibration.js'
import { probabilityOfBits } from '../../model/odds.js'
import { tableOf, type PlanMatch } from '../plan.js'
import type { StageContext } from '../stage.js'

/** Calibrated probabilities of some pairs, in the order of their mentions. */
export interface OwnProbabilities {
  readonly left: Int32Array
  readonly right: Int32Array
  readonly probability: Float64Array
}

/**
 * Sets match_weight of the pairs of a match that are `chosen` to the log odds of their calibrated probability, which is `own` where a pair has its own, and
 * calibration_weight to what that adds to own_weight.
 */
export async function calibratePairs({ database }: StageContext, match: PlanMatch, fit: Fit, chosen: Sql, own?: OwnProbabilities): Promise<void> {
  const pairs = id(tableOf('candidate_pair', match))
  const { n } = await database.row<{ n: number }>(sql`select count(*) as n from ${pairs} where ${chosen}`)
  const [left, right, weight] = [new Int32Array(n), new Int32Array(n), new Int32Array(n)]
  const calibrated = calibratedBy(fit)
  let [row, next] = [0, 0]
  for await (const [lefts = [], rights = [], bits = []] of database.chunks(sql`select left_mention, right_mention, own_weight from ${pairs} where ${chosen} order by left_mention, right_mention`)) {
    for (let at = 0; at < lefts.length; at += 1, row += 1) {
      const alone = Number(bits[at])
      const [one, other] = [Number(lefts[at]), Number(rights[at])]
      const has = own !== undefined && own.left[next] === one && own.right[next] === other
      left[row] = one
      right[row] = other
      weight[row] = Math.round(1e4 * calibratedWeight(has ? (own.probability[next] ?? 0) : calibrated(probabilityOfBits(alone)), alone))
      if (has) next += 1
    }
  }
  await database.run(sql`create or replace temp table calibrated_pair (left_mention integer, right_mention integer, weight integer)`)
  await database.appendIntegers('calibrated_pair', [left, right, weight])
  await database.run(sql`update ${pairs} p set match_weight = c.weight / 10000.0, calibration_weight = round(c.weight / 10000.0 - p.own_weight, 4) from calibrated_pair c
    where c.left_mention = p.left_mention and c.right_mention = p.right_mention`)
  await database.drop('calibrated_pair')
}
