import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { calibratedBy, calibratedWeight, calibrateByLabels, folds, logLoss, ownWeightReaching, tooFew, type Fit, type GroupedPairs } from '../../src/model/label-calibration.js'
import { probabilityOfBits } from '../../src/model/odds.js'
import { isotonic } from '../../src/model/calibration.js'
import { seeded } from './simulated.js'

type Row = readonly [bits: number, label: number, group: number]

const grouped = (rows: readonly Row[]): GroupedPairs => ({
  probability: Float64Array.from(rows, ([bits]) => probabilityOfBits(bits)),
  label: Uint8Array.from(rows, ([, label]) => label),
  group: Int32Array.from(rows, ([, , group]) => group),
})

const row = fc.tuple(fc.integer({ min: -200, max: 400 }).map((tenths) => tenths / 10), fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 9 }))
const enough = fc.array(row, { minLength: 20, maxLength: 80 }).map(grouped).filter((labelled) => tooFew(labelled) === undefined)

const isotonicFit = (labelled: GroupedPairs): Fit => {
  const { at, value } = isotonic(labelled)
  return { method: 'isotonic', at: [...at], value: [...value], bound: 1 / (2 * labelled.label.length + 2) }
}

const weights = Array.from({ length: 161 }, (_, at) => (at - 80) / 2)

test('a higher score by itself never becomes a lower one, and of equal calibrated probabilities the higher stays the higher', () => {
  fc.assert(fc.property(enough, (labelled) => {
    for (const fit of [calibrateByLabels(labelled).fit, isotonicFit(labelled)]) {
      const calibrated = calibratedBy(fit)
      const after = weights.map((bits) => calibratedWeight(calibrated(probabilityOfBits(bits)), bits))
      after.forEach((bits, at) => expect(bits).toBeGreaterThan((after[at - 1] ?? -1e9) - 1e-9))
      expect(new Set(after).size).toBe(after.length)
    }
  }), { numRuns: 60 })
})

test('what is chosen has a lower cross-fitted log loss than the scores as they are, or they are left', () => {
  fc.assert(fc.property(enough, (labelled) => {
    const { fit, before, after, crossFitted } = calibrateByLabels(labelled)
    const bound = 1 / (2 * labelled.label.length + 2)
    expect(after.log).toBeCloseTo(logLoss({ ...labelled, probability: crossFitted }, bound), 12)
    if (fit.method === 'none') expect(crossFitted).toEqual(labelled.probability)
    else expect(after.log).toBeLessThan(before.log)
  }), { numRuns: 60 })
})

test('a pair is calibrated by the labels of other entities alone', () => {
  fc.assert(fc.property(enough, fc.integer({ min: 0, max: folds - 1 }), (labelled, fold) => {
    const dealt = [...new Set(labelled.group)].toSorted((a, b) => a - b)
    const inFold = (pair: number): boolean => dealt.indexOf(labelled.group[pair] ?? 0) % folds === fold
    const other = { ...labelled, label: labelled.label.map((label, pair) => (inFold(pair) ? 1 - label : label)) }
    const [one, two] = [calibrateByLabels(labelled), calibrateByLabels(other)]
    fc.pre(one.fit.method === two.fit.method)
    one.crossFitted.forEach((value, pair) => void (inFold(pair) && expect(two.crossFitted[pair]).toBe(value)))
  }), { numRuns: 60 })
})

test('the order of the pairs changes nothing', () => {
  fc.assert(fc.property(fc.uniqueArray(row, { minLength: 30, maxLength: 60, selector: ([bits]) => bits }), (rows) => {
    fc.pre(tooFew(grouped(rows)) === undefined)
    const [one, other] = [calibrateByLabels(grouped(rows)), calibrateByLabels(grouped(rows.toReversed()))]
    expect(other.fit.method).toBe(one.fit.method)
    other.crossFitted.toReversed().forEach((value, pair) => expect(value).toBeCloseTo(one.crossFitted[pair] ?? 0, 6))
  }), { numRuns: 30 })
})

test('the weight that reaches a calibrated one does, and one of a hundredth less does not', () => {
  const steep: Fit = { method: 'beta', parameters: { a: 0.6, b: 0.8, c: -1.2 } }
  const at = (bits: number): number => calibratedWeight(calibratedBy(steep)(probabilityOfBits(bits)), bits)
  for (const wanted of [-6, 0, 4]) {
    const own = ownWeightReaching(steep, wanted)
    expect(at(own)).toBeGreaterThanOrEqual(wanted)
    expect(at(own - 0.01)).toBeLessThan(wanted)
  }
  expect(ownWeightReaching({ method: 'none' }, 50)).toBe(60)
})

test('too sure scores come to what the labels say, and scores that say it already stay near', () => {
  const random = seeded(11)
  const simulated = (factor: number): GroupedPairs =>
    grouped(Array.from({ length: 3000 }, (_, pair): Row => {
      const bits = 16 * random() - 8
      return [bits * factor, random() < probabilityOfBits(bits) ? 1 : 0, pair]
    }))
  const wrong = calibrateByLabels(simulated(2))
  expect(wrong.before.ece).toBeGreaterThan(0.04)
  expect(wrong.after.ece).toBeLessThan(0.025)
  expect(calibrateByLabels(simulated(1)).after.ece).toBeLessThan(0.025)
})

const said = (rows: readonly Row[]): string => tooFew(grouped(rows)) ?? 'enough'
const some = (many: number, label: number, groups = 50): Row[] => Array.from({ length: many }, (_, at) => [at / 10, label, at % groups])

test('labels are too few when there are fewer than twenty, five of a kind, or five entities', () => {
  expect(said([...some(9, 1), ...some(10, 0)])).toContain('19 labelled pairs are listed, and 20')
  expect(said([...some(4, 1), ...some(50, 0)])).toContain('4 of 54 labelled pairs are matches')
  expect(said([...some(50, 1), ...some(4, 0)])).toContain('4 of 54 labelled pairs are no matches')
  expect(said([...some(20, 1, 4), ...some(20, 0, 4)])).toContain('of 4 entities')
  expect(said([...some(10, 1), ...some(10, 0)])).toBe('enough')
})
