import { expect, test } from 'vitest'
import { z } from 'zod'
import { figureFaults } from '../../src/config/cross-figures.js'
import type { FigureSystems } from '../../src/config/figure-scope.js'
import { configSchema } from '../../src/config/schema.js'
import { controlFile, corrections, explainRule, figure, trailer } from '../../src/config/reconcile-schema.js'

const extract = (id: string) => ({ id, file: `${id}.csv`, deliverer: 'CBP', control_totals: 'none' as const })
const parsed = configSchema.parse({
  version: 1,
  name: 'x',
  systems: {
    SEACATS: {
      key: ['case_no', 'line'], count: 'case_no', event_date: 'seized', amount: 'msrp',
      fields: { case_no: {}, line: {}, seized: { type: 'date', format: '%Y-%m-%d' }, msrp: { type: 'decimal' } },
      extracts: [extract('record'), extract('copy'), extract('late')],
    },
    PLAIN: { key: 'id', fields: { id: {} }, extracts: [extract('one'), extract('two')] },
  },
}).systems
const systems: FigureSystems = { ...parsed, SEACATS: { ...parsed['SEACATS']!, compare: [['record', 'late']] } }

const faultsOf = (...figures: readonly object[]): string[] => {
  const read = figures.map((one, index) => figure.parse({ doc: 'OIG', label: `figure ${index}`, stated: '1', ...one }))
  return figureFaults(read, systems).map(({ path, what, remedy }) => `${path.join('.')}: ${what} | ${remedy}`)
}
const pair = { extracts: ['record', 'copy'] }

test.each([
  ['between two extracts', { ...pair, formula: 'added - removed', grain: 'unit', period: 2019 }],
  ['a pair that the config names', { extracts: ['record', 'late'], formula: 'v_b - v_a' }],
  ['numbers alone need no system', { formula: '648 / 12' }],
  ['of an extract', { formula: 'keys.record / periods', extract: 'record' }],
  ['a percentage of an amount', { ...pair, stated: '10.7 %', formula: 'v_b - v_a', denominator: 'v_a' }],
  ['no formula', { stated: '50 %', comparison: 'at_most' }],
])('%s', (_, one) => {
  expect(faultsOf(one)).toEqual([])
})

test.each([
  ['a name', { ...pair, formula: 'aded' }, 'figures.0.formula: "aded" is not a formula: unknown name "aded" at position 1 | did you mean "added"?'],
  ['an extract', { extracts: ['record', 'cpy'], formula: 'added' }, 'figures.0.extracts.1: SEACATS has no extract "cpy" | did you mean "copy"?'],
  ['extracts of two systems', { extracts: ['record', 'two'], formula: 'added' }, 'figures.0.extracts.1: SEACATS has no extract "two"'],
  ['a pair that is not compared', { extracts: ['copy', 'record'], formula: 'added' }, 'figures.0.extracts: copy is not compared with record | each extract is compared with the one before it; add [copy, record] to compare of SEACATS'],
  ['no extracts', { formula: 'added', system: 'SEACATS' }, '"added" is between two extracts, and none are named | add extracts'],
  ['no system', { formula: 'union' }, '"union" needs a system | add system'],
  ['a system', { formula: 'union', system: 'SEACTS' }, 'figures.0.system: there is no system "SEACTS" | did you mean "SEACATS"?'],
  ['an extract in a name', { formula: 'keys.cpy', system: 'SEACATS' }, 'SEACATS has no extract "cpy" | did you mean "copy"?'],
  ['a name without its extract', { formula: 'keys', system: 'SEACATS' }, '"keys" is of an extract, and none is named | write keys.record'],
  ['a field', { ...pair, formula: 'changed.msp' }, 'SEACATS has no field "msp" | did you mean "msrp"?'],
  ['no amount', { extracts: ['one', 'two'], formula: 'v_a' }, '"v_a" sums money, and PLAIN names no amount'],
  ['no units', { formula: 'units.one' }, 'PLAIN counts no units | add count to the system'],
  ['a grain without units', { extracts: ['one', 'two'], formula: 'added', grain: 'unit' }, 'figures.0.grain: PLAIN counts no units'],
  ['no periods', { extracts: ['one', 'two'], formula: 'added', period: '2019' }, 'figures.0.period: PLAIN has no periods'],
  ['a number of periods where there are none', { formula: 'keys.one / periods' }, 'figures.0.formula: PLAIN has no periods | add event_date to the system, or write their number'],
  ['rows of a period', { formula: 'rows.copy', period: '2019' }, '"rows.copy" is of an extract as a whole, not of a period'],
  ['a denominator', { ...pair, stated: '1%', formula: 'added', denominator: 'n_q' }, 'figures.0.denominator: "n_q" is not a formula: unknown name "n_q" at position 1'],
  ['a denominator without a formula', { denominator: '12' }, 'figures.0.denominator: a denominator is given without a formula'],
])('%s is refused', (_, one, sentence) => {
  const faults = faultsOf(one)
  expect(faults).toHaveLength(1)
  expect(faults[0]).toContain(sentence)
})

test('a denominator may be the label of a figure that is not itself divided, and of one only', () => {
  const base = { label: 'in all', ...pair, formula: 'n_a' }
  const share = { ...pair, stated: '1%', formula: 'added', denominator: 'in all' }
  expect(faultsOf(base, share)).toEqual([])
  expect(faultsOf(base, base, share)[0]).toContain('two figures are called "in all"')
  expect(faultsOf({ ...base, denominator: '2' }, share)[0]).toContain('the figure "in all" is itself divided')
  expect(faultsOf({ ...share, label: 'in all' })[0]).toContain('the figure "in all" is itself divided')
})

test.each([
  [figure, { doc: 'a', label: 'b', stated: '1,089' }], [figure, { doc: 'a', label: 'b', stated: '1.23456' }], [figure, { doc: 'a', label: 'b', stated: '1', extracts: ['a'] }],
  [figure, { doc: 'a', label: 'b', stated: '1', tolerance: '-1' }], [figure, { doc: 'a', label: 'b', stated: '1', formla: '2' }],
  [explainRule, { name: 'a', change: 'added' }], [explainRule, { name: 'a', reason: 'b', change: 'moved' }], [explainRule, { name: 'a', reason: 'b', change: 'added', event: { before: '1/1/2019' } }],
  [trailer, { starts: '' }], [trailer, { starts: 'T', rows: 0 }], [controlFile, {}], [corrections, ''],
])('the schema refuses %#', (schema: z.ZodType, value) => {
  expect(schema.safeParse(value).success).toBe(false)
})
