import { beforeAll, expect, test } from 'vitest'
import { seizureFacts } from '../../samples/seizure-facts.js'
import { loadConfig } from '../../src/config/load.js'
import { runConfig, type SmallRun } from '../stages/run-small.js'
import { tinyFolder } from '../stages/tiny.js'

const facts = seizureFacts('tiny')
let run: SmallRun
beforeAll(async () => {
  run = await runConfig(tinyFolder('seizures.yaml').config)
}, 180_000)

test('a row count is stated for the copy, that of the full samples, and none for the record', async () => {
  const { systems } = (await loadConfig('configs/seizures.yaml')).config
  expect(systems['SEACATS']?.extracts.map(({ control_totals: totals }) => totals)).toMatchObject(['none', { rows: seizureFacts('full').rows.reported }])
  const checks = (await run.values('control_check', 'extract_id', 'measure', 'stated', 'computed', 'status')).filter(([, measure]) => measure === 'rows')
  expect(checks).toEqual([
    ['reported', 'rows', seizureFacts('full').rows.reported, facts.rows.reported, 'mismatch'],
    ['seacats', 'rows', null, facts.rows.record, 'no_control'],
  ])
})

test('the walk from the system of record to its copy has the totals of each fiscal year that the documents state', async () => {
  const rows = (await run.values('period_walk', 'grain', 'period', 'n_a', 'added', 'removed', 'n_b', 'v_a', 'v_b')).filter(([grain]) => grain === 'unit')
  expect(rows.map(([, ...row]) => row)).toEqual(
    [0, 1, 2, 3].map((at) => [String(2017 + at), facts.record[at], facts.added[at], facts.removed[at], facts.reported[at], Number(facts.msrp.record[at]), Number(facts.msrp.reported[at])]),
  )
})

test('stated figures come out of the rows, but for the net that does not add and what has no denominator', async () => {
  const figures = await run.values('stated_figure', 'label', 'stated', 'computed', 'residual', 'status')
  expect(figures.filter(([, , , , status]) => status !== 'adds')).toEqual([
    ['net more seizures, FY 2019', 364, 357, 7, 'does_not_add'],
    ['cases with changed MSRP, four years', 13_102, facts.msrpChanged, 13_102 - facts.msrpChanged, 'does_not_add'], // The tiny samples change a tenth.
    ['reported values were 3 to 13 % higher', 13, null, null, 'denominator_missing'],
  ])
  expect(figures.length).toBe(21)
})

test('the ledger explains what it says it does, its chain holds, and the rest is unexplained', async () => {
  const explained = (await run.values('explanation', 'grain', 'field', 'ledger_entry', 'status')).filter(([grain, , entry]) => grain === 'row' && entry !== null)
  const count = (field: string, status: string): number => explained.filter(([, one, , is]) => one === field && is === status).length
  expect({ msrp: count('msrp', 'explained'), country_of_origin: count('country_of_origin', 'explained'), '(row)': count('(row)', 'explained') }).toEqual(facts.ledger.explained)
  expect(count('msrp', 'contradicted')).toBe(facts.ledger.contradicted)
  expect(await run.values('ledger_unused', 'key')).toHaveLength(facts.ledger.unused + facts.ledger.contradicted)
  expect((await run.values('identity_check', 'identity', 'ok')).filter(([identity, ok]) => identity === 'I14' && ok === true)).toHaveLength(1)
  expect(run.code).toBe(1)
})

const millions = (amounts: readonly string[]): number[] => amounts.map((amount) => Number(amount) / 1_000_000)

test('the exhibits have the totals that the documents state, the ports with most seizures and the fields that the copy changes', async () => {
  const rows = await run.values('exhibit_record_and_reported', 'fiscal_year', 'record', 'reported', 'difference')
  expect(rows.map(([year, ...amounts]) => [year, ...millions(amounts.map(String))])).toEqual([
    ['2017', 1089, 1206, 117], ['2018', 1244, 1400, 156], ['2019', 1407, 1555, 148], ['2020', 1268, 1309, 41],
  ])
  expect(rows.map(([, record, , difference]) => Math.round((1000 * Number(difference)) / Number(record)) / 10)).toEqual([10.7, 12.5, 10.5, 3.2])
  const changed = await run.values('exhibit_changed_fields', 'field', 'cells', 'cases')
  expect(changed.slice(0, 3)).toEqual([
    ['msrp', facts.msrpChanged, facts.msrpChanged],
    ['country_of_origin', facts.countryChanged, facts.countryChanged],
    ['domestic_value', facts.domesticValueChanged, facts.domesticValueChanged],
  ])
  const all = facts.record.reduce((sum, n) => sum + n, 0)
  for (const [exhibit, by] of [['exhibit_ports_by_volume', 'seizures'], ['exhibit_ports_by_value', 'msrp']] as const) {
    const ports = await run.values(exhibit, by, 'of_all')
    const values = ports.map(([value]) => Number(value))
    expect(values).toHaveLength(10)
    expect(values).toEqual(values.toSorted((a, b) => b - a))
    expect(new Set(ports.map(([, of]) => of))).toEqual(new Set([by === 'msrp' ? facts.msrp.record.reduce((sum, one) => sum + Number(one), 0) : all]))
  }
})
