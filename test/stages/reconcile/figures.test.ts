import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FigureSystems } from '../../../src/config/figure-scope.js'
import { figure } from '../../../src/config/reconcile-schema.js'
import { configSchema } from '../../../src/config/schema.js'
import type { Database } from '../../../src/engine/database.js'
import { sql, type SqlValue } from '../../../src/engine/sql.js'
import { planFigures } from '../../../src/run/figures.js'
import { statedFigure } from '../../../src/stages/reconcile/figures.js'
import { openDatabase } from '../../engine/open.js'
import { given, make, texts } from './make.js'

const extract = (id: string) => ({ id, file: `${id}.csv`, deliverer: 'CBP', control_totals: 'none' as const })
const systems: FigureSystems = configSchema.parse({
  version: 1,
  name: 'x',
  systems: { S: { key: 'id', count: 'id', event_date: 'd', amount: 'm', fields: { id: {}, d: { type: 'date' }, m: { type: 'decimal' } }, extracts: [extract('r'), extract('c')] } },
}).systems

let database: Database
beforeAll(async () => {
  database = (await openDatabase()).database
  const at = 'system varchar, grain varchar, '
  const walk: readonly (readonly SqlValue[])[] = [
    ['S', 'unit', 'r', 'c', '2018', 1000, 9, 3, 1006, '1244000000.00', '1400000000.00'],
    ['S', 'unit', 'r', 'c', '2019', 2000, 512, 155, 2357, '1407000000.00', '1555000000.00'],
    ['S', 'unit', 'r', 'c', '(missing)', 7, 1, 0, 8, '0', '0'],
    ['S', 'row', 'r', 'c', '2019', 3000, 700, 200, 3500, '1407000000.00', '1555000000.00'],
    ['OTHER', 'unit', 'r', 'c', '2019', 5, 5, 5, 5, '5', '5'],
  ]
  await given(database, 'period_walk', `${at}a varchar, b varchar, period varchar, n_a bigint, added bigint, removed bigint, n_b bigint, v_a decimal(38, 4), v_b decimal(38, 4)`, walk)
  await database.drop('row_change')
  await database.run(sql`create table row_change as
    select system, grain, a, b, period, 'added' as kind from period_walk, range(added) union all select system, grain, a, b, period, 'removed' from period_walk, range(removed)`)
  await given(database, 'value_change', `${at}a varchar, b varchar, key varchar, field varchar, kind varchar, period_b varchar`, [
    ['S', 'unit', 'r', 'c', 'k1', 'm', 'changed', '2019'], ['S', 'unit', 'r', 'c', 'k2', 'm', 'null_to_value', '2018'],
    ['S', 'unit', 'r', 'c', 'k3', 'm', 'format_only', '2019'], ['S', 'unit', 'r', 'c', 'k3', 'd', 'value_to_null', '(missing)'],
  ])
  await given(database, 'extract', `${at}extract_id varchar, rows_read bigint, keys bigint, amount decimal(38, 4)`, [
    ['S', 'row', 'r', 5010, 5007, '2651000000.00'], ['S', 'unit', 'r', 5010, 3007, '2651000000.00'], ['S', 'row', 'c', 6000, 5900, null], ['S', 'unit', 'c', 6000, 3371, null],
  ])
  await given(database, 'coverage', `${at}extract_id varchar, period varchar, keys bigint`, [
    ['S', 'unit', 'r', '2018', 1000], ['S', 'unit', 'r', '2019', 2000], ['S', 'unit', 'r', '2020', 0], ['S', 'unit', 'r', '(missing)', 7],
  ])
  await given(database, 'key_membership', `${at}key varchar, period varchar`, [['S', 'unit', 'k1', '2018'], ['S', 'unit', 'k2', '2019'], ['S', 'unit', 'k3', '(missing)'], ['S', 'row', 'k1', '2018']])
  await given(database, 'explanation', `${at}a varchar, b varchar, status varchar, period varchar`, [
    ['S', 'unit', 'r', 'c', 'explained', '2019'], ['S', 'unit', 'r', 'c', 'unexplained', '2019'], ['S', 'unit', 'r', 'c', 'unexplained', '2018'], ['S', 'unit', 'r', 'c', 'contradicted', '2018'],
  ])
})
afterAll(() => database.close())

async function state(...figures: readonly object[]): Promise<(string | null)[][]> {
  const read = figures.map((one) => figure.parse({ doc: 'OIG', label: 'x', grain: 'unit', extracts: ['r', 'c'], ...one }))
  await make(database, statedFigure(planFigures(read, systems)))
  return await texts(database, ['computed', 'residual', 'status'], sql`(select * from stated_figure order by figure_no)`)
}

test('512 added and 155 removed are not a net 364: 7 stay unexplained, and nothing is mended', async () => {
  const [net] = await state({ stated: '364', formula: 'added - removed', period: 2019 })
  expect(net).toEqual(['357.0000', '7.0000', 'does_not_add'])
})

test('without a period it is the sum over all of them, at the grain asked for, of that system alone', async () => {
  const added = await state({ stated: '522', formula: 'added' }, { stated: '700', formula: 'added', grain: 'row' }, { stated: '1', formula: 'added', period: '(missing)' })
  expect(added.map(([computed]) => computed)).toEqual(['522.0000', '700.0000', '1.0000'])
})

test('fewer than 50 a year over 12 years: 648 / 12 is 54', async () => {
  const bounds = (['less_than', 'more_than', 'at_most', 'at_least', 'equal'] as const).map((comparison) => ({ stated: '50', comparison, formula: '648 / 12' }))
  expect((await state(...bounds)).map(([, , status]) => status)).toEqual(['does_not_add', 'adds', 'does_not_add', 'adds', 'does_not_add'])
  const edges = (['less_than', 'more_than', 'at_most', 'at_least', 'equal'] as const).map((comparison) => ({ stated: '54', comparison, formula: '648 / 12' }))
  expect((await state(...edges)).map(([, , status]) => status)).toEqual(['does_not_add', 'does_not_add', 'adds', 'adds', 'adds'])
})

test('a percentage is of its denominator, and adds at the precision that is stated', async () => {
  const share = { formula: 'v_b - v_a', period: '2018' }
  expect(
    await state(
      { ...share, stated: '12.5 %', denominator: 'v_a' },
      { ...share, stated: '12.4%', denominator: 'v_a' },
      { ...share, stated: '12.5 %', denominator: 'v_a', tolerance: '0.001' },
      { ...share, stated: '156%', denominator: '100000000' },
      { stated: '1244', formula: 'v_a', period: '2018', label: 'record', denominator: '1000000' },
    ),
  ).toEqual([
    ['12.5402', '-0.0402', 'adds'], ['12.5402', '-0.1402', 'does_not_add'], ['12.5402', '-0.0402', 'does_not_add'], ['156.0000', '0.0000', 'adds'], ['1244.0000', '0.0000', 'adds'],
  ])
})

test('without a denominator, or with one that is nothing, there is no figure to compute', async () => {
  const rows = await state(
    { stated: '50 %', comparison: 'at_most' }, { stated: '50 %', formula: 'added' }, { stated: '1300', comparison: 'at_least' }, { stated: '1', formula: 'added / 0' },
    { stated: '5 %', formula: 'added', denominator: 'removed', period: '(missing)' },
  )
  expect(rows).toEqual(Array.from({ length: 5 }, () => [null, null, 'denominator_missing']))
})

test('a denominator may be another figure: what its formula gives, or, without one, what it states', async () => {
  const base = { label: 'base', stated: '999', formula: 'n_a', period: 2019 }
  const part = { stated: '25.6 %', formula: 'added', period: 2019, denominator: 'base' }
  expect((await state(base, part))[1]).toEqual(['25.6000', '0.0000', 'adds'])
  expect((await state({ label: 'base', stated: '1024' }, { ...part, stated: '50%' }))[1]).toEqual(['50.0000', '0.0000', 'adds'])
})

test.each([
  ['n_a + added - removed - n_b', '0'], ['common', '2849'], ['changed', '3'], ['changed.m', '2'], ['format_only', '1'], ['differences', '4'],
  ['explained', '1'], ['unexplained', '2'], ['contradicted', '1'], ['rows.r', '5010'], ['keys.r', '5007'], ['units.r', '3007'], ['amount.r', '2651000000'],
  ['union', '3'], ['periods', '2'], ['-added * 2', '-1044'], ['(added - removed) * 2 + 0.5', '728.5'], ['v_b - v_a', '304000000'],
])('%s is %s', async (formula, stated) => {
  expect((await state({ stated, formula }))[0]?.[2]).toBe('adds')
})

test('of one period: changes by the later one, keys by coverage', async () => {
  const at2019 = { period: '2019' }
  const rows = await state(
    { ...at2019, stated: '1', formula: 'changed.m' }, { ...at2019, stated: '2000', formula: 'units.r' }, { ...at2019, stated: '1', formula: 'union' }, { ...at2019, stated: '1', formula: 'unexplained' },
  )
  expect(rows.map(([, , status]) => status)).toEqual(['adds', 'adds', 'adds', 'adds'])
})

test('periods of an extract are those in which it holds anything', async () => {
  expect((await state({ stated: '2', formula: 'periods', extracts: undefined, extract: 'r' }))[0]?.[0]).toBe('2.0000')
  expect((await state({ stated: '2', formula: 'periods', extracts: undefined, system: 'S' }))[0]?.[0]).toBe('2.0000')
})

const readBy = (formula: string): readonly string[] =>
  statedFigure(planFigures([figure.parse({ doc: 'd', label: 'l', stated: '1', extracts: ['r', 'c'], formula })], systems)).reads

test('it reads the tables of its names alone, and without figures it has no rows', async () => {
  expect(['1 + 1', 'added / union', 'explained + changed', 'common + reclass_in'].map(readBy)).toEqual([[], ['key_membership', 'row_change'], ['explanation', 'value_change'], ['extract', 'period_walk', 'row_change']])
  expect(await state()).toEqual([])
})

test('arithmetic is that of decimals', async () => {
  const cents = fc.integer({ min: -1_000_000_00, max: 1_000_000_00 }).map((n) => [n, `${n < 0 ? '-' : ''}${Math.floor(Math.abs(n) / 100)}.${String(Math.abs(n) % 100).padStart(2, '0')}`] as const)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cents, cents), { minLength: 1, maxLength: 20 }), async (pairs) => {
      const rows = await state(...pairs.map(([[m, a], [n, b]]) => ({ stated: ((m + n) / 100).toFixed(2), formula: `${a} + ${b.startsWith('-') ? `(${b})` : b}` })))
      expect(rows.map(([, residual]) => residual)).toEqual(pairs.map(() => '0.0000'))
    }),
    { seed: 5, numRuns: 20 },
  )
})
