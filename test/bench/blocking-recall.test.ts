import { expect, test } from 'vitest'
import { intoPage, tableText } from '../../bench/blocking-recall/table.js'
import { holds } from '../../bench/blocking-recall/truth.js'
import { usualFaults } from '../../bench/population/shape.js'
import { temporaryFolder } from '../temporary.js'
import { error, ofPopulation, share } from './recalls.js'

const folder = temporaryFolder('blocking-test')

const manyFaults = { ...usualFaults, typo: 0.1, missing: 0.12, moved: 0.4 }

test('a population with many faults: the interval of the listed share holds the truth, by all rules and by the first eight alone', async () => {
  const { all: [all], cut: [cut] } = await ofPopulation(folder, 'many faults', { records: 400, faults: manyFaults }, 41, [8])
  if (all === undefined || cut === undefined) throw new Error('no match')
  expect(all.truePairs).toBeGreaterThan(100)
  expect([holds(all), holds(cut)]).toEqual([true, true])
  expect(error(all)).toBeLessThan(0.02)
  expect(share(cut)).toBeLessThan(0.97)
  expect(error(cut)).toBeLessThan(0.1)
})

test('the table tells what holds, and goes between the marks of a page', () => {
  const estimate = { estimate: 0.9, lower: 0.8, upper: 0.95 }
  const matches = [{ match: 'a', truePairs: 100, listed: 92, estimate }, { match: 'b', truePairs: 100, listed: 99, estimate }, { match: 'c', truePairs: 0, listed: 0 }]
  const table = tableText([{ name: 'set', matches }, { name: 'other', matches: [], failure: 'its files are not there' }])
  expect(table).toContain('| set, match 1 | 100 | 8 | 0.9200 | 0.9000 | 0.8000 to 0.9500 | yes |')
  expect(table).toContain('| set, match 2 | 100 | 1 | 0.9900 | 0.9000 | 0.8000 to 0.9500 | no |')
  expect(table).toContain('2 estimates: the interval of 1 holds the truth; mean error 0.0550, greatest 0.0900.')
  expect(intoPage('x\n<!-- t -->\nold\n<!-- end of t -->\ny', 't', 'new')).toBe('x\n<!-- t -->\n\nnew\n<!-- end of t -->\ny')
  expect(() => intoPage('x', 't', 'new')).toThrow('the page has no')
})
