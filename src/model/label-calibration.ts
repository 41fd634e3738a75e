import { betaCalibrated, betaCalibration, crossFitted, expectedCalibrationError, isotonic, valueAt, type BetaParameters, type Calibrated, type Curve, type LabelledPairs } from './calibration.js'
import { probabilityOfBits } from './odds.js'

/** Labelled pairs with the entity of each, as its pairs stand and fall together. */
export interface GroupedPairs extends LabelledPairs {
  readonly group: Int32Array
}

/** What is learnt from labels, as numbers that a table can keep; `bound` is the surest that so many labels can be of a probability. */
export type Fit =
  | { readonly method: 'none' }
  | { readonly method: 'beta'; readonly parameters: BetaParameters }
  | { readonly method: 'isotonic'; readonly at: readonly number[]; readonly value: readonly number[]; readonly bound: number }

/** How far probabilities are from labels: mean log loss, and expected calibration error. */
export interface Loss {
  readonly log: number
  readonly ece: number
}

export interface LabelCalibration {
  readonly fit: Fit
  /** Probabilities of the labelled pairs themselves, each by labels of other entities. */
  readonly crossFitted: Float64Array
  readonly before: Loss
  /** Of the cross-fitted probabilities. */
  readonly after: Loss
}

export const folds = 5
const fewestLabels = 20
const fewestOfAKind = 5

/** Why labels are too few to learn from; undefined when they are enough. */
export function tooFew({ label, group }: Pick<GroupedPairs, 'label' | 'group'>): string | undefined {
  const matches = label.reduce((sum, one) => sum + one, 0)
  const entities = new Set(group).size
  if (label.length < fewestLabels) return `${label.length} labelled pairs are listed, and ${fewestLabels} are needed`
  if (matches < fewestOfAKind) return `${matches} of ${label.length} labelled pairs are matches, and ${fewestOfAKind} are needed`
  if (label.length - matches < fewestOfAKind) return `${label.length - matches} of ${label.length} labelled pairs are no matches, and ${fewestOfAKind} are needed`
  return entities < folds ? `the labelled pairs are of ${entities} entities, and ${folds} are needed` : undefined
}

/** No share of n labels is surer than this. */
const boundOf = (labels: number): number => 1 / (2 * labels + 2)
const within = (value: number, bound: number): number => Math.min(Math.max(value, bound), 1 - bound)

/** Mean negative log likelihood of the labels, probabilities kept as far from 0 and 1 as `bound`. 0 without pairs. */
export function logLoss({ probability, label }: LabelledPairs, bound: number): number {
  const sum = probability.reduce((all, value, pair) => all - Math.log(label[pair] === 1 ? within(value, bound) : 1 - within(value, bound)), 0)
  return probability.length === 0 ? 0 : sum / probability.length
}

/** Where labels are all of one kind they only bound the share: a model that is surer there is contradicted by none of them, and keeps its say. */
function byCurve(curve: Curve, bound: number): Calibrated {
  return (probability) => {
    const value = valueAt(curve, probability)
    if (value >= 1) return Math.max(1 - bound, probability)
    return value <= 0 ? Math.min(bound, probability) : within(value, bound)
  }
}

/** The function that a fit stands for: it never falls. */
export function calibratedBy(fit: Fit): Calibrated {
  if (fit.method === 'none') return (probability) => probability
  if (fit.method === 'beta') return (probability) => betaCalibrated(fit.parameters, probability)
  return byCurve({ at: Float64Array.from(fit.at), value: Float64Array.from(fit.value) }, fit.bound)
}

function fitIsotonic(labelled: LabelledPairs): Fit {
  const { at, value } = isotonic(labelled)
  return { method: 'isotonic', at: [...at], value: [...value], bound: boundOf(labelled.label.length) }
}

const fitters = [(labelled: LabelledPairs): Fit => ({ method: 'beta', parameters: betaCalibration(labelled) }), fitIsotonic] as const

const lossOf = (labelled: LabelledPairs, bound: number): Loss => ({ log: logLoss(labelled, bound), ece: expectedCalibrationError(labelled) })

/**
 * Calibration by labels: beta or isotonic, whichever has the lower cross-fitted log loss, beta where they tie, and none where neither beats the
 * probabilities as they are. Needs labels that are not too few.
 */
export function calibrateByLabels(labelled: GroupedPairs): LabelCalibration {
  const { label, probability } = labelled
  const bound = boundOf(label.length)
  const before = lossOf(labelled, bound)
  let best: LabelCalibration = { fit: { method: 'none' }, crossFitted: probability, before, after: before }
  for (const fit of fitters) {
    const fitted = crossFitted(labelled, folds, (others) => calibratedBy(fit(others)))
    const after = lossOf({ probability: fitted, label }, bound)
    if (after.log < best.after.log) best = { fit: fit(labelled), crossFitted: fitted, before, after }
  }
  return best
}

const surest = 1e-9
/** Bits that a calibrated weight takes of each bit of the own one, so that pairs of one calibrated probability stay in their order. */
const kept = 0.001

/** Match weight in bits of a calibrated probability of a pair that had `own` bits; four decimals. */
export function calibratedWeight(calibrated: number, own: number): number {
  const p = within(calibrated, surest)
  return Math.round(1e4 * (Math.log2(p / (1 - p)) + kept * Math.min(Math.max(own, -60), 60))) / 1e4
}

/** The weight by itself from which the calibrated one reaches `bits`, to four decimals; the highest there is where none does. */
export function ownWeightReaching(fit: Fit, bits: number): number {
  const calibrated = calibratedBy(fit)
  let [below, reached] = [-60, 60]
  for (let step = 0; step < 21; step += 1) {
    const middle = (below + reached) / 2
    if (calibratedWeight(calibrated(probabilityOfBits(middle)), middle) >= bits) reached = middle
    else below = middle
  }
  return Math.round(reached * 1e4) / 1e4
}
