import { assert, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { masked, maskingOf } from '../../src/report/profile/masking.js'

describe('how a column is masked', () => {
  test.each([
    [{ role: 'family_name', kind: 'name' }, 'initials'], [{ role: 'ssn', kind: 'ssn' }, 'layout'], [{ role: 'ignore', kind: 'ssn' }, 'layout'], [{ role: 'email', kind: 'text' }, 'domain'],
    [{ role: 'date_of_birth', kind: 'date' }, 'year'], [{ role: 'ignore', kind: 'text' }, 'if common'], [{ role: 'ignore', kind: 'date' }, 'whole'], [{ role: 'state', kind: 'state' }, 'whole'],
    [{ role: 'record id', kind: 'integer' }, 'layout'],
  ])('%o', (column, masking) => expect(maskingOf(column, true)).toBe(masking))
  test('a file without anything about people is shown', () => expect(maskingOf({ role: 'text', kind: 'text' }, false)).toBe('whole'))
})

describe('a masked value', () => {
  test.each([
    ['Maria-Luisa O’Brien', 'initials', 'M. L. O. B.'], ['123-45-6789', 'layout', '999-99-9999'], ['1980-02-03', 'year', '1980'], ['02/03/1980', 'year', '1980'], ['19800203', 'year', '99999999'],
    ['ana@mail.example', 'domain', '…@mail.example'], ['no address', 'domain', 'aa aaaaaaa'], ['李', 'initials', '李.'],
  ] as const)('%s by %s', (value, masking, shown) => expect(masked(value, masking, 1)).toBe(shown))
  test('is shown where eleven cells hold it', () => {
    expect(masked('Smith', 'if common', 11)).toBe('Smith')
    expect(masked('Smith', 'if common', 10)).toBe('Aaaaa')
  })
  test('of a name has no two letters together', () => {
    assert(property(string({ unit: 'grapheme' }), (name) => {
      expect(masked(name, 'initials', 100).replaceAll(/[Aa9]+/g, '')).not.toMatch(/\p{L}{2}/u)
    }))
  })
  test('of an identifier has no digit but nine and no letter but a', () => {
    assert(property(string({ unit: 'binary' }), (value) => {
      expect(masked(value, 'layout', 100)).not.toMatch(/[0-8b-zB-Z]/)
    }))
  })
})
