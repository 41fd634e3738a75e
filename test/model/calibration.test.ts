import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  betaCalibrated, betaCalibration, crossFitted, expectedCalibrationError, isotonic, valueAt, type LabelledPairs,
} from '../../src/model/calibration.js'
import { pairFigures } from '../../src/model/evaluation.js'
import { seeded } from './simulated.js'

type Row = readonly [probability: number, label: number, weight: number]

const labelled = (rows: readonly Row[]): LabelledPairs => ({
  probability: Float64Array.from(rows, ([probability]) => probability),
  label: Uint8Array.from(rows, ([, label]) => label),
  weight: Float64Array.from(rows, ([, , weight]) => weight),
})

const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }).map((value) => value / 20), fc.integer({ min: 0, max: 1 }), fc.integer({ min: 1, max: 3 })), { minLength: 1, maxLength: 40 })

/** The least squares rising fit by its min-max formula: the greatest over starts of the least over ends of the mean between. */
function minMax(all: readonly Row[], at: number): number {
  const mean = (from: number, to: number): number => {
    const between = all.filter(([p]) => p >= from && p <= to)
    return between.reduce((sum, [, label, weight]) => sum + label * weight, 0) / between.reduce((sum, [, , weight]) => sum + weight, 0)
  }
  const places = [...new Set(all.map(([p]) => p))]
  return Math.max(...places.filter((from) => from <= at).map((from) => Math.min(...places.filter((to) => to >= at).map((to) => mean(from, to)))))
}

test('isotonic regression is the min-max formula, and rises', () => {
  fc.assert(fc.property(rows, (all) => {
    const curve = isotonic(labelled(all))
    for (const [probability] of all) expect(valueAt(curve, probability)).toBeCloseTo(minMax(all, probability), 9)
    let before = 0
    for (let step = 0; step <= 100; step += 1) {
      const value = valueAt(curve, step / 100)
      expect(value).toBeGreaterThanOrEqual(before - 1e-12)
      before = value
    }
  }))
})

test('without labels nothing changes', () => {
  expect(valueAt(isotonic(labelled([])), 0.3)).toBe(0.3)
  const { a, b, c } = betaCalibration(labelled([]))
  expect([a, b, c]).toEqual([1, 1, 0])
  expect(betaCalibrated({ a, b, c }, 0.3)).toBeCloseTo(0.3, 9)
})

/** Pairs in groups whose labels follow `truth` of the stated probability. */
function simulated(pairs: number, truth: (stated: number) => number, seed: number): LabelledPairs & { readonly group: Int32Array } {
  const random = seeded(seed)
  const probability = Float64Array.from({ length: pairs }, () => (random() < 0.5 ? random() ** 3 : 1 - random() ** 3))
  return { probability, label: Uint8Array.from(probability, (stated) => (random() < truth(stated) ? 1 : 0)), group: Int32Array.from({ length: pairs }, (_, pair) => pair >> 2) }
}

test('beta calibration finds the parameters that made the labels', () => {
  const truth = { a: 0.5, b: 1.4, c: -0.7 }
  const { a, b, c } = betaCalibration(simulated(40_000, (stated) => betaCalibrated(truth, stated), 5))
  expect(Math.abs(a - truth.a)).toBeLessThan(0.05)
  expect(Math.abs(b - truth.b)).toBeLessThan(0.1)
  expect(Math.abs(c - truth.c)).toBeLessThan(0.1)
})

test('beta calibration never falls, whatever the labels, and few labels move it little', () => {
  fc.assert(fc.property(rows, (all) => {
    const beta = betaCalibration(labelled(all))
    expect(beta.a).toBeGreaterThanOrEqual(0)
    expect(beta.b).toBeGreaterThanOrEqual(0)
  }))
  const few = betaCalibration(labelled([[0.9, 1, 1], [0.95, 1, 1], [0.1, 0, 1]]))
  for (const p of [0.1, 0.5, 0.9]) expect(Math.abs(betaCalibrated(few, p) - p)).toBeLessThan(0.2)
})

test('both calibrate pairs that they did not see, and help only where something was wrong', () => {
  const fits = [
    (known: LabelledPairs) => {
      const beta = betaCalibration(known)
      return (probability: number) => betaCalibrated(beta, probability)
    },
    (known: LabelledPairs) => {
      const curve = isotonic(known)
      return (probability: number) => valueAt(curve, probability)
    },
  ]
  const off = simulated(8000, (stated) => stated ** 2, 6)
  expect(expectedCalibrationError(off)).toBeGreaterThan(0.06)
  const right = simulated(8000, (stated) => stated, 7)
  for (const fit of fits) {
    for (const known of [off, right]) expect(expectedCalibrationError({ ...known, probability: crossFitted(known, 5, fit) })).toBeLessThan(0.02)
  }
})

const mean = ({ label }: LabelledPairs) => () => label.reduce((sum, value) => sum + value, 0) / label.length

test('no pair is calibrated by its own group', () => {
  const known = { probability: Float64Array.of(0.1, 0.2, 0.3, 0.4), label: Uint8Array.of(1, 1, 0, 0), group: Int32Array.of(7, 7, 9, 9) }
  expect([...crossFitted(known, 5, mean)]).toEqual([0, 0, 1, 1])
})

test('the error is that of the figures of a run, and weights count as copies do within a bin', () => {
  fc.assert(fc.property(rows, (all) => {
    const sorted = all.toSorted(([a], [b]) => b - a)
    const { probability, label } = labelled(sorted)
    expect(expectedCalibrationError({ probability, label })).toBeCloseTo(pairFigures({ probability, hit: label }, 1).ece ?? 0, 3)
  }))
  expect(expectedCalibrationError(labelled([[1, 0, 3], [0, 0, 1]]))).toBe(0.75)
  expect(expectedCalibrationError(labelled([]))).toBe(0)
})
