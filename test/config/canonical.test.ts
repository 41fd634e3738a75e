import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { array, asyncProperty, assert, double } from 'fast-check'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { checkAgainstFiles, type CheckedConfig } from '../../src/config/check.js'
import { parseConfig } from '../../src/config/load.js'
import { fixture, good } from './faulty.js'

const checkedOf = async (text: string): Promise<CheckedConfig> => await checkAgainstFiles(parseConfig(text, join(dirname(fixture('good.yaml')), 'x.yaml')))

/** A value with the keys of all its maps in another order, as these numbers have it. */
function permuted(value: unknown, numbers: () => number): unknown {
  if (Array.isArray(value)) return value.map((one) => permuted(one, numbers))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, one]) => [numbers(), key, permuted(one, numbers)] as const)
  return Object.fromEntries(entries.toSorted(([a], [b]) => a - b).map(([, key, one]) => [key, one]))
}

const concluded = { by: 'an auditor', on: '2015-01-02', conclusion: 'undetermined', reason: 'a trial' }
const halves = { else: 0.5, exact: 0.5 }

/** A config that has something in every map there is. */
function everyMap(): unknown {
  const all: Record<string, unknown> = parse(good)
  const [first, ...others] = all['matches'] as object[]
  const shares = { given_name: halves, family_name: halves }
  return {
    ...all,
    matches: [{ ...first, parameters: { prior: { match: 0.001, relative: 0.01 }, m: { match: shares, relative: shares }, u: shares } }, ...others],
    quality: { office: { PETITIONS: 'kind', CASES: 'bond' }, rules: [] },
    reliability: { purpose: 'a trial', thresholds: { unreadable: 2, differing: 3 }, confirmed: { PETITIONS: concluded, CASES: concluded } },
    outputs: { tables: 'results', folder: '../runs' }, runs: { keep: 3, partial_days: 2 }, blocking: { max_block: 100, max_pairs: 1000 },
  }
}

test('the keys of every map may be written in any order', async () => {
  const all = everyMap()
  const told = JSON.stringify(await checkedOf(stringify(all)))
  await assert(
    asyncProperty(array(double({ min: 0, max: 1, noNaN: true }), { minLength: 20, maxLength: 60 }), async (numbers) => {
      let at = 0
      const text = stringify(permuted(all, () => numbers[(at += 1) % numbers.length] ?? 0))
      expect(JSON.stringify(await checkedOf(text))).toBe(told)
    }),
    { numRuns: 40, seed: 3 },
  )
})

test('systems come by name, fields as the columns of the files, what only a later file delivers after them', async () => {
  const { config, extracts } = await checkedOf(good)
  expect(Object.keys(config.systems)).toEqual(['CASES', 'PETITIONS'])
  const header = readFileSync(fixture('cases_one.csv'), 'utf8').split('\n', 1)[0]?.split(',') ?? []
  const fields = Object.keys(config.systems['CASES']?.fields ?? {})
  const [first, second] = extracts
  const placed = (first?.columns ?? []).flatMap(({ column }) => (column === null ? [] : [header.indexOf(column)]))
  expect(placed).toEqual(placed.toSorted((a, b) => a - b))
  expect(first?.columns.map(({ field }) => field)).toEqual(fields)
  expect(second?.columns.map(({ field }) => field)).toEqual(fields)
})
