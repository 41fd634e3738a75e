import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random, zipf } from '../../samples/random.js'

const draws = (random: Random, count: number): number[] => Array.from({ length: count }, () => random.next())

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

describe('Random', () => {
  it('gives the same numbers for a seed, and others for another', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        expect(draws(Random.seeded(seed), 5)).toEqual(draws(Random.seeded(seed), 5))
        expect(draws(Random.seeded(seed), 5)).not.toEqual(draws(Random.seeded(seed + 1), 5))
      }),
    )
  })

  it('gives a child that does not depend on what its parent or its siblings drew', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(50), fc.string(), (seed, drawn, label) => {
        const fresh = Random.seeded(seed)
        const used = Random.seeded(seed)
        draws(used, drawn)
        draws(used.child('other'), drawn)
        expect(draws(used.child(label), 4)).toEqual(draws(fresh.child(label), 4))
      }),
    )
  })

  it('is uniform: means of many children and of one stream are near a half', () => {
    const root = Random.seeded(7)
    expect(mean(draws(root, 40_000))).toBeCloseTo(0.5, 1)
    expect(Math.abs(mean(Array.from({ length: 40_000 }, (_, at) => root.child(at).next())) - 0.5)).toBeLessThan(0.01)
    const happened = Array.from({ length: 40_000 }, (_, at) => Number(root.child(at).happens('event', 0.2)))
    expect(Math.abs(mean(happened) - 0.2)).toBeLessThan(0.01)
  })

  it('makes events of one key independent of each other', () => {
    const root = Random.seeded(3)
    const both = Array.from({ length: 40_000 }, (_, at) => Number(root.child(at).happens('a', 0.5) && root.child(at).happens('b', 0.5)))
    expect(Math.abs(both.reduce((sum, value) => sum + value, 0) / both.length - 0.25)).toBeLessThan(0.01)
  })

  it('shuffles without loss, and leaves the list as it was', () => {
    const items = Array.from({ length: 200 }, (_, at) => at)
    const shuffled = Random.seeded(1).shuffle(items)
    expect(shuffled).not.toEqual(items)
    expect(shuffled.toSorted((a, b) => a - b)).toEqual(items)
  })

  it('picks by weight, and never what weighs nothing', () => {
    const random = Random.seeded(5)
    const picked = Array.from({ length: 10_000 }, () => random.weighted([['never', 0], ['often', 3], ['seldom', 1]] as const))
    expect(picked).not.toContain('never')
    expect(picked.filter((item) => item === 'often').length / picked.length).toBeCloseTo(0.75, 1)
  })
})

describe('zipf', () => {
  it('picks every item, the first ones more often', () => {
    const pick = zipf([0, 1, 2, 3, 4, 5, 6, 7], 1)
    const random = Random.seeded(2)
    const counts = new Map<number, number>()
    for (let at = 0; at < 40_000; at += 1) {
      const item = pick(random)
      counts.set(item, (counts.get(item) ?? 0) + 1)
    }
    const byRank = [0, 1, 2, 3, 4, 5, 6, 7].map((item) => counts.get(item) ?? 0)
    expect(byRank.every((count, at) => count > 0 && (at === 0 || count < (byRank[at - 1] ?? 0)))).toBe(true)
    expect((byRank[0] ?? 0) / (byRank[2] ?? 1)).toBeCloseTo(2, 0)
  })
})
