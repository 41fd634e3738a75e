import { beforeAll, expect, test } from 'vitest'
import { csv, extract, runSmall, type SmallRun } from '../run-small.js'

const ledger = csv(
  'key,field,old,new,author,approver,entered_at,reason_code,evidence',
  's1|1,msrp,1,3533250,A. Analyst,B. Boss,2019-11-02,typing,memo 12',
  's2|1,msrp,10,99,A. Analyst,B. Boss,2019-11-02,typing,memo 13',
  's5|1,(row),,added,A. Analyst,B. Boss,2019-11-03,late,memo 14',
  's9|1,msrp,1,2,A. Analyst,B. Boss,2019-11-04,typing,memo 15',
)

const pair = { extracts: ['record', 'copy'] }
let run: SmallRun
beforeAll(async () => {
  run = await runSmall(
    {
      'record.csv': csv('seizure,line,seized,msrp,country', 's1,1,2018-10-01,1,CN', 's2,1,2019-09-30,10,CN', 's3,1,2019-01-01,5.00,', 's4,1,2019-01-01,7,CN', 'TRL,4,23.00,,'),
      'copy.csv': csv('seizure,line,seized,msrp,country', 's1,1,2018-10-01,3533250,CN', 's2,1,2019-09-30,11,CN', 's3,1,2019-01-01,$5,CN', 's5,1,2019-02-01,3,CN', 's6,1,2019-02-01,4,CN'),
      'manifest.csv': csv('file,rows,keys', 'copy.csv,5,6'),
      'corrections.csv': ledger,
    },
    {
      systems: {
        SEACATS: {
          key: ['seizure', 'line'], count: 'seizure', event_date: 'seized', amount: 'msrp', period: 'fiscal_year',
          fields: { seizure: {}, line: {}, seized: { type: 'date', format: '%Y-%m-%d' }, msrp: { type: 'decimal' }, country: {} },
          corrections: 'corrections.csv',
          explain: [
            { name: 'filled', reason: 'the copy fills countries', change: 'changed', fields: 'country', old_null: true },
            { name: 'filter', reason: 'the copy leaves out what was released', change: 'removed', event: { before: '2019-02-01' } },
          ],
          extracts: [extract('record', 'record.csv', { trailer: { starts: 'TRL', rows: 2, amount: 3 } }), extract('copy', 'copy.csv', { control_totals: { file: 'manifest.csv' } })],
        },
      },
      figures: [
        { doc: 'OIG', label: 'net', stated: '2', formula: 'added - removed', grain: 'unit', period: 2019, ...pair },
        { doc: 'OIG', label: 'changed', stated: '3', formula: 'changed.msrp', ...pair },
        { doc: 'OIG', label: 'share', stated: '50 %', comparison: 'at_most' },
        { doc: 'OIG', label: 'explained', stated: '80 %', formula: 'explained', denominator: 'differences', ...pair },
      ],
    },
  )
}, 180_000)

test('the trailer is no row; what it states, and what a control file states, stands beside what was counted', async () => {
  expect(await run.values('control_check', 'extract_id', 'measure', 'stated', 'computed', 'status', 'source_doc')).toEqual([
    ['copy', 'keys', 6, 5, 'mismatch', 'manifest.csv'], ['copy', 'rows', 5, 5, 'match', 'manifest.csv'],
    ['record', 'amount', 23, 23, 'match', 'record.csv, last line'], ['record', 'rows', 4, 4, 'match', 'record.csv, last line'],
  ])
})

test('each difference with what explains it', async () => {
  const rows = await run.values('explanation', 'grain', 'change_kind', 'key', 'field', 'ledger_entry', 'rule', 'reason', 'status')
  expect(rows.filter(([grain]) => grain === 'row').map((row) => row.slice(1))).toEqual([
    ['added', 's5|1', '(row)', 3, null, 'late', 'explained'],
    ['added', 's6|1', '(row)', null, null, null, 'unexplained'],
    ['changed', 's1|1', 'msrp', 1, null, 'typing', 'explained'],
    ['changed', 's2|1', 'msrp', 2, null, null, 'contradicted'],
    ['changed', 's3|1', 'country', null, 'filled', 'the copy fills countries', 'explained'],
    ['removed', 's4|1', '(row)', null, 'filter', 'the copy leaves out what was released', 'explained'],
  ])
  expect(await run.values('ledger_unused', 'entry_no', 'key')).toEqual([[2, 's2|1'], [4, 's9|1']])
  const changes = await run.values('value_change', 'explanation_id')
  const ids = new Set((await run.values('explanation', 'explanation_id')).flat())
  expect(changes.flat().filter((id) => id !== null && !ids.has(id))).toEqual([])
})

test('figures that add, that do not, and that have no denominator', async () => {
  expect(await run.values('stated_figure', 'label', 'computed', 'residual', 'status')).toEqual([
    ['net', 1, 1, 'does_not_add'], ['changed', 2, 1, 'does_not_add'], ['share', null, null, 'denominator_missing'], ['explained', 66.6667, 13.3333, 'does_not_add'],
  ])
})

test('I11 and I14 are checked and hold; the config of the run folder leads to ledger and control file', async () => {
  const checked = (await run.values('identity_check', 'identity', 'ok')).map(([identity, ok]) => `${String(identity).split(' ', 1)[0]} ${String(ok)}`)
  expect(checked).toContain('I11 true')
  expect(checked).toContain('I14 true')
  expect(run.text('crosswalk.yaml')).toMatch(/corrections: "\.\.\/corrections\.csv"/)
  expect(run.text('crosswalk.yaml')).toMatch(/file: "\.\.\/manifest\.csv"/)
})
