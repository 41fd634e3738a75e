import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { estimateMissed, type Captures } from '../../src/model/capture-recapture.js'
import { fitLogLinear, solve } from '../../src/model/log-linear.js'
import { seeded } from './simulated.js'

type Draw = (ways: number, random: () => number) => boolean[]

const logistic = (value: number): number => 1 / (1 + Math.exp(-value))
const normal = (random: () => number): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
const each = (ways: number, finds: (way: number) => boolean): boolean[] => Array.from({ length: ways }, (_, way) => finds(way))

/** Ways that depend on each other as those of blocking do. */
const dependences: Record<string, Draw> = {
  independent: (ways, random) => each(ways, (way) => random() < 0.5 + 0.08 * way),
  'one way often repeats another': (ways, random) => {
    const found = each(ways, (way) => random() < 0.5 + 0.06 * way)
    return random() < 0.5 ? found.with(1, found[0] ?? false) : found
  },
  'a fifth of the records is poor': (ways, random) => {
    const chance = random() < 0.2 ? 0.25 : 0.75
    return each(ways, (way) => random() < chance + 0.04 * way)
  },
  'records are better and worse by degrees': (ways, random) => {
    const quality = 1.2 * normal(random)
    return each(ways, (way) => random() < logistic(quality + 0.3 + 0.25 * way))
  },
  'ways share fields': (ways, random) => {
    const equal = each(8, (field) => random() < 0.85 - 0.04 * field)
    return each(ways, (way) => equal[way] === true && equal[(way + 1) % 6] === true)
  },
  'some records lack most fields': (ways, random) => {
    const few = random() < 0.3
    const equal = each(10, (field) => random() < 0.93 && !(few && field > 2))
    return each(ways, (way) => equal[way] === true && equal[(way + 2) % 8] === true)
  },
}

function simulate(draw: Draw, ways: number, matches: number, seed: number): { captures: Captures; missed: number } {
  const random = seeded(seed)
  const weight = new Float64Array(2 ** ways)
  for (let match = 0; match < matches; match += 1) {
    const history = draw(ways, random).reduce((bits, found, way) => bits | (found ? 1 << way : 0), 0)
    weight[history] = (weight[history] ?? 0) + 1
  }
  const missed = weight[0] ?? 0
  weight[0] = 0
  return { captures: { ways, found: Int32Array.from(weight.keys()), weight }, missed }
}

const settings = Object.entries(dependences).flatMap(([name, draw]) => [4, 5, 6].flatMap((ways) => [300, 3000].map((matches) => ({ name, draw, ways, matches }))))

test('the interval holds what was missed in 85 of 100 populations at least, under each dependence, and the estimate is of that order', () => {
  const covered = new Map<string, number[]>()
  for (const { name, draw, ways, matches } of settings) {
    for (let seed = 1; seed <= 6; seed += 1) {
      const { captures, missed } = simulate(draw, ways, matches, 31 * seed + ways)
      const estimate = estimateMissed(captures)
      if (!estimate) throw new Error('no estimate')
      const { lower, upper } = estimate.missed
      covered.set(name, [...(covered.get(name) ?? []), lower <= missed && missed <= upper ? 1 : 0])
      expect(estimate.missed.estimate).toBeGreaterThan(missed / 8 - 10)
      expect(estimate.missed.estimate).toBeLessThan(missed * 8 + 10)
    }
  }
  for (const [name, hits] of covered) expect(hits.reduce((sum, hit) => sum + hit, 0) / hits.length, name).toBeGreaterThanOrEqual(0.85)
})

test('the interval says something: where ways are independent and many, recall is known within a hundredth', () => {
  const { captures, missed } = simulate(dependences['independent'] ?? (() => []), 6, 3000, 7)
  const recall = estimateMissed(captures)?.recall
  expect((recall?.upper ?? 1) - (recall?.lower ?? 0)).toBeLessThan(0.01)
  expect(recall?.estimate).toBeCloseTo(1 - missed / 3000, 2)
})

test('of poor records independence would miss most; the estimate does not', () => {
  const draw = dependences['a fifth of the records is poor'] ?? (() => [])
  const { captures, missed } = simulate(draw, 5, 20_000, 3)
  const [design, counts] = [[] as Float64Array[], [] as number[]]
  captures.weight.forEach((count, history) => {
    if (history === 0) return
    design.push(Float64Array.from([1, ...each(5, (way) => ((history >> way) & 1) === 1).map(Number)]))
    counts.push(count)
  })
  const independent = Math.exp(fitLogLinear(design, Float64Array.from(counts)).coefficients[0] ?? 0)
  expect(independent).toBeLessThan(missed / 4)
  expect(estimateMissed(captures)?.missed.estimate).toBeGreaterThan(missed / 2)
  expect(estimateMissed(captures)?.missed.estimate).toBeLessThan(missed * 2)
})

test('two ways: Chao (1987), and only a least number', () => {
  const estimate = estimateMissed({ ways: 2, found: Int32Array.of(1, 2, 3), weight: Float64Array.of(40, 40, 159) })
  expect(estimate?.missed.estimate).toBeCloseTo((0.5 * 80 * 79) / (2 * 160), 9)
  expect(estimate).toMatchObject({ found: 239, leastOnly: true })
})

test('dispersion widens the interval alone', () => {
  const { captures } = simulate(dependences['independent'] ?? (() => []), 4, 1000, 5)
  const [plain, wide] = [estimateMissed(captures), estimateMissed({ ...captures, dispersion: 3 })]
  expect(wide?.missed.estimate).toBe(plain?.missed.estimate)
  expect(wide?.missed.upper ?? 0).toBeGreaterThan(plain?.missed.upper ?? Infinity)
  expect(wide?.missed.lower ?? Infinity).toBeLessThan(plain?.missed.lower ?? 0)
})

test('whatever is given, the estimate lies in its interval, and a way that found nothing changes nothing', () => {
  const entries = fc.array(fc.tuple(fc.integer({ min: 0, max: 31 }), fc.double({ min: 0, max: 1e4, noNaN: true })), { maxLength: 20 })
  fc.assert(fc.property(entries, (all) => {
    const captures = { ways: 5, found: Int32Array.from(all, ([history]) => history), weight: Float64Array.from(all, ([, weight]) => weight) }
    const estimate = estimateMissed(captures)
    expect(estimateMissed({ ...captures, ways: 6, found: captures.found.map((history) => (history & 1) | ((history >> 1) << 2)) })).toEqual(estimate)
    if (!estimate) return
    for (const { estimate: middle, lower, upper } of [estimate.missed, estimate.recall]) {
      expect(Number.isFinite(upper)).toBe(true)
      expect(lower).toBeLessThanOrEqual(middle)
      expect(middle).toBeLessThanOrEqual(upper)
      expect(lower).toBeGreaterThanOrEqual(0)
    }
    expect(estimate.recall.upper).toBeLessThanOrEqual(1)
  }), { numRuns: 60 })
})

test('nothing found, one way, ways out of range', () => {
  expect(estimateMissed({ ways: 3, found: new Int32Array(0), weight: new Float64Array(0) })).toBeUndefined()
  expect(estimateMissed({ ways: 3, found: Int32Array.of(2), weight: Float64Array.of(5) })).toBeUndefined()
  expect(() => estimateMissed({ ways: 11, found: Int32Array.of(2), weight: Float64Array.of(5) })).toThrow(RangeError)
})

test('linear equations are solved', () => {
  const x = solve(Float64Array.of(4, 2, 0, 2, 5, 1, 0, 1, 3), Float64Array.of(8, 15, 11))
  expect([...x].map((value) => Math.round(value * 1e5) / 1e5)).toEqual([1, 2, 3])
})
