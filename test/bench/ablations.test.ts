import { expect, test } from 'vitest'
import { ablations } from '../../bench/ablations/ablation.js'
import { figuresOf, type Figures, type Outcomes } from '../../bench/ablations/measure.js'
import { beyondChance, difference, tableText } from '../../bench/ablations/table.js'
import { labelledSets } from '../../bench/accuracy/sets.js'
import { configSchema, type ConfigInput } from '../../src/config/schema.js'

const system = (columns: ConfigInput['systems'][string]['mentions']): ConfigInput['systems'][string] => ({
  key: 'id', fields: {}, mentions: columns ?? [], extracts: [{ id: 'a', file: 'a.csv', deliverer: 'x', control_totals: 'none' }],
})
const configOf = (matches: ConfigInput['matches']) =>
  configSchema.parse({
    version: 1, name: 'x', matches,
    systems: {
      A: system([{ role: 'person', columns: { full_name: 'n', birth_year: 'y', ssn: 's' } }]),
      B: system([{ role: 'person', columns: { given_name: 'g', family_name: 'f', date_of_birth: 'd' } }]),
      C: system([{ role: 'person', columns: { city: 'c' } }]),
    },
  })
const change = (name: string, matches: ConfigInput['matches']) => ablations.find((one) => one.name === name)?.change(configOf(matches))

test('in place of proposed rules stand the simple ones whose keys both sides hold', () => {
  expect(change('blocking', [{ name: 'm', left: 'A.person' }])?.matches[0]?.block).toEqual([['date_of_birth'], ['given_name', 'family_name'], ['ssn']])
  expect(change('blocking', [{ name: 'm', left: 'A.person', right: 'B.person' }])?.matches[0]?.block).toEqual([['date_of_birth'], ['given_name', 'family_name']])
  expect(change('blocking', [{ name: 'm', left: 'C.person' }])).toBeUndefined()
})

test('competition between sources has no part in one source, and a mechanism is named in the config', () => {
  expect(change('one_to_one', [{ name: 'm', left: 'A.person' }])).toBeUndefined()
  expect(change('one_to_one', [{ name: 'm', left: 'A.person', right: 'B.person' }])?.matches[0]?.one_to_one).toBe(false)
  expect(change('damaged', [{ name: 'm', left: 'A.person' }])?.model).toEqual({ without: ['damaged'] })
})

test('wrong pairs are the false and the missed ones', () => {
  const half = { threshold: 0.5, precision: 0.9, recall: 0.75, f1: 0.8182, predicted: 100, true_positives: 90 }
  const scored = { true_pairs: 120, listed: 130, recall_ceiling: 1, at_half: half, at_95: half, best: null, ece: 0.1, brier: 0.1, clustered: { precision: 0.5, recall: 0.25, f1: 0.3333 }, bestLinks: null, clusters: { all: 1, exact: 1 } }
  const { pairs, entities } = figuresOf(scored, 1.26)
  expect([pairs.wrong, entities.wrong]).toEqual([40, 120])
})

test('a difference has its sign, and few wrong pairs more are no difference', () => {
  expect([0.0123, -0.01, 0, 0.00004, 1.2].map(difference)).toEqual(['+.0123', '−.0100', '=', '=', '+1.2000'])
  expect([beyondChance(0, 3), beyondChance(0, 4), beyondChance(1000, 1080), beyondChance(1100, 1000)]).toEqual([false, true, false, true])
})

const figures = (f1: number, wrong: number, ece: number): Figures => ({ pairs: { f1, wrong }, entities: { f1, wrong }, ece, seconds: 1 })

test('the page says by set what is earned and what it costs, and every row has as many cells as the head', () => {
  const sets = labelledSets.filter(({ name }) => name === 'febrl1' || name === 'febrl4')
  const outcomes: Outcomes = {
    febrl1: { full: figures(0.9, 50, 0.01), names: figures(0.8, 100, 0.03), damaged: figures(0.95, 20, 0.01), relatives: figures(0.899, 51, 0.01), one_to_one: null },
    febrl4: { full: figures(0.9, 50, 0.01), names: { failure: 'not done after 1 s' } },
  }
  const text = tableText(sets, ablations, outcomes)
  expect(text).toContain('| febrl1 | .900 | .800 (−.1000) | not run | .899 (−.0010) | .950 (+.0500) |')
  expect(text).toContain('| no part |')
  expect(text).toMatch(/\*\*names\*\*.*earns of pairs: febrl1 \+\.1000 \(50 wrong instead of 100\).*lower on 1 and higher on 0 of 1 sets, −\.0200 on average/u)
  expect(text).toMatch(/\*\*damaged\*\*.*costs of pairs: febrl1 −\.0500 \(50 wrong instead of 20\)/u)
  expect(text).toMatch(/\*\*relatives\*\*.*no difference of F1 that the rule shows/u)
  expect(text).toMatch(/\*\*term_frequency\*\*.*Not measured/u)
  expect(text).toContain('on any of the sets measured: relatives, damaged.')
  expect(text).toContain('- febrl4 (a × b), names: not done after 1 s')
  for (const table of text.split('\n\n').filter((part) => part.startsWith('|'))) {
    expect(new Set(table.trim().split('\n').map((line) => line.split('|').length)).size).toBe(1)
  }
})
