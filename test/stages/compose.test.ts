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
}, 180_000)

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

test('each field has the value that its rule keeps, every cell names its source, and what was rejected says why', async () => {
  const rules = await runSmall(
    {
      'a.csv': csv('id,last,first,often,long,ranked,all', '1,a,a,x,abc,a,a'),
      'b.csv': csv('id,last,first,often,long,ranked,all', '1,b,b,y,ab,b,b'),
      'c.csv': csv('id,last,first,often,long,ranked,all', '1,,c,x,a,c,a', '2,z,,,,,'),
    },
    {
      systems: {
        S: {
          key: 'id', source_rank: ['b', 'c'],
          fields: { id: {}, last: {}, first: { compose: 'earliest' }, often: { compose: 'most_frequent' }, long: { compose: 'longest' }, ranked: { compose: 'source_rank' }, all: { compose: 'union' } },
          extracts: [extract('a', 'a.csv'), extract('b', 'b.csv'), extract('c', 'c.csv')],
        },
      },
    },
  )
  expect(await rules.values('composite', 'record_key', 'last', 'first', 'often', 'long', 'ranked', 'all')).toEqual([['1', 'b', 'a', 'x', 'abc', 'b', 'a; b'], ['2', 'z', null, null, null, null, null]])
  const lineage = await rules.values('composite_lineage', 'key', 'field', 'value', 'extract_id', 'source_line', 'alternatives')
  expect(lineage.filter(([key, field]) => key === '1' && field !== 'id')).toEqual([
    ['1', 'all', 'a', 'c', 2, 0], ['1', 'all', 'b', 'b', 2, 0], ['1', 'first', 'a', 'a', 2, 2], ['1', 'last', 'b', 'b', 2, 1], ['1', 'long', 'abc', 'a', 2, 2], ['1', 'often', 'x', 'c', 2, 1], ['1', 'ranked', 'b', 'b', 2, 2],
  ])
  expect(lineage.filter(([key]) => key === '2')).toEqual([['2', 'id', '2', 'c', 3, 0], ['2', 'last', 'z', 'c', 3, 0]])
  expect(await rules.values('composite_conflict', 'field', 'value', 'extract_id', 'kept_value', 'reason')).toEqual([
    ['first', 'b', 'b', 'a', 'an earlier extract says otherwise'], ['first', 'c', 'c', 'a', 'an earlier extract says otherwise'],
    ['last', 'a', 'a', 'b', 'a later extract says otherwise'],
    ['long', 'a', 'c', 'abc', 'another extract says more'], ['long', 'ab', 'b', 'abc', 'another extract says more'],
    ['often', 'y', 'b', 'x', 'more extracts, or as many and a later one, say otherwise'],
    ['ranked', 'a', 'a', 'b', 'an extract that is trusted more says otherwise'], ['ranked', 'c', 'c', 'b', 'an extract that is trusted more says otherwise'],
  ])
})
