import { expect, test } from 'vitest'
import type { ComparisonShape, Patterns } from '../../src/model/comparison.js'
import { damagedM } from '../../src/model/damage.js'
import { estimateParameters, type EstimateInput } from '../../src/model/estimate.js'
import { isComplete, notMonotone, withGiven } from '../../src/model/given.js'

const shape = (name: string, kind: ComparisonShape['kind']): ComparisonShape => ({ name, kind, labels: ['else', 'near', 'exact'], defaultM: [0.05, 0.1, 0.85], mostElse: 0.6 })
const comparisons = [shape('given', 'name'), shape('family', 'family'), shape('born', 'personal')]

/** Pairs by pattern: mostly strangers, some that agree in all. */
const patterns = (rows: readonly (readonly [number, number, number, number])[]): Patterns => ({
  levels: [0, 1, 2].map((c) => Int8Array.from(rows, (row) => row[c] ?? 0)),
  pairs: Float64Array.from(rows, (row) => row[3]),
  free: new Int32Array(rows.length).fill(7),
})
const input: EstimateInput = {
  comparisons, possiblePairs: 499_500, mentions: 1000,
  random: patterns([[1, 1, 1, 95_000], [3, 1, 1, 2000], [1, 3, 1, 1500], [2, 1, 1, 900], [1, 2, 1, 800], [1, 1, 3, 60], [1, 1, 2, 200]]),
  blocked: patterns([[3, 3, 3, 180], [3, 3, 2, 25], [2, 3, 3, 30], [3, 1, 3, 12], [3, 1, 1, 4000], [1, 3, 1, 3000], [1, 3, 2, 9]]),
}

test('what is given stands as it is, in what it leads to as well, and the rest is estimated beside it', () => {
  const free = estimateParameters(input)
  const m = [0.3, 0.2, 0.5]
  const held = estimateParameters({ ...input, given: { prior: { match: 0.002 }, m: { match: [undefined, m, undefined] }, u: [] } })
  expect(held.classes.match.m[1]).toEqual(m)
  expect(held.classes.match.prior).toBe(0.002)
  expect(held.classes.damaged?.m[1]).toEqual(damagedM(m))
  expect(free.classes.match.m[1]).not.toEqual(m)
  expect(held.classes.match.m[0]).not.toEqual(free.classes.match.m[0])
  expect(held.classes.match.m[0]?.[2]).toBeGreaterThan(0.5)
})

test('all parameters of an estimate, given again, are those parameters, without a round of training', () => {
  const { u, classes, expectedMatches } = estimateParameters(input)
  const given = {
    u, prior: Object.fromEntries(Object.entries(classes).map(([name, { prior }]) => [name, prior])), m: Object.fromEntries(Object.entries(classes).map(([name, { m }]) => [name, m])),
  }
  const again = estimateParameters({ ...input, given })
  expect([again.u, again.classes, again.iterations, again.converged]).toEqual([u, classes, 0, true])
  expect(again.expectedMatches).toBeCloseTo(expectedMatches, 6)
  expect(isComplete(given, comparisons, again)).toBe(true)
  expect(isComplete({ ...given, u: [u[0], undefined, u[2]] }, comparisons, again)).toBe(false)
})

test('the default model that a failed training falls back to keeps what is given', () => {
  const { failure, classes } = estimateParameters({ ...input, blocked: patterns([]), given: { prior: { match: 0.01 }, m: {}, u: [] } })
  expect(failure).toBe('blocking found no pairs')
  expect(classes.match.prior).toBe(0.01)
})

test('u is what classes have that agree as random pairs do', () => {
  const u = [0.9, 0.06, 0.04]
  const { classes } = withGiven({ prior: {}, m: {}, u: [undefined, undefined, u] }, comparisons, estimateParameters(input))
  expect(classes.relative?.m[2]).toEqual(u)
  expect(classes.match.m[2]).not.toEqual(u)
})

test('a given comparison in which more agreement weighs less is named, and one that was not given is not', () => {
  const odd = { prior: {}, m: { match: [[0.1, 0.85, 0.05], undefined, undefined] }, u: [[0.9, 0.05, 0.05], undefined, undefined] }
  expect(notMonotone(odd, comparisons, withGiven(odd, comparisons, estimateParameters(input)))).toEqual(['given'])
  const even = { prior: {}, m: { match: [[0.1, 0.1, 0.8], undefined, undefined] }, u: [[0.9, 0.05, 0.05], undefined, undefined] }
  expect(notMonotone(even, comparisons, withGiven(even, comparisons, estimateParameters(input)))).toEqual([])
})
