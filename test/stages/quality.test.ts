import { beforeAll, describe, expect, test } from 'vitest'
import type { ConfigInput } from '../../src/config/schema.js'
import { csv, extract, runSmall, type SmallRun } from './run-small.js'

type Rules = NonNullable<NonNullable<ConfigInput['quality']>['rules']>

const people = csv(
  'id,last,first,born,ssn,a_number,receipt,state,zip,opened,closed,office,low,high,units,status',
  'NY-04-001,Doe,Ann,1980-02-03,123-45-6780,A012345678,EAC1234567890,NY,10001,2004-01-05,2004-02-01,East,10,12.50,5,OPEN',
  'NY-04-002,Roe,Bob,2031-01-01,666-12-3456,A12,XYZ1234567890,NY,90210,2004-03-01,2004-02-01,East,20,$15.00,5000,OPNE',
  'NY-04-005,,,,900-12-3456,,EAC12,California,90210,2005-01-01,,West,30,30,10,SHUT',
  'CA-04-001,Poe,Cat,1850-01-01,123-45-6780,A012345678,EAC1234567890,CA,90210,2005-05-05,2005-06-06,West,4,1,2000,CLOSED',
  'CA-04-001,Moe,Dan,1900-01-01,000-12-3456,,IOE1234567890,XX,99999,,2005-06-06,West,,7,1,XYZZY',
)

const fields = {
  id: { type: 'identifier' }, last: { type: 'name' }, first: { type: 'name' }, born: { type: 'date', format: '%Y-%m-%d' }, ssn: { type: 'ssn' }, a_number: { type: 'a_number' },
  receipt: { type: 'receipt_number' }, state: { type: 'state' }, zip: { type: 'postcode' }, opened: { type: 'date', format: '%Y-%m-%d' }, closed: { type: 'date', format: '%Y-%m-%d' },
  office: { type: 'text' }, low: { type: 'decimal' }, high: { type: 'decimal' }, units: { type: 'integer' }, status: { type: 'code' },
} as const

const rules: Rules = [
  { name: 'filled', system: 'S', kind: 'complete', field: 'born' },
  { name: 'any_of_two', system: 'S', kind: 'complete_together', fields: ['last', 'closed'] },
  { name: 'all_of_two', system: 'S', kind: 'complete_together', fields: ['last', 'born'], missing: 'all' },
  { name: 'ssn', system: 'S', kind: 'valid_ssn', field: 'ssn' },
  { name: 'alien', system: 'S', kind: 'valid_a_number', field: 'a_number' },
  { name: 'receipt', system: 'S', kind: 'valid_receipt_number', field: 'receipt' },
  { name: 'birth', system: 'S', kind: 'valid_date_of_birth', field: 'born', ages: { min: 16, max: 110 } },
  { name: 'address', system: 'S', kind: 'address_agrees', fields: ['state', 'zip'] },
  { name: 'key', system: 'S', kind: 'duplicate_key' },
  { name: 'content', system: 'S', kind: 'duplicate_content', fields: ['first', 'closed'] },
  { name: 'same_place', system: 'S', kind: 'duplicate_content', fields: ['zip', 'office'] },
  { name: 'one_person', system: 'S', kind: 'unique', field: 'ssn', differ: ['last', 'born'] },
  { name: 'gap', system: 'S', kind: 'sequence_gap', field: 'id' },
  { name: 'order', system: 'S', kind: 'date_order', fields: ['opened', 'closed'] },
  { name: 'prices', system: 'S', kind: 'compare', compare: 'low <= high' },
  { name: 'a_dollar', system: 'S', kind: 'compare', compare: 'high > 1', where: 'units >= 1000', severity: 'error' },
  { name: 'known_status', system: 'S', kind: 'listed', field: 'status', values: ['OPEN', 'CLOSED'] },
  { name: 'unwritten', system: 'S', kind: 'placeholder', field: 'last', values: ['Moe'] },
  { name: 'known_case', system: 'OUT', kind: 'reference', fields: ['case'], to: 'S', to_fields: ['id'] },
]

let run: SmallRun
beforeAll(async () => {
  run = await runSmall(
    { 'one.csv': people, 'out.csv': csv('no,case', '1,NY-04-001', '2,NY-99-001', '3,') },
    {
      systems: {
        S: { key: 'id', event_date: 'opened', amount: 'high', fields, extracts: [extract('one', 'one.csv')] },
        OUT: { key: 'no', fields: { no: { type: 'identifier' }, case: { type: 'identifier' } }, extracts: [extract('out', 'out.csv')] },
      },
      quality: { library: 'off', office: { S: 'office' }, rules },
    },
  )
}, 180_000)

const failing = async (rule: string): Promise<unknown[][]> =>
  (await run.values('quality_failure', 'rule_id', 'source_line', 'value', 'why', 'expected')).filter(([id]) => id === rule).map(([, ...rest]) => rest)
const counts = async (rule: string): Promise<unknown[]> =>
  (await run.values('quality_result', 'rule_id', 'grain', 'tested', 'failing', 'status')).filter(([id, grain]) => id === rule && grain === 'extract').flatMap(([, , ...rest]) => rest)

describe('each kind of rule tells how many of how many, and every failing row', () => {
  test.each([
    ['S.filled', 5, 1, [[4, null, 'is missing', null]]],
    ['S.any_of_two', 5, 1, [[4, ' | ', 'missing: last, closed', null]]],
    ['S.all_of_two', 5, 1, [[4, ' | ', 'missing: last, born', null]]],
    ['S.ssn', 5, 3, [[3, '666-12-3456', 'begins with 666, which is not issued', null], [4, '900-12-3456', 'begins with 9, which is no social security number', null], [6, '000-12-3456', 'begins with 000, which is not issued', null]]],
    ['S.alien', 3, 1, [[3, 'A12', 'has 2 digits instead of 7 to 9', null]]],
    ['S.receipt', 5, 2, [[3, 'XYZ1234567890', 'begins with XYZ, which is no office that gives receipts', null], [4, 'EAC12', 'is not three letters and ten digits', null]]],
    ['S.birth', 4, 3, [[3, '2031-01-01', 'lies in the future', null], [5, '1850-01-01', 'would make the person 155 years old', null], [6, '1900-01-01', 'is written for a date that is not known', null]]],
    ['S.address', 4, 1, [[3, 'NY | 90210', 'ZIP codes that begin with 902 are not of that state', 'CA']]],
    ['S.key', 5, 2, [[5, 'CA-04-001', 'stands in 2 rows of the extract', null], [6, 'CA-04-001', 'stands in 2 rows of the extract', null]]],
    ['S.content', 5, 0, []],
    ['S.same_place', 5, 2, [[4, '90210 | West', 'says the same as line 4, one of 2 such rows', null], [5, '90210 | West', 'says the same as line 4, one of 2 such rows', null]]],
    ['S.one_person', 5, 2, [[2, '123-45-6780 | Doe | 1980-02-03', 'stands in 2 rows with several names and several dates of birth', null], [5, '123-45-6780 | Poe | 1850-01-01', 'stands in 2 rows with several names and several dates of birth', null]]],
    ['S.gap', 5, 1, [[4, 'NY-04-005', '2 numbers missing before it', null]]],
    ['S.order', 3, 1, [[3, '2004-03-01 | 2004-02-01', 'opened is after closed', 'opened on or before closed']]],
    ['S.prices', 4, 2, [[3, '20 | $15.00', 'low <= high does not hold', 'low <= high'], [5, '4 | 1', 'low <= high does not hold', 'low <= high']]],
    ['S.a_dollar', 2, 1, [[5, '1', 'high > 1 does not hold', 'high > 1']]],
    ['S.known_status', 5, 3, [[3, 'OPNE', 'is not among the values listed', 'OPEN'], [4, 'SHUT', 'is not among the values listed', null], [6, 'XYZZY', 'is not among the values listed', null]]],
    ['S.unwritten', 4, 1, [[6, 'Moe', 'is written for what is not known', null]]],
    ['OUT.known_case', 2, 1, [[3, 'NY-99-001', 'no row of any extract of S has it', null]]],
  ])('%s: of %i tested %i fail', async (rule, tested, failed, rows) => {
    expect((await counts(rule)).slice(0, 2)).toEqual([tested, failed])
    expect(await failing(rule)).toEqual(rows)
  })
})

test('a rule of severity error that fails ends the run with code 1 and is an error among the findings', async () => {
  expect(run.code).toBe(1)
  expect(await counts('S.a_dollar')).toEqual([2, 1, 'fail'])
  const found = await run.values('finding', 'rule', 'system', 'field', 'extract_id', 'period', 'failing', 'tested', 'severity')
  expect(found.filter(([rule]) => rule === 'a_dollar')).toEqual([['a_dollar', 'S', null, 'one', '2005', 1, 2, 'error']])
})

test('a result is a sentence with its denominator, and is told by period and office with the amount of the failing rows', async () => {
  const rows = await run.values('quality_result', 'rule_id', 'grain', 'period', 'office', 'failing', 'tested', 'amount', 'sentence')
  expect(rows.filter(([id]) => id === 'S.prices').map((row) => row.slice(1))).toEqual([
    ['extract', null, null, 2, 4, 16, '2 of 4 rows that can be compared do not meet low <= high'],
    ['part', '2004', 'East', 1, 2, 15, '1 of 2 rows that can be compared do not meet low <= high'],
    ['part', '2005', 'West', 1, 2, 1, '1 of 2 rows that can be compared do not meet low <= high'],
  ])
})

const small = async (...asked: readonly Partial<Rules[number]>[]): Promise<SmallRun> =>
  await runSmall(
    { 'a.csv': csv('id,x,money', '1,a,10', '2,,20', '3,,5', '4,d,1'), 'b.csv': csv('id,money', '1,3') },
    {
      systems: { S: { key: 'id', amount: 'money', fields: { id: { type: 'identifier' }, x: { type: 'text' }, money: { type: 'decimal' } }, extracts: [extract('a', 'a.csv'), extract('b', 'b.csv')] } },
      quality: { library: 'off', rules: asked.map((rule, at) => ({ name: `x${at}`, system: 'S', kind: 'complete', field: 'x', ...rule })) },
      tolerances: { unexplained: 100 },
    },
  )

describe('thresholds', () => {
  test.each<[Partial<Rules[number]>[], string[], number]>([
    [
      [{ warn: { count: 1 }, fail: { count: 2 } }, { warn: { count: 2 } }, { fail: { percent: 50 } }, { warn: { amount: '24.99' }, fail: { amount: '25' } }, { severity: 'info' }, {}],
      ['warn', 'pass', 'pass', 'warn', 'pass', 'warn'], 0,
    ],
    [[{ fail: { percent: 49.9 } }], ['fail'], 1],
    [[{ severity: 'error' }], ['fail'], 1],
  ])('%j give %j, and the run ends with %i', async (asked, statuses, code) => {
    const made = await small(...asked)
    const results = await made.values('quality_result', 'rule_id', 'extract_id', 'status', 'reason', 'first_seen', 'last_seen')
    expect(results.toSorted(([a], [b]) => String(a).localeCompare(String(b), 'en'))).toEqual(
      statuses.flatMap((status, at) => [[`S.x${at}`, 'a', status, null, 'a', 'a'], [`S.x${at}`, 'b', 'not_tested', 'x not delivered', 'a', 'a']]),
    )
    expect(made.code).toBe(code)
  }, 60_000)
})

const line = (index: number, amount: string): string => `${index},${amount},${index % 3 === 0 ? '555-01-0100' : `555-${String(index).padStart(7, '0')}`}`

describe('statistics', () => {
  let made: SmallRun
  beforeAll(async () => {
    // The first extract grows by a constant factor, as the law wants; all amounts of the second begin with 7, but one, which is far from all others.
    const grown = Array.from({ length: 3000 }, (_, index) => line(index + 1, (1.0031 ** index).toFixed(2)))
    const sevens = Array.from({ length: 3000 }, (_, index) => line(index + 1, index === 7 ? '900000000000' : `7${'0'.repeat(index % 4)}.${String(index % 90).padStart(2, '0')}`))
    made = await runSmall(
      { 'a.csv': csv('id,amount,phone', ...grown), 'b.csv': csv('id,amount,phone', ...sevens), 'c.csv': csv('id,amount,phone', ...sevens.slice(10, 40)) },
      {
        systems: { S: { key: 'id', fields: { id: { type: 'identifier' }, amount: { type: 'decimal' }, phone: { type: 'phone' } }, extracts: [extract('a', 'a.csv'), extract('b', 'b.csv'), extract('c', 'c.csv')] } },
        tolerances: { unexplained: 100_000 },
      },
    )
  }, 180_000)
  const results = async (rule: string): Promise<unknown[][]> =>
    (await made.values('quality_result', 'rule_id', 'grain', 'extract_id', 'tested', 'failing', 'status', 'reason')).filter(([id, grain]) => id === rule && grain === 'extract').map((row) => row.slice(2))

  test('the law of Benford is tested where there are a thousand amounts over two orders of magnitude, and every digit is told', async () => {
    const [a, b, c] = await results('S.benford_amount')
    expect(a?.slice(3)).toEqual(['pass', null])
    // 3,000 times .057992 would begin with 7, and 2,999 do.
    expect(b).toEqual(['b', 3000, 2999 - 174, 'warn', null])
    expect(c).toEqual(['c', 0, 0, 'not_tested', 'fewer than 1,000 positive amounts'])
    expect((await made.values('quality_digit', 'extract_id', 'digit')).filter(([id]) => id === 'b')).toHaveLength(9)
  })

  test('an outlier lies beyond limits that are told', async () => {
    expect((await results('S.outlier_amount'))[1]).toEqual(['b', 3000, 1, 'pass', null])
    const rows = (await made.values('quality_failure', 'rule_id', 'extract_id', 'value')).filter(([rule]) => rule === 'S.outlier_amount')
    expect(rows).toEqual([['S.outlier_amount', 'b', '900000000000']])
  })

  test('a value that is too frequent to be true is found without a list', async () => {
    expect((await results('S.frequent_phone'))[0]).toEqual(['a', 3000, 1000, 'pass', null])
    const rows = (await made.values('quality_failure', 'rule_id', 'extract_id', 'value', 'why')).filter(([rule, id]) => rule === 'S.frequent_phone' && id === 'a')
    expect(rows).toHaveLength(1000)
    expect(rows[0]).toEqual(['S.frequent_phone', 'a', '555-01-0100', 'stands in 1000 rows, where others stand in 1 on average'])
  })
})

test('the library follows from types and roles; rules are left out by kind or name, and replaced by name', async () => {
  const made = await runSmall(
    { 'one.csv': csv('id,last,born,ssn', '1,,,', '2,Doe,1980-01-01,123-45-6780') },
    {
      systems: {
        S: {
          key: 'id',
          fields: { id: { type: 'identifier' }, last: { type: 'name' }, born: { type: 'date', format: '%Y-%m-%d' }, ssn: { type: 'ssn' } },
          mentions: [{ role: 'subject', columns: { family_name: 'last', date_of_birth: 'born', ssn: 'ssn' } }],
          extracts: [extract('one', 'one.csv')],
        },
      },
      quality: { library: ['frequent_value', 'complete_id'], rules: [{ name: 'birth_born', system: 'S', kind: 'valid_date_of_birth', field: 'born', severity: 'error' }] },
    },
  )
  expect(await made.values('quality_rule', 'rule', 'kind', 'library', 'severity')).toEqual([
    ['birth_born', 'valid_date_of_birth', false, 'error'],
    ['complete_born', 'complete', true, 'info'], ['complete_last', 'complete', true, 'info'], ['complete_ssn', 'complete', true, 'info'],
    ['conforms_born', 'conforms', true, 'warning'], ['conforms_last', 'conforms', true, 'warning'], ['conforms_ssn', 'conforms', true, 'warning'],
    ['name_or_birth_subject', 'complete_together', true, 'warning'], ['one_person_ssn', 'unique', true, 'warning'],
    ['placeholder_born', 'placeholder', true, 'warning'], ['placeholder_id', 'placeholder', true, 'warning'], ['placeholder_last', 'placeholder', true, 'warning'], ['placeholder_ssn', 'placeholder', true, 'warning'],
  ])
  expect(await made.values('quality_failure', 'rule_id', 'source_line', 'key')).toEqual([['S.name_or_birth_subject', 2, '1']])
}, 60_000)
