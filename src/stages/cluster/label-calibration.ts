import { z } from 'zod'
import { id, sql } from '../../engine/sql.js'
import { expectedCalibrationError } from '../../model/calibration.js'
import { calibrateByLabels, folds, tooFew, type Fit, type GroupedPairs, type LabelCalibration } from '../../model/label-calibration.js'
import { probabilityOfBits } from '../../model/odds.js'
import { tableOf, uses, type Plan, type PlanMatch } from '../plan.js'
import type { StageContext, TableSpec } from '../stage.js'
import { calibratePairs } from './calibrated-pairs.js'
import type { LabelsRead } from './labels.js'

/** Matches whose labels are used. */
export const labelledMatches = (plan: Plan): PlanMatch[] => (uses(plan, 'calibration') ? plan.matches.filter(({ labels }) => labels !== undefined) : [])

/** Of table label_fit: `fit` is what was learnt, as JSON; null where labels were too few. */
export const labelFitColumns = sql`match varchar, file varchar, method varchar, ids bigint, unknown_ids bigint, ambiguous_ids bigint, labels bigint, matches bigint, not_listed bigint,
  folds integer, log_loss double, log_loss_calibrated double, ece double, ece_calibrated double, note varchar, fit varchar`

const fitSchema: z.ZodType<Fit> = z.discriminatedUnion('method', [
  z.object({ method: z.literal('none') }),
  z.object({ method: z.literal('beta'), parameters: z.object({ a: z.number(), b: z.number(), c: z.number() }) }),
  z.object({ method: z.literal('isotonic'), at: z.array(z.number()), value: z.array(z.number()), bound: z.number() }),
])

/** What was learnt from the labels of a match. */
export async function savedFit({ database, plan }: StageContext, match: PlanMatch): Promise<Fit> {
  if (!labelledMatches(plan).includes(match)) return { method: 'none' }
  const { fit } = await database.row<{ fit: string | null }>(sql`select fit from label_fit where match = ${match.name}`)
  return fit === null ? { method: 'none' } : fitSchema.parse(JSON.parse(fit))
}

type Labelled = GroupedPairs & { readonly left: Int32Array; readonly right: Int32Array }

async function readLabelled({ database }: StageContext, match: PlanMatch, pairs: 'candidate_pair' | 'final_pair', weight: 'own_weight' | 'match_weight'): Promise<Labelled> {
  const { n } = await database.row<{ n: number }>(sql`select count(*) as n from labelled_pair where match = ${match.name}`)
  const labelled = { left: new Int32Array(n), right: new Int32Array(n), probability: new Float64Array(n), label: new Uint8Array(n), group: new Int32Array(n) }
  const query = sql`select l.left_mention, l.right_mention, p.${id(weight)}, l.label, l.entity from labelled_pair l join ${id(tableOf(pairs, match))} p
    on p.left_mention = l.left_mention and p.right_mention = l.right_mention where l.match = ${match.name} order by l.left_mention, l.right_mention`
  let row = 0
  for await (const [left = [], right = [], bits = [], label = [], entity = []] of database.chunks(query)) {
    for (let at = 0; at < left.length; at += 1, row += 1) {
      labelled.left[row] = Number(left[at])
      labelled.right[row] = Number(right[at])
      labelled.probability[row] = probabilityOfBits(Number(bits[at]))
      labelled.label[row] = Number(label[at])
      labelled.group[row] = Number(entity[at])
    }
  }
  return labelled
}

const six = (value: number): number => Math.round(value * 1e6) / 1e6

function said(match: string, file: string, read: LabelsRead, labels: number, told: string): string {
  const unlisted = read.notListed === 0 ? '' : `; ${read.notListed} further are not listed`
  const unknown = read.unknownIds === 0 ? '' : `; ${read.unknownIds} of its ${read.ids} ids are not in this match`
  const ambiguous = read.ambiguousIds === 0 ? '' : `; ${read.ambiguousIds} ids have several mentions and were passed over (columns role and ordinal tell them apart)`
  return `${match}: ${file} labels ${labels} listed pairs${unlisted}${unknown}${ambiguous}: ${told}`
}

const toldOf = ({ fit, before, after }: LabelCalibration): string =>
  fit.method === 'none'
    ? 'probabilities are left as they are, since no calibration comes closer to the labels'
    : `probabilities are calibrated (${fit.method}); expected calibration error ${before.ece.toFixed(4)} before, ${after.ece.toFixed(4)} by labels of other entities`

/** Learns from the labels of a match, calibrates its pairs by them, and keeps in label_fit what was learnt, or why nothing was. */
export async function fitLabels(context: StageContext, match: PlanMatch, file: string, read: LabelsRead): Promise<void> {
  const { database } = context
  const labelled = await readLabelled(context, match, 'candidate_pair', 'own_weight')
  const { label, left, right } = labelled
  const matches = label.reduce((sum, one) => sum + one, 0)
  const few = tooFew(labelled)
  const counts = sql`${match.name}, ${file}`
  const seen = sql`${read.ids}, ${read.unknownIds}, ${read.ambiguousIds}, ${label.length}, ${matches}, ${read.notListed}`
  if (few !== undefined) {
    context.emit({ kind: 'note', level: 'warning', text: said(match.name, file, read, label.length, `not used: ${few}`) })
    await database.run(sql`insert into label_fit values (${counts}, null, ${seen}, null, null, null, null, null, ${few}, null)`)
    return
  }
  const learnt = calibrateByLabels(labelled)
  const { fit, before, after, crossFitted: probability } = learnt
  if (fit.method !== 'none') await calibratePairs(context, match, fit, sql`true`, { left, right, probability })
  context.emit({ kind: 'note', level: 'info', text: said(match.name, file, read, label.length, toldOf(learnt)) })
  const losses = [before.log, after.log, before.ece, after.ece].map((value) => sql`cast(${six(value).toFixed(6)} as double)`)
  await database.run(sql`insert into label_fit values (${counts}, ${fit.method}, ${seen}, ${folds}, ${losses[0] ?? sql`null`}, ${losses[1] ?? sql`null`}, ${losses[2] ?? sql`null`}, ${losses[3] ?? sql`null`}, null, ${JSON.stringify(fit)})`)
}

async function makeCalibration(context: StageContext): Promise<void> {
  const { database, plan } = context
  await database.run(sql`create table label_calibration as select * exclude (fit), null::double as ece_final from label_fit`)
  for (const match of labelledMatches(plan)) {
    const labelled = await readLabelled(context, match, 'final_pair', 'match_weight')
    if (labelled.label.length === 0) continue
    const error = six(expectedCalibrationError(labelled)).toFixed(6)
    await database.run(sql`update label_calibration set ece_final = cast(${error} as double) where match = ${match.name}`)
  }
}

/** Makes label_calibration: what labels each match had, what was learnt from them, and how far its probabilities are from them, before, after and in the end. */
export const labelCalibration = (plan: Plan): TableSpec => {
  const labelled = labelledMatches(plan)
  return {
    table: 'label_calibration',
    reads: ['label_fit', ...(labelled.length === 0 ? [] : ['labelled_pair', ...labelled.map((match) => tableOf('final_pair', match))])],
    code: makeCalibration,
  }
}
