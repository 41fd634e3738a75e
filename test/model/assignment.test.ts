import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { assignLinks, type WeightedLinks } from '../../src/model/assignment.js'
import { seeded } from './simulated.js'

type Link = readonly [left: number, right: number, weight: number]

const links = (all: readonly Link[], mentions = 1000): WeightedLinks => ({
  mentions,
  left: Int32Array.from(all, ([left]) => left),
  right: Int32Array.from(all, ([, right]) => right),
  weight: Float64Array.from(all, ([, , weight]) => weight),
})

/** Every one-to-one choice of the links of positive weight; those of the greatest total. */
function best(all: readonly Link[]): { total: number; choices: ReadonlySet<number>[] } {
  let total = 0
  let choices: ReadonlySet<number>[] = []
  const extend = (from: number, taken: ReadonlySet<number>, chosen: readonly number[], sum: number): void => {
    if (sum > total) [total, choices] = [sum, []]
    if (sum === total) choices.push(new Set(chosen))
    for (let link = from; link < all.length; link += 1) {
      const [left, right, weight] = all[link] ?? [0, 0, 0]
      if (weight > 0 && !taken.has(left) && !taken.has(right)) extend(link + 1, new Set([...taken, left, right]), [...chosen, link], sum + weight)
    }
  }
  extend(0, new Set(), [], 0)
  return { total, choices }
}

const some = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 6, max: 11 }), fc.integer({ min: -1, max: 4 })), {
  maxLength: 11, selector: ([left, right]) => left * 100 + right,
})

test('the total is the greatest, and tied are the links in some best choices but not in all', () => {
  fc.assert(fc.property(some, fc.boolean(), (all, turn) => {
    const given = turn ? all.map(([left, right, weight]) => [right, left, weight] as const) : all
    const { total, choices } = best(all)
    const { chosen, tied, greedy } = assignLinks(links(given))
    expect(all.reduce((sum, [, , weight], link) => sum + weight * (chosen[link] ?? 0), 0)).toBe(total)
    expect(choices.some((choice) => all.every((_, link) => choice.has(link) === (chosen[link] === 1)))).toBe(true)
    all.forEach((_, link) => {
      const times = choices.filter((choice) => choice.has(link)).length
      expect(tied[link]).toBe(times > 0 && times < choices.length ? 1 : 0)
    })
    expect(greedy).toBe(0)
  }), { numRuns: 400 })
})

test('the order of the links does not matter', () => {
  fc.assert(fc.property(some, (all) => {
    expect([...assignLinks(links(all.toReversed())).chosen].toReversed()).toEqual([...assignLinks(links(all)).chosen])
  }))
})

test('a best link is given up where the whole gains', () => {
  expect([...assignLinks(links([[1, 6, 5], [1, 7, 4], [2, 6, 4]])).chosen]).toEqual([0, 1, 1])
})

/** Many mentions a side, all in one component. */
const large = (side: number, seed: number): Link[] => {
  const random = seeded(seed)
  return Array.from({ length: side }, (_, index): Link[] => [
    [index + 1, side + index + 1, 10 + random()], [index + 1, side + 1 + ((index + 1) % side), 8 * random()], [index + 1, side + 1 + ((index + 7) % side), 3 * random()],
  ]).flat()
}

test('a component of 200 a side is exact, a larger one greedy and says so', () => {
  const exact = assignLinks(links(large(200, 1)))
  expect(exact.greedy).toBe(0)
  const { chosen, greedy } = assignLinks(links(large(300, 2)))
  expect(greedy).toBe(900)
  for (const result of [exact.chosen, chosen]) expect([...result].every((value, link) => value === (link % 3 === 0 ? 1 : 0))).toBe(true)
})

test('equal rivals of a greedy choice are tied', () => {
  const { tied } = assignLinks(links([...large(300, 3), [701, 1000, 20], [701, 999, 20], [1, 1000, 0.1]]))
  expect([...tied.subarray(900)]).toEqual([1, 1, 0])
})

test('a mention on both sides is refused', () => {
  expect(() => assignLinks(links([[1, 2, 1], [2, 3, 1]]))).toThrow(RangeError)
})
