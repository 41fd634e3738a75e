import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.js'
import { id, joinSql, sql } from '../../src/engine/sql.js'
import { openDatabase } from '../engine/open.js'

let database: Database
beforeAll(async () => {
  database = (await openDatabase()).database
})
afterAll(() => database.close())

// The macros as they are defined, without their short ways for usual layouts.
const digitsOf = (value: string): string => value.replaceAll(/[^0-9]/g, '')
const isOneCharacter = (value: string): boolean => value.length > 1 && value.replaceAll(value.charAt(0), '') === ''
const codeOf = (value: string): string => value.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')
const identifierOf = (value: string): string | null => (codeOf(value) === '' || isOneCharacter(codeOf(value)) ? null : codeOf(value))
const definitions: Readonly<Record<string, (value: string) => string | null>> = {
  er_ssn: (value) => {
    const digits = digitsOf(value)
    return ['', '123456789', '987654321', '078051120', '219099999'].includes(digits) || isOneCharacter(digits) || (digits.startsWith('000') && digits.length === 9) ? null : digits
  },
  er_a_number: (value) => {
    const digits = digitsOf(value)
    return digits.length < 7 || digits.length > 9 || isOneCharacter(digits) ? null : digits.padStart(9, '0')
  },
  er_code: (value) => codeOf(value) || null,
  er_identifier: identifierOf,
  er_postcode: (value) => {
    const code = identifierOf(value)
    return code !== null && /^[0-9]{9}$/.test(code) ? code.slice(0, 5) : code
  },
  er_postcode_area: (value) => (/[A-Z]/.test(value.toUpperCase()) && value.trim().includes(' ') ? (value.toUpperCase().trim().split(' ')[0] ?? null) : codeOf(value).slice(0, 3) || null),
  er_phone: (value) => (/^1?[2-9][0-9]{2}[2-9][0-9]{6}$/.test(digitsOf(value)) && !value.includes('+') ? `1${digitsOf(value).slice(-10)}` : null),
}

const digits = (count: number): fc.Arbitrary<string> =>
  fc.oneof(fc.stringMatching(new RegExp(`^[0-9]{${count}}$`)), fc.constantFrom('0', '1', '9').map((digit) => digit.repeat(count)))
const layouts = fc.oneof(
  digits(5), digits(9), digits(10), digits(11), digits(9).map((text) => `A${text}`), digits(9).map((text) => `${text.slice(0, 3)}-${text.slice(3, 5)}-${text.slice(5)}`),
  digits(9).map((text) => `${text.slice(0, 5)}-${text.slice(5)}`), digits(10).map((text) => `(${text.slice(0, 3)}) ${text.slice(3, 6)}-${text.slice(6)}`),
  digits(10).map((text) => `${text.slice(0, 3)}-${text.slice(3, 6)}-${text.slice(6)}`), fc.stringMatching(/^[0-9A-Za-z ()+-]{0,12}$/),
  fc.constantFrom('123-45-6789', '987654321', '078-05-1120', '219099999', '000-12-3456', '000000001'),
)

test.each(Object.keys(definitions))('%s gives what its definition says, in usual layouts and others', async (name) => {
  await fc.assert(
    fc.asyncProperty(fc.array(layouts, { minLength: 20, maxLength: 40 }), async (values) => {
      const rows = await database.rows<{ v: string; given: string | null }>(sql`select v, ${id(name)}(v) as given from (values ${joinSql(values.map((value) => sql`(${value})`))}) t (v)`)
      expect(rows.map(({ v, given }) => [v, given])).toEqual(rows.map(({ v }) => [v, definitions[name]?.(v) ?? null]))
    }),
    { numRuns: 30 },
  )
})

test('the words of names are sorted as those of one text', async () => {
  const name = fc.option(fc.constantFrom('ana', 'bea', 'an', 'de la cruz', 'z', 'van anh', 'a b'))
  await fc.assert(
    fc.asyncProperty(name, name, name, async (given, middle, family) => {
      const row = await database.row(sql`select er_sorted_names(g, m, f) as names, er_sorted_words(concat_ws(' ', g, m, f)) as words
        from (select cast(${given} as varchar) as g, cast(${middle} as varchar) as m, cast(${family} as varchar) as f)`)
      expect(row['names']).toBe(row['words'])
    }),
    { numRuns: 200 },
  )
})
