import { describe, expect, test } from 'vitest'
import type { ComparisonShape } from '../../src/model/comparison.js'
import { damagedM } from '../../src/model/damage.js'
import { defaultParameters, defaultShares, posteriors, randomShares } from '../../src/model/latent-classes.js'
import { shape, simulate } from './simulated.js'

const shapes = [shape('given', 'name'), shape('family', 'family'), shape('born', 'personal'), shape('street', 'shared')]
const u = [[0.9, 0.05, 0.05], [0.94, 0.03, 0.03], [0.98, 0.015, 0.005], [0.96, 0.03, 0.01]]
const input = (of: readonly ComparisonShape[]) =>
  simulate({ shapes: of, m: { match: of.map(() => [0.1, 0.1, 0.8]) }, u: of.map((_, c) => u[c] ?? []), pairs: { match: 0, random: 5000 }, mentions: 1000 }, 1)

describe('the classes of a model are those that the comparisons can tell apart', () => {
  test.each([
    ['all four where names, households and something personal are known', shapes, ['damaged', 'match', 'namesake', 'relative']],
    ['no namesakes without anything personal', [shape('given', 'name'), shape('family', 'family')], ['damaged', 'match', 'relative']],
    ['no relatives without anything shared', [shape('given', 'name'), shape('born', 'personal')], ['damaged', 'match', 'namesake']],
    ['matches alone, sound and damaged, where one kind is known', [shape('born', 'personal')], ['damaged', 'match']],
  ] as const)('%s', (_, of, classes) => {
    expect(Object.keys(defaultParameters(input(of)).classes).toSorted()).toEqual(classes)
  })
})

const odds = (share: number): number => share / (1 - share)

test('relatives share family and household and nothing personal; namesakes the names; damaged matches are worse in all', () => {
  const [given, family, born] = shapes as [ComparisonShape, ComparisonShape, ComparisonShape]
  expect(defaultShares('relative', family, u[1] ?? [])).toEqual(family.defaultM)
  expect(defaultShares('relative', born, u[2] ?? [])).toEqual(u[2])
  expect(defaultShares('namesake', given, u[0] ?? [])).toEqual(given.defaultM)
  expect(defaultShares('damaged', born, u[2] ?? [])).toEqual(damagedM(born.defaultM))
  const sometimes = defaultShares('relative', given, u[0] ?? []).at(-1) ?? 0
  expect(sometimes).toBeGreaterThan(u[0]?.at(-1) ?? 0)
  expect(sometimes).toBeLessThan(given.defaultM.at(-1) ?? 0)
})

test('u is what random pairs show, a level never seen is rare and not impossible, and what hardly a pair holds weighs nothing', () => {
  const given = input(shapes)
  randomShares(given).forEach((levels, c) => {
    expect(levels.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6)
    levels.forEach((share, level) => expect(Math.abs(share - (u[c]?.[level] ?? 0))).toBeLessThan(0.03))
  })
  const nobody = { ...given, random: { ...given.random, levels: given.random.levels.map((column) => column.map(() => 0)) } }
  expect(randomShares(nobody)).toEqual(shapes.map(({ defaultM }) => defaultM))
  const alike = { ...given, random: { ...given.random, levels: given.random.levels.map((column) => column.map(() => 1)) } }
  for (const levels of randomShares(alike)) for (const share of levels.slice(1)) expect(share).toBeGreaterThan(0)
})

test('probabilities of the classes of a pattern are shares of one, all agreement is a match, none is none', () => {
  const given = input(shapes)
  const blocked = { levels: shapes.map(() => Int8Array.from([3, 1, 0])), pairs: Float64Array.from([1, 1, 1]), free: Int32Array.from([0, 0, 0]) }
  const found = posteriors(shapes, blocked, defaultParameters(given))
  const of = (pattern: number): number => (found.match?.[pattern] ?? 0) + (found.damaged?.[pattern] ?? 0)
  for (const pattern of [0, 1, 2]) expect(Object.values(found).reduce((sum, column) => sum + (column[pattern] ?? 0), 0)).toBeLessThanOrEqual(1)
  expect(of(0)).toBeGreaterThan(0.9)
  const [sound, damaged] = [odds(1000 / given.possiblePairs), odds(100 / given.possiblePairs)]
  expect(of(2)).toBeCloseTo((sound + damaged) / (1 + 3 * sound + damaged), 9)
  expect(of(1)).toBeLessThan(of(2) / 100)
})
