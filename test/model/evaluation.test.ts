import { array, assert, boolean, constantFrom, property, tuple } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bCubed, clusteredPairs, pairFigures, type ListedPairs } from '../../src/model/evaluation.js'

const listed = (pairs: readonly (readonly [number, boolean])[]): ListedPairs => {
  const sorted = pairs.toSorted(([a], [b]) => b - a)
  return { probability: Float64Array.from(sorted, ([p]) => p), hit: Uint8Array.from(sorted, ([, hit]) => Number(hit)) }
}

describe('figures of pairs', () => {
  test('a true pair that is not listed is missed', () => {
    const { recall_ceiling: ceiling, at_half: half, at_95: high } = pairFigures(listed([[0.99, true], [0.7, false], [0.6, true], [0.2, true]]), 5)
    expect(ceiling).toBe(0.6)
    expect(half).toEqual({ threshold: 0.5, precision: 0.6667, recall: 0.4, f1: 0.5, predicted: 3, true_positives: 2 })
    expect(high).toEqual({ threshold: 0.95, precision: 1, recall: 0.2, f1: 0.3333, predicted: 1, true_positives: 1 })
  })
  test('the best threshold does not part equal probabilities', () => {
    expect(pairFigures(listed([[0.5, true], [0.5, false], [0.5, false]]), 1).best).toMatchObject({ threshold: 0.5, predicted: 3, f1: 0.5 })
  })
  test('calibration: stated .9 where three of four are true, in bins of one', () => {
    const { ece, brier } = pairFigures(listed([[0.9, true], [0.9, true], [0.9, true], [0.9, false]]), 3)
    expect(ece).toBe(0.3)
    expect(brier).toBe(0.21)
  })
  test('sixteen pairs fall into fifteen bins, the first of two', () => {
    const pairs: [number, boolean][] = [[1, true], [0.9, false], ...Array.from({ length: 14 }, (): [number, boolean] => [0, false])]
    expect(pairFigures(listed(pairs), 1).ece).toBe(0.0563)
  })
  test('nothing listed', () => {
    expect(pairFigures(listed([]), 4)).toMatchObject({ listed: 0, best: null, ece: null, at_half: { precision: 0, recall: 0, f1: 0 } })
  })
  test('no threshold is better than the best', () => {
    assert(
      property(array(tuple(constantFrom(0.01, 0.3, 0.5, 0.7, 0.95, 1), boolean()), { minLength: 1, maxLength: 40 }), (pairs) => {
        const { best, at_half: half, at_95: high } = pairFigures(listed(pairs), pairs.filter(([, hit]) => hit).length + 1)
        expect(best?.f1).toBeGreaterThanOrEqual(Math.max(half.f1, high.f1))
      }),
    )
  })
})

describe('figures of clusters', () => {
  test('two people of two records each, found as one of three and one alone', () => {
    const both = [2, 1, 1]
    expect(bCubed({ both, truth: [2, 2, 2], found: [3, 3, 1] })).toEqual({ precision: 0.6667, recall: 0.75, f1: 0.7059 })
    expect(clusteredPairs(both, [3, 1], 2)).toEqual({ precision: 0.3333, recall: 0.5, f1: 0.4 })
  })
  test('found as they are', () => {
    expect(bCubed({ both: [2, 3], truth: [2, 3], found: [2, 3] })).toEqual({ precision: 1, recall: 1, f1: 1 })
  })
})
