import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { profileFiles, profiled } from '../../src/index.js'
import { rowsOf } from '../cli/process.js'
import { temporaryFolder } from '../temporary.js'

const folder = temporaryFolder('columns')

const file = (name: string, lines: readonly string[]): string => {
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
  return join(folder, name)
}

const pad = (number: number): string => String(number).padStart(2, '0')
/** Forty cases: amounts in tenths, two far off; a date in two layouts; a closing date never before the opening; two rows alike. */
const cases = Array.from({ length: 40 }, (_, at) => {
  const opened = at < 30 ? `2014-03-${pad(at + 1)}` : `03/${pad(at - 9)}/2014`
  const closed = at % 4 === 0 ? '' : `2014-04-${pad((at % 30) + 1)}`
  return [`c${pad(at)}`, opened, closed, at === 39 ? '100000' : `${at % 10}.5`, ['OPEN', 'CLOSED'][at % 2], `${at === 7 ? '000' : `1${pad(at)}`}-45-67${pad(at)}`, at === 5 ? 'UNKNOWN' : 'Ann Lee', ''].join(',')
})
const header = 'case,opened,closed,amount,status,ssn,family_name,blank'

let out: string
const of = (table: string, system: string, field: string, ...columns: readonly string[]) =>
  rowsOf(join(out, `${table}.csv`)).filter((row) => row['system'] === system && row['field'] === field).map((row) => columns.map((column) => row[column]))

beforeAll(async () => {
  const first = file('first.csv', [header, ...cases, cases[39] ?? ''])
  const second = file('second.csv', ['CASE,surname,born', 'c01,Lee,1990-01-02', 'c02,Roe,1991-12-31'])
  out = (await profileFiles([first, second], join(folder, 'out'), { memory: '600MB' })).folder
}, 120_000)

describe('what a column holds', () => {
  test('cells filled, values distinct and those that stand once, placeholders', () => {
    expect(of('column_measure', 'first', 'family_name', 'rows', 'filled', 'distinct_values', 'once', 'placeholders')).toEqual([['41', '41', '2', '1', '1']])
    expect(of('column_measure', 'first', 'blank', 'filled', 'distinct_values', 'min_length', 'kind')).toEqual([['0', '0', '', 'text']])
  })
  test('least and greatest as text, as number and as day, with what lies in the middle', () => {
    expect(of('column_measure', 'first', 'amount', 'kind', 'min_value', 'max_value', 'min_number', 'quarter_number', 'median_number', 'three_quarters_number', 'max_number', 'mean_number')).toEqual([
      ['decimal', '0.5', '9.5', '0.5', '2.5', '5.5', '7.5', '100000', '4882.6951'],
    ])
    expect(of('column_measure', 'first', 'opened', 'kind', 'days', 'min_day', 'median_day', 'max_day')).toEqual([['date', '41', '2014-03-01', '2014-03-21', '2014-03-30']])
    expect(of('column_measure', 'first', 'status', 'min_length', 'median_length', 'max_length')).toEqual([['4', '6', '6']])
  })
  test('what its cells could be: dates by layout, numbers, identifiers that can have been given', () => {
    expect(of('column_kind', 'first', 'opened', 'kind', 'layout', 'cells', 'valid')).toEqual([['date', '%Y-%m-%d', '30', '30'], ['date', '%m/%d/%Y', '11', '11']])
    expect(of('column_kind', 'first', 'amount', 'kind', 'cells')).toEqual([['decimal', '41'], ['integer', '2']])
    expect(of('column_kind', 'first', 'ssn', 'kind', 'cells', 'valid', 'is_main')).toEqual([['ssn', '41', '40', 'true']])
  })
  test('its commonest values, the commonest first and those as common in order', () => {
    expect(of('column_value', 'first', 'status', 'place', 'value', 'cells')).toEqual([['1', 'CLOSED', '21'], ['2', 'OPEN', '20']])
  })
  test('its distribution, what lies far off apart', () => {
    const bars = of('column_bin', 'first', 'amount', 'unit', 'side', 'lower', 'upper', 'cells').filter(([unit]) => unit === 'number')
    expect(bars.at(-1)).toEqual(['number', 'within', '100000', '105000', '2'])
    expect(bars.reduce((sum, [, , , , cells]) => sum + Number(cells), 0)).toBe(41)
    expect(of('column_bin', 'first', 'status', 'unit', 'lower', 'cells')).toEqual([['length', '4', '20'], ['length', '6', '21']])
  })
})

describe('what follows from the columns of a file together', () => {
  test('how its dates stand to one another', () => {
    expect(rowsOf(join(out, 'date_order.csv'))).toEqual([{ system: 'first', extract_id: 'first', first_field: 'opened', second_field: 'closed', both: '31', earlier: '31', same: '0', later: '0' }])
  })
  test('rows that say the same as another', () => {
    expect(rowsOf(join(out, 'extract.csv')).map((row) => [row['system'], row['rows_read'], row['repeated_rows']])).toEqual([['first', '41', '1'], ['second', '2', '0']])
  })
  test('rules that it bears out', () => {
    const rules = rowsOf(join(out, 'rule_proposal.csv')).filter((row) => row['system'] === 'first').map((row) => [row['kind'], row['fields'], row['holds'], row['tested']])
    expect(rules).toContainEqual(['date_order', 'opened closed', '31', '31'])
    expect(rules).toContainEqual(['listed', 'status', '41', '41'])
    expect(rules).toContainEqual(['complete', 'amount', '41', '41'])
    expect(rules.some(([, fields]) => fields === 'blank')).toBe(false)
  })
  test('columns that several files have, by name and by what they were taken for', () => {
    const matched = rowsOf(join(out, 'column_match.csv')).map((row) => [row['match_no'], row['found_by'], row['system'], row['field']])
    expect(matched.toSorted((a, b) => String(a).localeCompare(String(b), 'en'))).toEqual([['1', 'name', 'first', 'case'], ['1', 'name', 'second', 'CASE'], ['2', 'role', 'first', 'family_name'], ['2', 'role', 'second', 'surname']])
  })
})

test('what is told of it holds no name and no number of a person', () => {
  const { profile, text } = profiled(out)
  for (const told of [JSON.stringify(profile), text]) for (const personal of ['Ann', 'Lee', '145-67', '1990-01-02']) expect(told).not.toContain(personal)
  expect(profile.files[0]?.columns.map(({ name, masked }) => [name, masked]).filter(([, hidden]) => hidden)).toEqual(['status', 'ssn', 'family_name', 'blank'].map((name) => [name, true]))
  expect(text).toContain('first.csv: 41 rows, 8 columns')
})
