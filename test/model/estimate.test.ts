import { describe, expect, test } from 'vitest'
import { classesFrom, priorWeight, probabilityOf, weight } from '../../src/model/comparison.js'
import { estimateParameters, type Estimate, type EstimateInput } from '../../src/model/estimate.js'
import { shape, simulate, type Truth } from './simulated.js'

const truth: Truth = {
  shapes: [shape('given', 'name'), shape('family', 'family'), shape('born', 'personal'), shape('ssn', 'personal', [0.1, 0.9]), shape('city', 'shared', [0.4, 0.6])],
  m: { match: [[0.1, 0.2, 0.7], [0.05, 0.15, 0.8], [0.04, 0.16, 0.8], [0.15, 0.85], [0.45, 0.55]] },
  u: [[0.93, 0.05, 0.02], [0.96, 0.03, 0.01], [0.97, 0.028, 0.002], [0.9999, 0.0001], [0.9, 0.1]],
  pairs: { match: 2000, random: 150_000 },
  mentions: 2000,
  missing: 0.1,
}

const expectNear = (estimate: Estimate, within: number): void => {
  truth.m.match?.forEach((levels, c) => levels.forEach((share, level) => {
    expect(Math.abs((estimate.classes.match.m[c]?.[level] ?? 0) - share), `m of ${truth.shapes[c]?.name} ${level + 1}`).toBeLessThan(within)
  }))
  truth.u.forEach((levels, c) => levels.forEach((share, level) => {
    expect(Math.abs((estimate.u[c]?.[level] ?? 0) - share), `u of ${truth.shapes[c]?.name} ${level + 1}`).toBeLessThan(within)
  }))
}

describe('pairs simulated from known parameters', () => {
  test.each([1, 2, 3])('give them back: m, u and the number of matches (seed %i)', (seed) => {
    const estimate = estimateParameters(simulate(truth, seed))
    expect(estimate.failure).toBeUndefined()
    expect(estimate.converged).toBe(true)
    expectNear(estimate, 0.05)
    expect(estimate.expectedMatches).toBeGreaterThan(2000 * 0.95)
    expect(estimate.expectedMatches).toBeLessThan(2000 * 1.05)
    expect(estimate.classes.match.prior + (estimate.classes.damaged?.prior ?? 0)).toBeCloseTo(estimate.expectedMatches / 152_000, 4)
  })

  test('households are a class of their own, not matches', () => {
    const alike = [0.05, 0.05, 0.9]
    const household: Truth = {
      ...truth,
      m: { ...truth.m, relative: [truth.u[0] ?? [], alike, truth.u[2] ?? [], truth.u[3] ?? [], [0.05, 0.95]] },
      pairs: { match: 1500, relative: 3000, random: 150_000 },
    }
    const estimate = estimateParameters(simulate(household, 4))
    expect(estimate.failure).toBeUndefined()
    expect(estimate.expectedMatches).toBeGreaterThan(1500 * 0.9)
    expect(estimate.expectedMatches).toBeLessThan(1500 * 1.1)
  })
})

test('the same patterns give the same parameters, to the last bit', () => {
  expect(estimateParameters(simulate(truth, 5))).toEqual(estimateParameters(simulate(truth, 5)))
})

test('m and u are shares, and full agreement speaks for a match', () => {
  const estimate = estimateParameters(simulate(truth, 6))
  for (const levels of [...estimate.u, ...Object.values(estimate.classes).flatMap((one) => one.m)]) {
    expect(levels.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5)
    expect(levels.every((share) => share > 0)).toBe(true)
  }
  truth.shapes.forEach(({ labels }, c) => {
    expect(weight(estimate, 'match', c, labels.length)).toBeGreaterThan(0)
    expect(weight(estimate, 'match', c, 1)).toBeLessThan(0)
    expect(weight(estimate, 'match', c, 0)).toBe(0)
  })
})

test('pairs that a rule found by what is compared say nothing of it: m comes from the others', () => {
  const input = simulate(truth, 7)
  const blind = estimateParameters({ ...input, blocked: { ...input.blocked, free: input.blocked.free.map((bits) => bits & ~1) } })
  const default0 = truth.shapes[0]?.defaultM ?? []
  expect(blind.classes.match.m[0]?.map((share) => Number(share.toFixed(6)))).toEqual(default0)
  expect(Math.abs((blind.classes.match.m[1]?.[2] ?? 0) - 0.8)).toBeLessThan(0.05)
})

test('nothing blocked, nothing learnt: the default model, and the reason', () => {
  const estimate = estimateParameters(simulate({ ...truth, pairs: { match: 0, random: 0 } }, 8))
  expect(estimate.failure).toBe('blocking found no pairs')
  expect(estimate.classes.match.m).toEqual(truth.shapes.map(({ defaultM }) => defaultM))
  expect(estimate.expectedMatches).toBe(0)
})

test('a comparison whose full agreement came to speak against a match weighs nothing, the others what they learnt', () => {
  const odd: Truth = {
    ...truth,
    u: [[0.01, 0.01, 0.98], ...truth.u.slice(1)],
    m: { match: [[0.6, 0.39, 0.01], ...(truth.m.match ?? []).slice(1)] },
  }
  const estimate = estimateParameters(simulate(odd, 9))
  expect(estimate.failure).toBeUndefined()
  expect(estimate.mended).toEqual(['given'])
  for (const level of [1, 2, 3]) for (const of of ['match', 'damaged'] as const) expect(weight(estimate, of, 0, level)).toBeCloseTo(0, 9)
  expect(estimate.classes.match.m[1]).not.toEqual(truth.shapes[1]?.defaultM)
})

test('weights are bits: m over u, the odds of the prior, and back to a probability', () => {
  const parameters = { u: [[0.75, 0.25]], classes: classesFrom([['match', { m: [[0.5, 0.5]], prior: 0.2 }]]) }
  expect(weight(parameters, 'match', 0, 2)).toBe(1)
  expect(weight(parameters, 'relative', 0, 2)).toBe(0)
  expect(priorWeight(parameters, 'match')).toBe(-2)
  for (const probability of [0.000_01, 0.2, 0.5, 0.999]) expect(probabilityOf(Math.log2(probability / (1 - probability)))).toBeCloseTo(probability, 12)
  expect(() => classesFrom([])).toThrow('class of matches')
})

const telling = (name: string, kind: 'name' | 'family' | 'personal'): Truth['shapes'][number] => ({ ...shape(name, kind, [0.05, 0.15, 0.8]), mostElse: 0.12 })

describe('matches that are rare beside pairs of others that half agree', () => {
  const shapes = [telling('given', 'name'), telling('family', 'family'), telling('born', 'personal'), telling('number', 'personal')]
  const combined = [1, 2, 3].flatMap((a) => [1, 2, 3].flatMap((b) => [1, 2, 3].flatMap((c) => [1, 2, 3].map((d) => [a, b, c, d]))))
  const patterns = (shares: readonly number[], pairs: number, matches: number): EstimateInput['blocked'] => ({
    levels: shapes.map((_, c) => Int8Array.from(combined, (row) => row[c] ?? 0)),
    pairs: Float64Array.from(combined, (row) => row.reduce((product, level) => product * (shares[level - 1] ?? 0), pairs) + (row.every((level) => level === 3) ? matches : 0)),
    free: Int32Array.from(combined, () => 15),
  })
  const input: EstimateInput = { comparisons: shapes, random: patterns([0.97, 0.02, 0.01], 200_000, 0), blocked: patterns([0.5, 0.3, 0.2], 20_000, 40), possiblePairs: 9_000_000, mentions: 3000 }

  test('are not given up for them: the default m is kept, which is said, and how many there are is still learnt', () => {
    const estimate = estimateParameters(input)
    expect(estimate.failure).toContain('pairs of others came to stand for the matches')
    expect(estimate.classes.match.m).toEqual(shapes.map(({ defaultM }) => [...defaultM]))
    const bits = (levels: readonly number[]): number => levels.reduce((sum, level, c) => sum + weight(estimate, 'match', c, level), priorWeight(estimate, 'match'))
    expect(probabilityOf(bits([3, 3, 3, 3]))).toBeGreaterThan(0.9)
    expect(probabilityOf(bits([3, 2, 1, 1]))).toBeLessThan(0.1)
  })

  test('m that the config gives is not replaced', () => {
    const given = [0.1, 0.1, 0.8]
    const estimate = estimateParameters({ ...input, given: { prior: {}, u: [], m: { match: [given, given, given, given] } } })
    expect(estimate.failure).toBeUndefined()
    expect(estimate.classes.match.m).toEqual([given, given, given, given])
  })
})
