import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitOfMentions, mergeEntities, type ScoredPairs } from '../../src/model/entity-merge.js'

type Pair = readonly [left: number, right: number, probability: number]

const scored = (cluster: readonly number[], pairs: readonly Pair[]): ScoredPairs => ({
  cluster: Int32Array.from([0, ...cluster]),
  left: Int32Array.from(pairs, ([left]) => left),
  right: Int32Array.from(pairs, ([, right]) => right),
  probability: Float64Array.from(pairs, ([, , probability]) => probability),
})

const pairs = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 8 }).map((value) => value / 8)), {
  maxLength: 30, selector: ([left, right]) => Math.min(left, right) * 100 + Math.max(left, right),
})
const clusters = [1, 2, 3, 4, 5, 6, 7, 8, 9]

test('the most probable pair merges first, and a cluster merges once', () => {
  const merged = mergeEntities({ ...scored([1, 1, 3, 4, 5], [[1, 3, 0.8], [4, 3, 0.9], [4, 5, 0.95], [1, 5, 0.99]]), threshold: 0.5 })
  expect([...merged]).toEqual([0, 1, 1, 3, 3, 1])
})

test('every merge is of a pair listed and at the threshold, no cluster merges twice, and no pair that still could is left', () => {
  fc.assert(fc.property(pairs, fc.constantFrom(0.25, 0.5, 1), (all, threshold) => {
    const merged = mergeEntities({ ...scored(clusters, all), threshold })
    expect(mergeEntities({ ...scored(clusters, all.toReversed().map(([a, b, value]) => [b, a, value])), threshold })).toEqual(merged)
    const free = (mention: number): boolean => merged[mention] === mention && !clusters.some((other) => other !== mention && merged[other] === mention)
    for (const mention of clusters) {
      expect(clusters.filter((other) => merged[other] === merged[mention]).length).toBeLessThanOrEqual(2)
      if (merged[mention] === mention) continue
      expect(all.some(([a, b, value]) => Math.min(a, b) === merged[mention] && Math.max(a, b) === mention && value >= threshold)).toBe(true)
    }
    expect(all.some(([a, b, value]) => a !== b && value >= threshold && free(a) && free(b))).toBe(false)
  }))
})

test('the fit of a mention is its mean probability to the others of its cluster', () => {
  const fit = fitOfMentions(scored([1, 1, 1, 4, 5], [[1, 2, 0.9], [3, 1, 0.6], [3, 4, 1]]))
  expect([...fit].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([0, 0.75, 0.45, 0.3, 0, 0])
})
