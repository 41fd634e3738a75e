import { describe, expect, it, test } from 'vitest'
import { holds, type BlockingRecall } from '../../bench/blocking-recall/truth.js'
import { usualFaults, type Shape } from '../../bench/population/shape.js'
import { temporaryFolder } from '../temporary.js'
import { absent, error, ofPopulation, ofSet, share } from './recalls.js'

const folder = temporaryFolder('blocking-full')

const shapes: readonly (readonly [string, Partial<Shape>])[] = [
  ['usual', {}],
  ['three fields', { fields: 'few' }],
  ['many faults', { faults: { ...usualFaults, typo: 0.1, missing: 0.12, moved: 0.4 } }],
  ['two sources', { sources: 2 }],
  ['up to 40 records of a person', { duplicates: 0.6, mostRecords: 40, crowding: true }],
]
const records = 1000

describe('the share that blocking listed, as estimated and as it is', () => {
  const cuts: BlockingRecall[] = []

  test.each(shapes)('%s: by all rules the interval holds it', async (name, shape) => {
    const { all, cut } = await ofPopulation(folder, name, { records, ...shape }, 77, [14])
    cuts.push(...cut)
    for (const one of all) {
      expect(holds(one)).toBe(true)
      expect(error(one)).toBeLessThan(0.02)
    }
  })

  test('by the first rules alone nine of ten intervals hold it, where there is one', () => {
    const told = cuts.filter(({ estimate }) => estimate !== undefined)
    expect(told.length).toBeGreaterThanOrEqual(shapes.length)
    expect(Math.min(...told.map(share))).toBeLessThan(0.95)
    expect(told.filter(holds).length / told.length).toBeGreaterThanOrEqual(0.9)
    for (const one of told) expect(error(one)).toBeLessThan(0.1)
  })

  for (const name of ['fake1000', 'rldata500', 'febrl1']) {
    it.skipIf(absent(name) !== '')(`${name}: by all rules the interval holds it${absent(name)}`, async () => {
      const { all } = await ofSet(folder, name)
      expect(all.map(holds)).toEqual([true])
      for (const one of all) expect(error(one)).toBeLessThan(0.02)
    })
  }
})
