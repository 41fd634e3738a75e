import { beforeAll, expect, test } from 'vitest'
import { csv, extract, runSmall, type SmallRun } from './run-small.js'

let run: SmallRun
beforeAll(async () => {
  run = await runSmall(
    {
      'one.csv': csv(
        'id,name,born,ssn,sex,status,mail,amount,entry',
        '1,Ann,1980-02-03,123-45-6780,F,OPEN,a@b.org,10.50,UNKNOWN',
        '2,UNKNOWN,1900-01-01,999-99-9999,f,SHUT,nowhere,ten,AIR',
        '3,,1980-02-30,900-12-3456,?,OPEN,,,unknown',
        '4,Ann,,123456780,Female,,c@d.org,7,N/A',
      ),
      'two.csv': csv('id,name', '5,12'),
    },
    {
      systems: {
        S: {
          key: 'id',
          fields: {
            id: { type: 'integer' }, name: { type: 'name' }, born: { type: 'date', format: '%Y-%m-%d' }, ssn: { type: 'ssn' }, sex: { type: 'gender' },
            status: { type: 'code', values: ['OPEN', 'CLOSED'] }, mail: { type: 'email' }, amount: { type: 'decimal' },
            entry: { type: 'code', values: ['AIR', 'LAND', 'UNKNOWN'] },
          },
          extracts: [extract('one', 'one.csv'), extract('two', 'two.csv')],
        },
      },
    },
  )
}, 180_000)

test('each field of each extract: cells filled, distinct, placeholders, and those that are what the name says', async () => {
  const rows = await run.values('column_profile', 'extract_id', 'field', 'rows', 'filled', 'distinct_values', 'placeholders', 'conforming', 'delivered')
  expect(rows.filter(([id]) => id === 'one')).toEqual([
    ['one', 'amount', 4, 3, 3, 0, 2, true],
    ['one', 'born', 4, 3, 3, 1, 1, true], //      1900-01-01 stands for unknown; 30 February is none
    ['one', 'entry', 4, 4, 4, 2, 2, true], //     UNKNOWN is a value that is declared; unknown and N/A are none
    ['one', 'id', 4, 4, 4, 0, 4, true],
    ['one', 'mail', 4, 3, 3, 0, 2, true],
    ['one', 'name', 4, 3, 2, 1, 2, true],
    ['one', 'sex', 4, 4, 4, 0, 3, true],
    ['one', 'ssn', 4, 4, 4, 1, 2, true], //       nine nines are a placeholder; 9xx is no SSN
    ['one', 'status', 4, 3, 2, 0, 2, true], //    SHUT is not listed
  ])
  expect(rows.filter(([id]) => id === 'two').map(([, field, , filled, , , conforming, delivered]) => [field, filled, conforming, delivered])).toEqual([
    ['amount', 0, 0, false], ['born', 0, 0, false], ['entry', 0, 0, false], ['id', 1, 1, true], ['mail', 0, 0, false], ['name', 1, 0, true], ['sex', 0, 0, false], ['ssn', 0, 0, false], ['status', 0, 0, false],
  ])
})

test('layouts of a field, commonest first, show no value', async () => {
  const rows = await run.values('column_pattern', 'extract_id', 'field', 'place', 'pattern', 'cells')
  expect(rows.filter(([id, field]) => id === 'one' && field === 'ssn')).toEqual([['one', 'ssn', 1, '999-99-9999', 3], ['one', 'ssn', 2, '999999999', 1]])
  expect(rows.filter(([id, field]) => id === 'one' && field === 'name')).toEqual([['one', 'name', 1, 'Aaa', 2], ['one', 'name', 2, 'AAAAAAA', 1]])
})

test('what is missing, a placeholder or not what it says is a finding with its denominator', async () => {
  const rows = await run.values('finding', 'stage', 'rule', 'extract_id', 'field', 'failing', 'tested', 'percent')
  const found = (extractId: string, field: string) => rows.filter(([stage, , id, name]) => stage === 'profile' && id === extractId && name === field).map(([, rule, , , ...counts]) => [rule, ...counts])
  expect(found('one', 'born')).toEqual([['does_not_conform', 1, 2, 50], ['missing_value', 1, 4, 25], ['placeholder', 1, 3, 33.33]])
  expect(found('one', 'id')).toEqual([])
  expect(found('one', 'entry')).toEqual([['placeholder', 2, 4, 50]])
  expect(found('two', 'born')).toEqual([['not_delivered', 1, 1, 100]])
  expect(found('two', 'name')).toEqual([['does_not_conform', 1, 1, 100]])
})

test('the rules of data quality take a declared value for a value too', async () => {
  const rows = await run.values('quality_result', 'rule_id', 'extract_id', 'grain', 'tested', 'failing')
  const of = (rule: string) => rows.filter(([id, extractId, grain]) => id === rule && extractId === 'one' && grain === 'extract').map(([, , , ...counts]) => counts)
  expect(of('S.placeholder_entry')).toEqual([[4, 2]])
  expect(of('S.conforms_entry')).toEqual([[2, 0]])
  expect(of('S.complete_entry')).toEqual([[4, 0]])
})
