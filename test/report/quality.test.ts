import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import { Database } from '../../src/engine/database.js'
import { sql, type Sql } from '../../src/engine/sql.js'
import { writeReport } from '../../src/report/index.js'
import type { Summary } from '../../src/report/summary.js'
import { temporaryFolder } from '../temporary.js'

const quality = sql`create table match_quality as select * from (values
  ('a_b', 49, 53.3e0, 49.3e0, 74.9e0, 0.9923e0, 0.9388e0, 1.0e0, 0.9129e0, 0.6538e0, 0.9812e0, 0.9515e0, 0.6753e0, 1.0e0, 'too few ways of blocking: at least so much was missed'),
  ('none', 0, 0.4e0, 0.0e0, 2.0e0, null, null, null, null, null, null, null, null, null, null)) as q (match, predicted, estimated_matches, estimated_matches_low,
  estimated_matches_high, estimated_precision, estimated_precision_low, estimated_precision_high, estimated_recall_of_pairs, estimated_recall_of_pairs_low,
  estimated_recall_of_pairs_high, estimated_recall, estimated_recall_low, estimated_recall_high, note)`
const health = (triangles: number): Sql => sql`create table match_health as select *, value <= most as ok from (values
  ('a_b', 'open_triangles', cast(${triangles} as double), 0.25e0), ('a_b', 'more_matches_expected_than_entities_hold', 1.04e0, 1.5e0)) as h (match, check_name, value, most)`
const findings = sql`create table finding as select 'blocks_left_out' as rule, null::varchar as system, field, null::varchar as extract_id, failing, tested, null::double as percent,
  'info' as severity, 'block' as stage from (values ('a_b: ssn', 20, 30), ('a_b: phone', 2, 70)) as f (field, failing, tested)`

async function reportOf(tables: readonly Sql[]): Promise<{ opening: string; section: string; summary: Summary }> {
  const folder = temporaryFolder('quality')
  const database = await Database.open({ path: ':memory:', memory: '500MB', folders: [folder] })
  for (const table of tables) await database.run(table)
  await writeReport({
    database, folder, name: 'quality', asOf: '2015-09-11', version: '0.0.0', limits: { floor: 0.01, match: 0.9, review: 0.5 },
    files: ['match_health', 'match_quality', 'finding'].map((table) => ({ table, csv: `${table}.csv`, parquet: `tables/${table}.parquet` })),
    config: { systems: {}, matches: [{ name: 'a_b', left: 'A.subject' }, { name: 'none', left: 'B.subject' }], analyses: [] },
  })
  database.close()
  const { document } = parseHTML(readFileSync(join(folder, 'report.html'), 'utf8'))
  const textOf = (id: string): string => document.querySelector(`#${id}`)?.textContent ?? ''
  return { opening: textOf('unchecked'), section: textOf('match-a_b'), summary: JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')) }
}

describe('what a report says of its own matches', () => {
  test('estimates stand in the opening with their intervals, as percentages', async () => {
    const { opening, section, summary } = await reportOf([quality])
    expect(opening).toContain('a b, estimated: precision 99.2 % (95 % interval 93.9 % to 100.0 %); recall 91.3 % (95 % interval 65.4 % to 98.1 %); of the matches, blocking brought together 95.2 % (95 % interval 67.5 % to 100.0 %); too few ways of blocking: at least so much was missed.')
    expect(opening).toContain('none, estimated: nothing, since no pair is probable.')
    expect(opening).not.toContain('not known')
    expect(opening).toContain('the intervals hold only where the model is right')
    expect(section).toContain('Matches there are, by an estimate without labels: 53 (95 % interval 49 to 75).')
    expect(summary.figures['quality.a_b.estimated_recall']).toEqual({ value: 0.9515, unit: 'share', source: 'match_quality.csv' })
  })

  test('without estimates it says that nothing is known', async () => {
    const { opening } = await reportOf([])
    expect(opening).toContain('precision and recall are not known')
    expect(opening).not.toContain('checks')
  })

  test('a check that fails is a sentence with value and limit', async () => {
    const { opening } = await reportOf([quality, health(0.31)])
    expect(opening).toContain('1 of 2 checks of matches that need no labels failed')
    expect(opening).toContain('a b: A is B and B is C, and yet A is not C, in too many triples; their share is 31.0 %, the limit 25.0 %.')
    expect(opening).not.toContain('promise more matches')
  })

  test('checks that pass are counted', async () => {
    expect((await reportOf([health(0.1)])).opening).toContain('All 2 checks of matches that need no labels are within their limits.')
  })

  test('blocks left out are summed over the rules of a match', async () => {
    const { opening, summary } = await reportOf([findings])
    expect(opening).toContain('a b: of 100 pairs that its blocking rules could make, counted for each rule, 22 stand in blocks too large for that rule.')
    expect(summary.figures['blocking.a_b.left_out']).toMatchObject({ value: 22, of: 100, percent: 22 })
  })
})

const learnt = (method: Sql, note: Sql): Sql => sql`create table label_calibration as select 'a_b' as match, 'judged.csv' as file, ${method} as method, 300 as ids, 2 as unknown_ids,
  0 as ambiguous_ids, 240 as labels, 80 as matches, 12 as not_listed, 5 as folds, 0.4e0 as log_loss, 0.2e0 as log_loss_calibrated, 0.11e0 as ece, 0.03e0 as ece_calibrated, ${note} as note, 0.02e0 as ece_final`

describe('what a report says of labels', () => {
  test('how far probabilities are from them, before and after, and of how many pairs', async () => {
    const { opening, section } = await reportOf([quality, learnt(sql`'beta'`, sql`null::varchar`)])
    expect(section).toContain('judged.csv labels 240 listed pairs, of which 80 are matches; 12 labelled pairs are not listed')
    expect(section).toContain('(beta calibration): their expected calibration error over these pairs is 11.0 % before and 3.0 % after')
    expect(section).toContain('after sources and clusters, it is 2.0 %')
    expect(opening).toContain('Labels went into this run to calibrate')
    expect(opening).not.toContain('No labelled pairs go into a run')
  })

  test('that they were too few, and that scores were left as they are', async () => {
    const few = await reportOf([quality, learnt(sql`null::varchar`, sql`'2 labelled pairs are listed, and 20 are needed'`)])
    expect(few.section).toContain('They were not used: 2 labelled pairs are listed')
    expect(few.opening).toContain('No labelled pairs go into a run')
    const none = await reportOf([quality, learnt(sql`'none'`, sql`null::varchar`)])
    expect(none.section).toContain('so that the scores stand')
  })
})
