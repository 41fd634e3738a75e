import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compete, freeOfDuplicates, type CrossLinks } from '../../src/model/competition.js'
import { seeded } from './simulated.js'

type Link = readonly [left: number, right: number, probability: number]

const links = (all: readonly Link[], mentions = 1000): CrossLinks => ({
  mentions,
  left: Int32Array.from(all, ([left]) => left),
  right: Int32Array.from(all, ([, right]) => right),
  probability: Float64Array.from(all, ([, , probability]) => probability),
})

const some = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 7, max: 12 }), fc.double({ min: 0, max: 1, noNaN: true })), {
  maxLength: 25, selector: ([left, right]) => left * 100 + right,
})

test('no link gains, a link without rivals keeps what it has, and the links of a mention sum to one at most', () => {
  fc.assert(fc.property(some, (all) => {
    const after = compete(links(all))
    const sums = new Map<number, number>()
    all.forEach(([left, right, before], link) => {
      const value = after[link] ?? NaN
      expect(value).toBeLessThanOrEqual(before + 1e-12)
      expect(value).toBeGreaterThanOrEqual(0)
      if (!all.some(([a, b], other) => other !== link && (a === left || b === right))) expect(value).toBeCloseTo(before, 12)
      for (const mention of [left, right]) sums.set(mention, (sums.get(mention) ?? 0) + value)
    })
    for (const sum of sums.values()) expect(sum).toBeLessThanOrEqual(1 + 1e-9)
  }))
})

test('odds are shared among the links and none of them', () => {
  expect([...compete(links([[1, 7, 0.5], [1, 8, 0.5]]))]).toEqual([1 / 3, 1 / 3])
  const [sure, rival] = compete(links([[1, 7, 0.99], [1, 8, 0.5]]))
  expect(sure).toBeCloseTo(99 / 101, 9)
  expect(rival).toBeCloseTo(1 / 101, 9)
  expect([...compete(links([[1, 7, 1], [1, 8, 1]]))].map((value) => Math.round(value * 1000) / 1000)).toEqual([0.5, 0.5])
})

/** Left persons 1 … people, each with one right mention, some with a second, and some linked to the mention of another person as well. */
function population(people: number, doubled: number, mistaken: number, seed: number): CrossLinks {
  const random = seeded(seed)
  const all = Array.from({ length: people }, (_, index): Link[] => {
    const [left, right] = [index + 1, people + 2 * index + 1]
    const second: Link[] = random() < doubled ? [[left, right + 1, 0.97]] : []
    const relative: Link[] = random() < mistaken && index > 0 ? [[left, right - 2, 0.95]] : []
    return [[left, right, 0.99], ...second, ...relative]
  })
  return links(all.flat(), 3 * people + 2)
}

test('a source with second mentions is not free, one without is, and links to relatives do not count', () => {
  const rights = [[0.2, 0, false], [0.02, 0, true], [0, 0, true], [0, 0.3, true], [0.2, 0.3, false]] as const
  for (const [doubled, mistaken, free] of rights) {
    const found = freeOfDuplicates({ ...population(1000, doubled, mistaken, 3), side: 'right' })
    expect(found.linked).toBe(1000)
    expect(found.free).toBe(free)
    expect(found.lower).toBeLessThanOrEqual(doubled)
    expect(found.upper).toBeGreaterThanOrEqual(doubled)
  }
})

test('sides are told apart, and too little evidence is not free', () => {
  const all = population(1000, 0.2, 0, 4)
  expect(freeOfDuplicates({ ...all, side: 'left' })).toMatchObject({ doubled: 0, free: true })
  const turned = { ...all, left: all.right, right: all.left }
  expect(freeOfDuplicates({ ...turned, side: 'left' })).toEqual(freeOfDuplicates({ ...all, side: 'right' }))
  expect(freeOfDuplicates({ ...population(30, 0, 0, 5), side: 'right' })).toMatchObject({ linked: 30, doubled: 0, free: false })
  expect(freeOfDuplicates({ ...links([]), side: 'right' })).toMatchObject({ linked: 0, share: 0, lower: 0, upper: 1, free: false })
})
