import { beforeAll, describe, expect, test } from 'vitest'
import type { ConfigInput } from '../../src/config/schema.js'
import { csv, extract, runSmall, type SmallRun } from './run-small.js'

type Exhibit = NonNullable<ConfigInput['exhibits']>[number]

const systems: ConfigInput['systems'] = {
  CASES: { key: 'id', fields: { id: {}, office: {}, worth: { type: 'decimal' } }, extracts: [extract('cases', 'cases.csv')] },
}
const files = { 'cases.csv': csv('id,office,worth', '1,NORTH,10.50', '2,SOUTH,1.25', '3,SOUTH,2', '4,,7') }

const base: Exhibit = { name: 'offices', title: 'By office', source: 'CASES', columns: [{ name: 'office', label: 'Office' }, { name: 'n', label: 'Cases', kind: 'count' }] }
const runWith = async (...exhibits: readonly Partial<Exhibit>[]): Promise<SmallRun> =>
  await runSmall(files, { systems, exhibits: exhibits.map((exhibit) => ({ ...base, ...exhibit })) })
const counted = 'select office, count(*) as n from composite_cases group by office'

describe('an exhibit', () => {
  let run: SmallRun
  beforeAll(async () => {
    const columns: Exhibit['columns'] = [{ name: 'office', label: 'Office' }, { name: 'n', label: 'Cases', kind: 'share', denominator: 'of_all', rows: 'select office, id from composite_cases' }]
    run = await runWith(
      {
        sql: 'select office, count(*) as n, sum(er_amount(worth)) as worth from composite_cases group by office order by worth desc',
        columns: [...base.columns, { name: 'worth', label: 'Worth', kind: 'amount' }],
      },
      { name: 'no_order', sql: counted },
      { name: 'of_rows', sql: 'select office, count(*) as n, 4 as of_all from exhibit_rows_of_rows_n group by office', columns },
    )
  })

  test('is a table in the order that its SELECT asks for, typed by the kinds of its columns', async () => {
    expect(await run.values('exhibit_offices', 'place', 'office', 'n', 'worth')).toEqual([[1, 'NORTH', 1, 10.5], [2, null, 1, 7], [3, 'SOUTH', 2, 3.25]])
    expect(run.text('sql/analyse/exhibit_offices.sql').split('\n', 1)[0]).toBe('-- One row is one row of an exhibit that the config declares, in the order in which it is printed.')
  })

  test('where no order is asked for, has its rows by all of their columns', async () => {
    expect(await run.values('exhibit_no_order', 'place', 'office', 'n')).toEqual([[1, 'NORTH', 1], [2, 'SOUTH', 2], [3, null, 1]])
  })

  test('may read the table that its rows become, and its numbers are theirs', async () => {
    expect(await run.values('exhibit_of_rows', 'office', 'n', 'of_all')).toEqual([['NORTH', 1, 4], ['SOUTH', 2, 4], [null, 1, 4]])
    expect((await run.values('exhibit_rows_of_rows_n', 'id')).length).toBe(4)
  })
})

test.each<[string, Partial<Exhibit>, RegExp]>([
  ['a number that is not that of its rows', { sql: counted, columns: [{ name: 'office', label: 'Office' }, { name: 'n', label: 'Cases', kind: 'count', rows: "select office from composite_cases where id <> '3'" }] }, /row 2 of the exhibit offices counts 2 in "n", and its rows are 1/],
  ['rows that no row of the exhibit counts', { sql: `${counted} having count(*) = 2`, columns: [{ name: 'office', label: 'Office' }, { name: 'n', label: 'Cases', kind: 'count', rows: 'select office from composite_cases' }] }, /2 rows of "n" are in no row of the exhibit/],
  ['a table that the run has not', { sql: 'select office, count(*) as n from composite_case group by office' }, /no table of the run is called "composite_case"[\s\S]*composite_cases/],
  ['a table for the work alone', { sql: "select stage as office, count(*) as n from identity_check group by stage" }, /no table of the run/],
  ['a file', { sql: "select office, count(*) as n from 'cases.csv' group by office" }, /no table of the run/],
  ['a column that a table has not', { sql: 'select ofice as office, count(*) as n from composite_cases group by all' }, /ofice/],
  ['a column that the SELECT does not give', { sql: 'select office from composite_cases' }, /gives no column "n"/],
  ['a count that is no whole number', { sql: 'select office, 1.5 as n from composite_cases' }, /"n" is of type DECIMAL\(2,1\), and a count is a whole number/],
  ['an amount that depends on the order of summing', { sql: 'select office, sum(cast(worth as double)) as n from composite_cases group by office', columns: [{ name: 'office', label: 'Office' }, { name: 'n', label: 'Worth', kind: 'amount' }] }, /type DOUBLE/],
  ['a table function', { sql: "select office, 1 as n from read_csv('cases.csv')" }, /table function read_csv/],
])('%s ends the run, and says where', async (_, exhibit, fault) => {
  const error: unknown = await runWith(exhibit).catch((one: unknown) => one)
  expect(error).toMatchObject({ name: 'ConfigError', message: expect.stringMatching(fault) })
})
