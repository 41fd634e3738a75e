import { beforeAll, expect, test } from 'vitest'
import { csv, extract, runSmall, type SmallRun } from './run-small.js'

let run: SmallRun
beforeAll(async () => {
  run = await runSmall(
    {
      'a.csv': csv('id,name,born,city', '1,Ann,1980-02-03,Rome', '2,Bob,1990-12-31,', '3,Cy,,Oslo', ',Lost,1970-01-01,Bonn', '4,Di,,', '4,Dx,,'),
      'b.csv': csv('id,name,born,city', '1,Anna,02/03/1980,', '2,,12/31/1990,Paris'),
      'c.csv': csv('id,name,born', '1,,03-Feb-1980', '5,Eve,30-Feb-1980', '6,Flo,soon'),
    },
    {
      systems: {
        S: {
          key: 'id',
          fields: { id: {}, name: {}, born: { type: 'date', format: '%Y-%m-%d' }, city: {} },
          extracts: [
            extract('a', 'a.csv'),
            extract('b', 'b.csv', { formats: { born: '%m/%d/%Y' } }),
            extract('c', 'c.csv', { formats: { born: '%d-%b-%Y' } }),
          ],
        },
      },
    },
  )
}, 60_000)

test('one record a key: of each field the latest value that is not missing, dates of three layouts as one', async () => {
  expect(await run.values('composite', 'record_key', 'first_seq', 'last_seq', 'name', 'born', 'city')).toEqual([
    ['1', 1, 3, 'Anna', '1980-02-03', 'Rome'],
    ['2', 1, 2, 'Bob', '1990-12-31', 'Paris'],
    ['3', 1, 1, 'Cy', null, 'Oslo'],
    ['4', 1, 1, 'Di', null, null],
    ['5', 3, 3, 'Eve', '30-Feb-1980', null],
    ['6', 3, 3, 'Flo', 'soon', null],
  ])
})

test('rows that were set aside are in no record', async () => {
  const names = (await run.values('composite', 'name')).flat()
  expect(names).not.toContain('Lost')
  expect(names).not.toContain('Dx')
})
