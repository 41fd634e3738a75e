import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectedRates, type ExpectedMatches } from '../../src/model/intervals.js'
import { normal, seededRandom } from '../../src/model/random.js'

/** How the pairs of an entity depend on each other, given the share of them that its own even number decides. */
const dependences = { none: 0, some: 0.5, full: 1 }
const logistic = (odds: number): number => 1 / (1 + Math.exp(-odds))

interface Population extends ExpectedMatches {
  readonly truth: { readonly matches: number; readonly precision: number; readonly recall: number }
}

function population(entities: number, shared: number, shift: number, seed: number): Population {
  const random = seededRandom(seed)
  const [probability, group, isMatch]: [number[], number[], boolean[]] = [[], [], []]
  const off = shift * normal(random)
  for (let entity = 1; entity <= entities; entity += 1) {
    const [quality, common] = [4 * normal(random), random()]
    for (let pair = Math.ceil(6 * random()); pair > 0; pair -= 1) {
      const odds = quality + normal(random)
      probability.push(logistic(odds))
      group.push(entity)
      isMatch.push((random() < shared ? common : random()) < logistic(odds + off))
    }
  }
  const [listed, correct, predicted] = [isMatch, isMatch.filter((match, pair) => match && (probability[pair] ?? 0) >= 0.5), probability.filter((value) => value >= 0.5)]
  const estimate = entities / 10
  const missed = Math.round(estimate * Math.exp(0.2 * normal(random)))
  const matches = listed.filter(Boolean).length + missed
  return {
    probability: Float64Array.from(probability), group: Int32Array.from(group), groups: entities, threshold: 0.5, calibrationError: shift,
    missed: { estimate, lower: estimate * Math.exp(-0.392), upper: estimate * Math.exp(0.392) },
    truth: { matches, precision: correct.length / predicted.length, recall: correct.length / matches },
  }
}

test('the 95 % intervals hold the truth of 95 in 100 populations, less three standard errors of the simulation, however its pairs depend and however the calibration is off', () => {
  for (const [name, shared] of Object.entries(dependences)) {
    for (const shift of [0, 0.5]) {
      const hits = { matches: 0, precision: 0, recall: 0 }
      for (let seed = 1; seed <= 120; seed += 1) {
        const { truth, ...given } = population(100, shared, shift, 7919 * seed)
        const rates = expectedRates({ ...given, seed })
        for (const figure of ['matches', 'precision', 'recall'] as const) {
          const found = rates[figure]
          if (found && found.lower <= truth[figure] + 1e-12 && truth[figure] <= found.upper + 1e-12) hits[figure] += 1
        }
      }
      for (const [figure, many] of Object.entries(hits)) expect(many / 120, `${figure}, dependence ${name}, shift ${shift}`).toBeGreaterThanOrEqual(0.89)
    }
  }
})

test('pairs that are each their own entity have the width of the Poisson binomial, pairs of one entity more', () => {
  const pairs = 2000
  const alone = { probability: new Float64Array(pairs).fill(0.8), group: Int32Array.from({ length: pairs }, (_, pair) => pair + 1), groups: pairs, threshold: 0.5 }
  const { matches } = expectedRates(alone)
  expect(matches.estimate).toBeCloseTo(1600, 6)
  const width = 2 * 1.96 * Math.sqrt(pairs * 0.8 * 0.2)
  expect(Math.abs(matches.upper - matches.lower - width)).toBeLessThan(0.15 * width)
  const together = expectedRates({ ...alone, group: alone.group.map((group) => (group + 3) >> 2), groups: 501 }).matches
  expect(Math.abs(together.upper - together.lower - 2 * width)).toBeLessThan(0.3 * width)
})

test('sure pairs leave no doubt; the missed lower recall alone', () => {
  const sure = { probability: Float64Array.of(1, 1, 0), group: Int32Array.of(1, 2, 3), groups: 3, threshold: 0.5 }
  expect(expectedRates(sure)).toEqual({ matches: { estimate: 2, lower: 2, upper: 2 }, predicted: 2, precision: { estimate: 1, lower: 1, upper: 1 }, recall: { estimate: 1, lower: 1, upper: 1 } })
  const { precision, recall, matches } = expectedRates({ ...sure, missed: { estimate: 2, lower: 1, upper: 6 } })
  expect(precision).toEqual({ estimate: 1, lower: 1, upper: 1 })
  expect(matches.estimate).toBe(4)
  expect(recall?.estimate).toBe(0.5)
  expect(recall?.lower).toBeLessThan(0.35)
})

test('nothing listed, nothing predicted', () => {
  const none = { probability: new Float64Array(0), group: new Int32Array(0), groups: 0, threshold: 0.5 }
  expect(expectedRates(none)).toMatchObject({ predicted: 0, precision: undefined, recall: undefined })
  expect(expectedRates({ ...none, probability: Float64Array.of(0.2), group: Int32Array.of(1), groups: 1 }).precision).toBeUndefined()
})

test('the estimate lies in its interval, rates between 0 and 1, and the order of the pairs does not matter', () => {
  const pairs = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 5 })), { maxLength: 30 })
  fc.assert(fc.property(pairs, (all) => {
    const of = (given: typeof all): ExpectedMatches => ({
      probability: Float64Array.from(given, ([value]) => value), group: Int32Array.from(given, ([, group]) => group), groups: 5, threshold: 0.5, draws: 50,
    })
    const rates = expectedRates(of(all))
    for (const figure of [rates.matches, rates.precision, rates.recall]) {
      if (!figure) continue
      expect(figure.lower).toBeLessThanOrEqual(figure.estimate)
      expect(figure.estimate).toBeLessThanOrEqual(figure.upper)
      expect(figure.lower).toBeGreaterThanOrEqual(0)
    }
    for (const figure of [rates.precision, rates.recall]) expect(figure?.upper ?? 0).toBeLessThanOrEqual(1 + 1e-9)
    expect(expectedRates(of(all.toReversed())).matches.upper).toBeCloseTo(rates.matches.upper, 9)
  }))
})
