import { DuckDBInstance } from '@duckdb/node-api'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { guessDateFormat } from '../../src/text/dates.js'

test.each<[string[], string, boolean, string]>([
  [['2015-01-31', '1999-12-01'], '%Y-%m-%d', false, 'ISO'],
  [['01/31/2015', '2/3/1999'], '%m/%d/%Y', false, 'a day over 12 in second place'],
  [['31/01/2015', '2/3/1999'], '%d/%m/%Y', false, 'a day over 12 in first place'],
  [['01/02/2015', '2/3/1999'], '%m/%d/%Y', true, 'nothing decides: American'],
  [['1/2/18', '12/31/99'], '%m/%d/%y', false, 'two-digit years are said'],
  [['20150131', '19991201'], '%Y%m%d', false, 'digits, year first'],
  [['01312015', '12042018'], '%m%d%Y', false, 'digits, month first'],
  [['31-Jan-2015', '01-DEC-1999'], '%d-%b-%Y', false, 'month names in any case'],
  [['31 Jan 2015', '1 Dec 1999'], '%d %b %Y', false, 'with blanks'],
  [['31.01.2015', '1.2.1999'], '%d.%m.%Y', false, 'German'],
  [['2015/01/31'], '%Y/%m/%d', false, 'slashes, year first'],
  [['01-31-2015'], '%m-%d-%Y', false, 'hyphens'],
  [['January 31, 2015'], '%B %d, %Y', false, 'in full'],
  [['2015-01-31 23:59:00'], '%Y-%m-%d %H:%M:%S', false, 'timestamp'],
  [['2015-01-31T23:59:00Z'], '%Y-%m-%dT%H:%M:%SZ', false, 'ISO timestamp'],
  [['01/31/2015 11:59 PM'], '%m/%d/%Y %I:%M %p', false, 'twelve hours'],
  [['01/02/2015', '13/02/2015', '02/13/2015', '02/14/2015'], '%m/%d/%Y', false, 'the majority decides'],
])('%j: %s', (samples, format, ambiguous) => expect(guessDateFormat(samples)).toMatchObject({ format, ambiguous }))

test('only days of the calendar conform', () => {
  expect(guessDateFormat(['2015-02-28', '2015-02-30', '2016-02-29', '1900-02-29', ''])).toEqual({ format: '%Y-%m-%d', conforming: 2, tested: 4, ambiguous: false })
})

test.each([[['12345678', '87654321']], [['18001231', '17991231']], [['5303251', '1234']], [['smith']], [[]], [['', ' ']]])('%j is no date', (samples) => expect(guessDateFormat(samples)).toBeUndefined())

test('eight digits need nine dates in ten', () => {
  const dates = Array.from({ length: 9 }, (_, at) => `1980010${at + 1}`)
  expect(guessDateFormat([...dates, '99999999'])?.format).toBe('%Y%m%d')
  expect(guessDateFormat([...dates, '99999999', '88888888'])).toBeUndefined()
})

test('never throws', () => fc.assert(fc.property(fc.array(fc.string({ unit: 'binary' })), (samples) => { guessDateFormat(samples) })))

test('each format guessed reads in DuckDB as the same day', async () => {
  const samples = [
    '2015-01-31', '01/31/2015', '31/01/2015', '01-31-2015', '31-01-2015', '01.31.2015', '31.01.2015', '2015/01/31', '2015.01.31', '01/31/15', '31/01/15', '1-31-15', '31-1-15',
    '31.01.15', '31-Jan-2015', '31-JAN-15', '31 Jan 2015', '31 january 2015', 'Jan 31, 2015', 'January 31, 2015', '2015-01-31 10:20:30', '2015-01-31 10:20',
    '2015-01-31 10:20:30.123', '2015-01-31T10:20:30', '2015-01-31T10:20:30Z', '2015-01-31T10:20:30.123456', '2015-01-31T10:20:30.5Z', '2015-01-31T10:20:30+00:00',
    '01/31/2015 10:20', '31/01/2015 10:20', '01/31/2015 10:20:30', '01/31/2015 10:20:30 AM', '01/31/2015 10:20 pm', '20150131', '01312015', '31012015',
  ]
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  try {
    for (const sample of samples) {
      const format = guessDateFormat([sample])?.format ?? 'none'
      const reader = await connection.runAndReadAll('select cast(cast(try_strptime($sample, $format) as date) as varchar)', { sample, format })
      expect([sample, format, reader.getRows()[0]?.[0]]).toEqual([sample, format, '2015-01-31'])
    }
  } finally {
    connection.closeSync()
  }
})
