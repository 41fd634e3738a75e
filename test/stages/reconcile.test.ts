import { beforeAll, expect, test } from 'vitest'
import { csv, extract, runSmall, type SmallRun } from './run-small.js'

let run: SmallRun
beforeAll(async () => {
  run = await runSmall(
    {
      'a.csv': csv('case,person,opened', 'c1,1,2013-09-30', 'c1,2,2013-10-01', 'c2,1,', 'c3,1,2014-05-05', 'c3,1,2014-05-05', ',1,2014-01-01'),
      'b.csv': csv('case,person,opened', 'c1,1,09/30/2013', 'c2,1,01/02/2014', 'c4,1,02/30/2014', 'c4,1,12/31/2014', 'c4,1,12/31/2014'),
      'c.csv': csv('case,person,opened', 'c2,1,2014-01-02', 'c5,1,2015-10-01'),
      'alone.csv': csv('id', '1', '2'),
    },
    {
      systems: {
        TECS: {
          key: ['case', 'person'],
          count: 'case',
          event_date: 'opened',
          period: 'fiscal_year',
          fields: { case: {}, person: {}, opened: { type: 'date', format: '%Y-%m-%d' } },
          extracts: [
            extract('a', 'a.csv', { filter: 'no minors', window: { from: '2013-01-01', to: '2014-12-31' }, control_totals: { rows: 6, keys: 5, units: 3, source: 'letter' } }),
            extract('b', 'b.csv', { formats: { opened: '%m/%d/%Y' }, control_totals: { units: 3, source: 'memo' } }),
            extract('c', 'c.csv'),
          ],
        },
        ALONE: { key: 'id', fields: { id: {} }, extracts: [extract('alone', 'alone.csv')] },
      },
    },
  )
}, 180_000)

test('rows without a key and all but one of those that share one are set aside in full', async () => {
  const rows = await run.values('set_aside', 'extract_id', 'source_line', 'reason', 'raw')
  expect(rows.map(([id, line, reason]) => [id, line, reason])).toEqual([
    ['a', 6, 'duplicate_row'], ['a', 7, 'null_key'], ['b', 5, 'duplicate_key'], ['b', 6, 'duplicate_key'],
  ])
  expect(JSON.parse(String(rows[0]?.[3]))).toMatchObject({ case: 'c3', person: '1', opened: '2014-05-05' })
})

test('an extract: what it holds, what was set aside, keys at either grain, as it was declared', async () => {
  const rows = await run.values('extract', 'extract_id', 'grain', 'rows_read', 'rows_rejected', 'rows_null_key', 'rows_dup_surplus', 'keys')
  expect(rows).toEqual([
    ['alone', 'row', 2, 0, 0, 0, 2], ['a', 'row', 6, 0, 1, 1, 4], ['b', 'row', 5, 0, 0, 2, 3], ['c', 'row', 2, 0, 0, 0, 2],
    ['a', 'unit', 6, 0, 1, 2, 3], ['b', 'unit', 5, 0, 0, 2, 3], ['c', 'unit', 2, 0, 0, 0, 2],
  ])
  const [, a] = await run.values('extract', 'deliverer', 'delivered_at', 'period_from', 'period_to', 'filter_text', 'file')
  expect(a).toEqual(['ICE', '2015-01-01', '2013-01-01', '2014-12-31', 'no minors', 'a.csv'])
})

test('stated totals beside computed ones: equal, unequal, or not stated', async () => {
  expect(await run.values('control_check', 'extract_id', 'measure', 'stated', 'computed', 'difference', 'status', 'source_doc')).toEqual([
    ['alone', 'rows', null, 2, null, 'no_control', null],
    ['a', 'keys', 5, 4, -1, 'mismatch', 'letter'],
    ['a', 'outside_window', 0, 0, 0, 'match', 'the declared window and cutoff'],
    ['a', 'rows', 6, 6, 0, 'match', 'letter'],
    ['a', 'outside_window', 0, 0, 0, 'match', 'the declared window and cutoff'],
    ['a', 'units', 3, 3, 0, 'match', 'letter'],
    ['b', 'units', 3, 3, 0, 'match', 'memo'],
    ['c', 'rows', null, 2, null, 'no_control', null],
  ])
  const findings = await run.values('finding_reconcile', 'rule', 'extract_id', 'field', 'failing', 'tested', 'severity')
  expect(findings.filter(([rule]) => String(rule).startsWith('control'))).toEqual([
    ['control_mismatch', 'a', 'keys', 1, 5, 'error'],
    ['control_no_control', 'alone', 'rows', 1, 1, 'warning'],
    ['control_no_control', 'c', 'rows', 1, 1, 'warning'],
  ])
  expect(run.code).toBe(1)
})

test('each key with the extracts that hold it, the first extract first; a system with one extract has nothing to compare', async () => {
  const rows = await run.values('key_membership', 'grain', 'key', 'pattern', 'n_extracts', 'first_seq', 'last_seq', 'event_date', 'period')
  expect(rows.filter(([grain]) => grain === 'row')).toEqual([
    ['row', 'c1|1', '110', 2, 1, 2, '2013-09-30', '2013'],
    ['row', 'c1|2', '100', 1, 1, 1, '2013-10-01', '2014'],
    ['row', 'c2|1', '111', 3, 1, 3, null, '(missing)'],
    ['row', 'c3|1', '100', 1, 1, 1, '2014-05-05', '2014'],
    ['row', 'c4|1', '010', 1, 2, 2, '2014-02-30', '(missing)'],
    ['row', 'c5|1', '001', 1, 3, 3, '2015-10-01', '2016'],
  ])
  expect(rows.filter(([grain]) => grain === 'unit').map(([, key, pattern]) => [key, pattern])).toEqual([
    ['c1', '110'], ['c2', '111'], ['c3', '100'], ['c4', '010'], ['c5', '001'],
  ])
  expect(await run.values('key_membership', 'system')).not.toContainEqual(['ALONE'])
})

test('patterns with how many keys show each', async () => {
  const rows = await run.values('overlap_pattern', 'grain', 'pattern', 'degree', 'keys', 'pct_union')
  expect(rows.filter(([grain]) => grain === 'row')).toEqual([
    ['row', '001', 1, 1, 16.67], ['row', '010', 1, 1, 16.67], ['row', '100', 1, 2, 33.33], ['row', '110', 2, 1, 16.67], ['row', '111', 3, 1, 16.67],
  ])
})

test('two extracts: keys of both, of one alone, and the share of each that the other holds', async () => {
  const rows = await run.values('overlap_pair', 'grain', 'a', 'b', 'keys_a', 'keys_b', 'both', 'only_a', 'only_b', 'containment_a', 'containment_b')
  expect(rows).toEqual([
    ['row', 'a', 'b', 4, 3, 2, 2, 1, 0.5, 0.6667],
    ['row', 'a', 'c', 4, 2, 1, 3, 1, 0.25, 0.5],
    ['row', 'b', 'c', 3, 2, 1, 2, 1, 0.3333, 0.5],
    ['unit', 'a', 'b', 3, 3, 2, 1, 1, 0.6667, 0.6667],
    ['unit', 'a', 'c', 3, 2, 1, 2, 1, 0.3333, 0.5],
    ['unit', 'b', 'c', 3, 2, 1, 2, 1, 0.3333, 0.5],
  ])
})

test('keys of each extract by fiscal year, which begins in October; a date that is none is (missing)', async () => {
  const rows = await run.values('coverage', 'grain', 'extract_id', 'period', 'keys')
  expect(rows.filter(([grain, id, , keys]) => grain === 'row' && id !== 'alone' && keys !== 0)).toEqual([
    ['row', 'a', '(missing)', 1], ['row', 'a', '2013', 1], ['row', 'a', '2014', 2],
    ['row', 'b', '(missing)', 1], ['row', 'b', '2013', 1], ['row', 'b', '2014', 1],
    ['row', 'c', '2014', 1], ['row', 'c', '2016', 1],
  ])
})

test('every identity that was checked holds and says what it is of', async () => {
  const rows = await run.values('identity_check', 'stage', 'identity', 'scope', 'residual', 'ok')
  expect(rows.length).toBeGreaterThan(10)
  for (const [stage, identity, scope, ...result] of rows) expect(result, JSON.stringify([stage, identity, scope])).toEqual([0, true])
})
