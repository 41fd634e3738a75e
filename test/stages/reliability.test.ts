import { describe, expect, test } from 'vitest'
import type { ConfigInput } from '../../src/config/schema.js'
import { csv, extract, runSmall, type SmallRun } from './run-small.js'

type Reliability = NonNullable<ConfigInput['reliability']>

const files = {
  'first.csv': csv('id,opened,status,note', '1,2014-01-01,OPEN,a', '2,2014-02-01,OPEN,b', '3,not a date,CLOSED,c', ',2014-03-01,OPEN,d'),
  'second.csv': csv('id,opened,status,note', '1,2014-01-01,OPEN,a', '2,2014-02-01,CLOSED,b', '3,2014-03-03,CLOSED,c', '4,2014-04-01,OPEN,e'),
}
const fields: ConfigInput['systems'][string]['fields'] = { id: { type: 'identifier' }, opened: { type: 'date', format: '%Y-%m-%d' }, status: { type: 'code', values: ['OPEN', 'CLOSED'] }, note: {} }
const config = (reliability: Reliability = {}, rows = 4): Omit<ConfigInput, 'version' | 'name'> => ({
  systems: {
    CASES: { key: 'id', fields, extracts: [extract('first', 'first.csv'), extract('second', 'second.csv', { control_totals: { rows, source: 'letter' } })] },
  },
  quality: { library: 'off', rules: [{ name: 'noted', system: 'CASES', kind: 'listed', field: 'note', values: ['a', 'b', 'c', 'e'], severity: 'error' }] },
  reliability,
})
const testsOf = async (run: SmallRun): Promise<Record<string, unknown>> =>
  Object.fromEntries((await run.values('reliability_test', 'test', 'subject', 'extract_id', 'tested', 'failing', 'result')).map(([name, subject, of, ...rest]) => [[name, subject, of].filter((part) => part !== null).join(' '), rest]))
const draftOf = async (run: SmallRun): Promise<unknown> => (await run.values('reliability', 'draft_conclusion'))[0]?.[0]

let made: Promise<SmallRun> | undefined
/** With no threshold of its own; run once. */
const usual = async (): Promise<SmallRun> => await (made ??= runSmall(files, config()))

describe('tests of a system', () => {
  test('are made of every extract and between them; what could not be tested has a reason', async () => {
    const run = await usual()
    expect(await testsOf(run)).toEqual({
      'readable first': [4, 0, 'pass'],
      'readable second': [4, 0, 'pass'],
      'keyed first': [4, 1, 'fail'],
      'keyed second': [4, 0, 'pass'],
      'control_total first': [0, 0, 'not_tested'],
      'control_total second': [1, 0, 'pass'],
      'window first': [0, 0, 'not_tested'],
      'window second': [0, 0, 'not_tested'],
      'conforming first': [8, 1, 'fail'],
      'conforming second': [8, 0, 'pass'],
      'placeholder first': [15, 0, 'pass'],
      'placeholder second': [16, 0, 'pass'],
      'agreement first': [9, 2, 'fail'],
      dictionary: [0, 0, 'not_tested'],
      'rule noted': [8, 1, 'fail'],
    })
    const reasons = (await run.values('reliability_test', 'test', 'reason')).filter(([, reason]) => reason !== null)
    expect(reasons.map(([name]) => name)).toEqual(['control_total', 'dictionary', 'window', 'window'])
  })

  test('a control total that is not what was counted fails, however small the difference', async () => {
    expect((await testsOf(await runSmall(files, config({}, 5))))['control_total second']).toEqual([1, 1, 'fail'])
  })
})

test.each<[string, Reliability | undefined, string]>([
  ['failed tests beyond the threshold', undefined, 'not sufficiently reliable'],
  ['as many failed tests as are allowed, and few that could not be made', { thresholds: { failed_tests: 4, untested: 30 } }, 'sufficiently reliable'],
  ['too many tests that could not be made', { thresholds: { failed_tests: 4, untested: 20 } }, 'undetermined'],
  ['wider thresholds of the tests', { thresholds: { without_key: 25, not_conforming: 12.5, differing: 23, failed_tests: 1, untested: 30 } }, 'sufficiently reliable'],
  ['a threshold that is just missed', { thresholds: { without_key: 24.9, not_conforming: 12.5, differing: 23, failed_tests: 1, untested: 30 } }, 'not sufficiently reliable'],
  ['what a person concluded, which changes no draft', { confirmed: { CASES: { by: 'A. Auditor', on: '2015-02-01', conclusion: 'sufficiently reliable', reason: 'for counts by year' } } }, 'not sufficiently reliable'],
])('%s', async (_, reliability, conclusion) => {
  expect(await draftOf(await (reliability === undefined ? usual() : runSmall(files, config(reliability))))).toBe(conclusion)
})
