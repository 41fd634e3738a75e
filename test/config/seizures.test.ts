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
