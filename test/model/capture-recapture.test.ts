import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { estimateMissed, type Captures, type Split } from '../../src/model/capture-recapture.js'
import { seeded } from './simulated.js'

interface Found {
  readonly first: boolean
  readonly second: boolean
  readonly other: boolean
}

type Draw = (random: () => number) => Found

/** Two samples that find a match, and rules of neither. */
const populations: Record<string, Draw> = {
  independent: (random) => ({ first: random() < 0.6, second: random() < 0.7, other: false }),
  'rules of neither sample find some': (random) => ({ first: random() < 0.5, second: random() < 0.6, other: random() < 0.5 }),
  'a tenth of the records is poor': (random) => {
    const chance = random() < 0.1 ? 0.5 : 0.8
    return { first: random() < chance, second: random() < chance, other: random() < 0.3 }
  },
  'records are better and worse by degrees': (random) => {
    const chance = 0.55 + 0.4 * random()
    return { first: random() < chance, second: random() < chance, other: false }
  },
}

function simulate(draw: Draw, matches: number, seed: number): { captures: Captures; missed: number } {
  const random = seeded(seed)
  const split = { both: 0, first: 0, second: 0, neither: 0 }
  let missed = 0
  for (let match = 0; match < matches; match += 1) {
    const { first, second, other } = draw(random)
    if (first && second) split.both += 1
    else if (first) split.first += 1
    else if (second) split.second += 1
    else if (other) split.neither += 1
    else missed += 1
  }
  return { captures: { found: matches - missed, seen: 0, splits: [split], implied: { listed: 0, missed: 0 } }, missed }
}

const estimated = (captures: Captures): NonNullable<ReturnType<typeof estimateMissed>> => {
  const estimate = estimateMissed(captures)
  if (estimate === undefined) throw new Error('no estimate')
  return estimate
}

test('the interval holds what was missed in 90 of 100 populations at least, under each dependence, and the estimate is of that order', () => {
  for (const [name, draw] of Object.entries(populations)) {
    const held: number[] = []
    for (const matches of [200, 2000]) {
      for (let seed = 1; seed <= 60; seed += 1) {
        const { captures, missed } = simulate(draw, matches, 97 * seed + matches)
        const { estimate, lower, upper } = estimated(captures).missed
        held.push(lower <= missed && missed <= upper ? 1 : 0)
        if (matches === 2000) expect(Math.abs(estimate - missed), name).toBeLessThan(0.5 * missed + 10)
      }
    }
    expect(held.reduce((sum, hit) => sum + hit, 0) / held.length, name).toBeGreaterThanOrEqual(0.9)
  }
})

const split: Split = { both: 159, first: 40, second: 40, neither: 2 }
const plain: Captures = { found: 241, seen: 0, splits: [split], implied: { listed: 0, missed: 0 } }

test('two samples: Chapman (1951), less what rules of neither found', () => {
  expect(estimated(plain).missed.estimate).toBeCloseTo((40 * 40) / 160 - 2, 9)
  expect(estimated(plain)).toMatchObject({ found: 241 })
  expect(estimated(plain).recall.estimate).toBeCloseTo(241 / 249, 9)
})

test('of several splits the surest counts, and one too small for anything does not', () => {
  const unsure: Split = { both: 20, first: 120, second: 50, neither: 51 }
  const small: Split = { both: 5, first: 10, second: 226, neither: 0 }
  expect(estimated({ ...plain, splits: [unsure, small, split] })).toEqual(estimated(plain))
})

test('of the split and what entities imply the greater counts, and never less than they show', () => {
  expect(estimated({ ...plain, implied: { listed: 120.5, missed: 10 } }).missed.estimate).toBeCloseTo((241 / 120.5) * 10, 9)
  expect(estimated({ ...plain, implied: { listed: 120.5, missed: 1 } }).missed.estimate).toBeCloseTo(8, 9)
  expect(estimated({ ...plain, seen: 31 }).missed.estimate).toBe(31)
})

test('entities alone give no estimate: their links may all stand on one field', () => {
  const implied = { listed: 200, missed: 0 }
  expect(estimateMissed({ ...plain, splits: [], implied })).toBeUndefined()
  expect(estimateMissed({ ...plain, splits: [{ both: 241, first: 0, second: 0, neither: 0 }], implied })).toBeDefined()
  expect(estimateMissed({ ...plain, splits: [{ both: 0, first: 0, second: 241, neither: 0 }], implied })).toBeUndefined()
})

test('dispersion widens the interval alone', () => {
  const wide = estimated({ ...plain, dispersion: 4 })
  expect(wide.missed.estimate).toBe(estimated(plain).missed.estimate)
  expect(wide.missed.upper).toBeGreaterThan(estimated(plain).missed.upper)
  expect(wide.missed.lower).toBeLessThan(estimated(plain).missed.lower)
})

test('whatever is given, the estimate lies in its interval', () => {
  const weight = fc.double({ min: 0, max: 1e4, noNaN: true })
  const captures = fc.record({
    found: weight, seen: weight, dispersion: fc.double({ min: 1, max: 50, noNaN: true }), implied: fc.record({ listed: weight, missed: weight }),
    splits: fc.array(fc.record({ both: weight, first: weight, second: weight, neither: weight }), { maxLength: 4 }),
  })
  fc.assert(fc.property(captures, (all) => {
    const estimate = estimateMissed(all)
    if (estimate === undefined) return
    for (const { estimate: middle, lower, upper } of [estimate.missed, ...(all.found > 0 ? [estimate.recall] : [])]) {
      expect(Number.isFinite(upper)).toBe(true)
      expect(lower).toBeLessThanOrEqual(middle)
      expect(middle).toBeLessThanOrEqual(upper)
      expect(lower).toBeGreaterThanOrEqual(0)
    }
    expect(estimate.recall.upper > 1).toBe(false)
  }), { numRuns: 200 })
})
