import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { dateFormatFault, strptimeSpecifiers } from '../../src/config/date-format.js'

test.each(['%Y-%m-%d', '%m/%d/%Y', '%d-%b-%Y', '%-d.%-m.%y', '%Y%m%d', '%Y', '%B %d, %Y', '100%% %Y'])('%s can be used', (format) => {
  expect(dateFormatFault(format)).toBeUndefined()
})

test.each([
  ['YYYY-MM-DD', 'did you mean "%Y-%m-%d"?'],
  ['dd-MMM-yy', 'did you mean "%d-%b-%y"?'],
  ['whatever', 'write it as strptime'],
  ['', 'write it as strptime'],
  ['%Y-%m-%', 'write it as strptime'],
  ['%Y-%q', 'write it as strptime'],
  ['%m/%d', 'write it as strptime'],
])('%j is refused', (format, remedy) => {
  expect(dateFormatFault(format)?.remedy).toContain(remedy)
})

test('the specifiers are those that DuckDB reads', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ%'.split('').flatMap((letter) => [letter, `-${letter}`])
  const read: string[] = []
  for (const letter of letters) {
    const accepted = await connection.run(`select try_strptime(x, '%${letter}') from (values ('1')) t(x)`).then(
      () => true,
      () => false,
    )
    if (accepted) read.push(letter)
  }
  connection.closeSync()
  expect([...strptimeSpecifiers].sort()).toEqual(read.sort())
})
