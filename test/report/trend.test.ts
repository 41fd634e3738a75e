import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { Database } from '../../src/engine/database.js'
import { sql } from '../../src/engine/sql.js'
import { writeReport, writeStatistics, type ReportInput } from '../../src/report/index.js'
import type { Purpose } from '../../src/report/purpose.js'

const rules = ['x', 'y', 'z', 'w'] as const
const ruleTable = sql`create table quality_rule as select 'S.' || n as rule_id, n as rule, 'compare' as kind, 'S' as system, 'rows' as tested, 'do not meet ' || n as sentence,
  null::varchar as method, 'warning' as severity, true as listed from (values ('x'), ('y'), ('z'), ('w')) v(n)`
const results = sql`create table quality_result as select 'S.' || n as rule_id, 'extract' as grain, 'a' as extract_id, 1000::bigint as tested, failing::bigint as failing,
  case when failing > 0 then 'warn' else 'pass' end as status, null::varchar as reason, null::varchar as first_seen, null::varchar as last_seen
  from (values ('x', 60), ('y', 103), ('z', 0), ('w', 40)) v(n, failing)`
const trend = sql`create table quality_trend as select 'S.' || n as rule_id, as_of, tested::bigint as tested, failing::bigint as failing, as_of = '2015-03-01' as this_run from (values
  ('x', '2015-01-01', 900, 80), ('x', '2015-02-01', 1000, 30), ('x', '2015-03-01', 1000, 60),
  ('y', '2015-02-01', 1000, 100), ('y', '2015-03-01', 1000, 103),
  ('z', '2015-01-01', 800, 40), ('z', '2015-02-01', 800, 0), ('z', '2015-03-01', 1000, 0),
  ('w', '2015-03-01', 1000, 40)) v(n, as_of, tested, failing)`
const failures = sql`create table quality_failure as select 'S.' || n as rule_id, r.range as source_line from (values ('x', 60), ('y', 103), ('w', 40)) v(n, failing), range(0, 200) r where r.range < failing`

async function reportOf(purpose: Purpose): Promise<{ folder: string; rows: string[][]; text: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'crosswalk-trend-'))
  const database = await Database.open({ path: ':memory:', memory: '500MB', folders: [folder] })
  for (const table of [ruleTable, results, trend, failures]) await database.run(table)
  const files = ['quality_result', 'quality_trend', 'quality_failure'].map((table) => ({ table, csv: `${table}.csv`, parquet: `tables/${table}.parquet` }))
  const input: ReportInput = { database, folder, name: 'trend', asOf: '2015-03-01', version: '0.0.0', limits: { floor: 0.01, match: 0.9, review: 0.5 }, files, config: { systems: {}, matches: [], analyses: [] } }
  await (purpose === 'statistics' ? writeStatistics(input, folder) : writeReport(input))
  database.close()
  const { document } = parseHTML(readFileSync(join(folder, 'report.html'), 'utf8'))
  const table = [...document.querySelectorAll('#rules table')].find((one) => (one.textContent ?? '').includes('Earlier run as of'))
  const rows = [...(table?.querySelectorAll('tbody tr') ?? [])].map((row) => [...row.querySelectorAll('th, td')].map((one) => one.textContent ?? ''))
  return { folder, rows, text: document.querySelector('#rules')?.textContent ?? '' }
}

test('each rule stands beside the latest run that tested it before, with the runs that it failed in first and last', async () => {
  const { rows, text, folder } = await reportOf('review')
  expect(text).toContain(`Of ${rules.length - 1} rules that an earlier run of this config tested too, 0 have failing rows that had none, 2 have a greater share of failing rows, 0 a smaller one, 0 have none any more, and 1 are as they were.`)
  expect(rows).toEqual([
    ['S', 'x', 'do not meet x', 'a greater share', '6.0 % 60 of 1,000', '3.0 % 30 of 1,000', '2015-02-01', '2015-01-01', '2015-03-01'],
    ['S', 'y', 'do not meet y', 'a greater share', '10.3 % 103 of 1,000', '10.0 % 100 of 1,000', '2015-02-01', '2015-02-01', '2015-03-01'],
    ['S', 'z', 'do not meet z', 'the same share', '0.0 % 0 of 1,000', '0.0 % 0 of 800', '2015-02-01', '2015-01-01', '2015-01-01'],
  ])
  expect(readFileSync(join(folder, 'rows/trend.up.csv'), 'utf8').trimEnd().split('\n')).toHaveLength(3)
  expect(readFileSync(join(folder, 'rows/rules.warn.csv'), 'utf8').trimEnd().split('\n')).toHaveLength(4)
})

test('in statistics a change of a few rows is not told by what stood earlier', async () => {
  const { rows } = await reportOf('statistics')
  expect(rows.map((row) => row.slice(3, 5))).toEqual([['6.0 % 60 of 1,000', '3.0 % 30 of 1,000'], ['10.3 % 103 of 1,000', 'not shown'], ['0.0 % 0 of 1,000', '0.0 % 0 of 800']])
})
