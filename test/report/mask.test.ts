import { assert as check, property as forAll, string as anyString } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { masked, shortened, withheld } from '../../src/report/mask.js'

describe('for review', () => {
  test.each([
    ['given_name', 'MARÍA DEL CARMEN', 'M… D… C…'],
    ['family_name', "O'BRIEN", 'O… B…'],
    ['family_name', '李', '李…'],
    ['family_name', '😀', withheld],
    ['organisation', 'ACME HOLDINGS', 'A… H…'],
    ['date_of_birth', '1975-03-09', '1975'],
    ['date_of_birth', '03/09/1975', '1975'],
    ['date_of_birth', '19750309', '1975'],
    ['date_of_birth', '197503091', withheld],
    ['date_of_birth', '0309', withheld],
    ['given_name', 'maria', 'M…'],
    ['date_opened', '2014-08-14', '2014'],
    ['ssn', '123-45-6789', '…89'],
    ['a_number', 'A012345678', '…78'],
    ['identifier_badge', 'X-77', withheld],
    ['phone', '+15125550177', '…77'],
    ['email', 'jane.roe@example.org', 'j…@…'],
    ['address', '12 RIVER ROAD', '1… R… R…'],
    ['postcode', '78701', '78…'],
    ['city', 'AUSTIN', 'AUSTIN'],
    ['country', 'MX', 'MX'],
    ['age', '41', withheld],
    ['text_narrative', 'she was held by John Doe', withheld],
    ['what_nobody_knows', 'John Doe', withheld],
  ])('%s: %s is shown as %s', (role, value, shown) => {
    expect(masked(value, role)).toBe(shown)
  })
})

test('statistics show nothing of a value, an investigation all of it', () => {
  check(
    forAll(anyString({ unit: 'binary', maxLength: 100 }), (value) => {
      expect(masked(value, 'city', 'statistics')).toBe(withheld)
      expect(masked(value, 'ssn', 'investigation')).toBe(value)
    }),
  )
})

test('a cell of 5 MB is cut, and says so; an emoji is not cut in two', () => {
  const long = 'x'.repeat(5_000_000)
  expect(masked(long, 'ssn', 'investigation')).toBe(`${'x'.repeat(200)}… (cut: 5,000,000 characters)`)
  expect(masked(long, 'family_name')).toBe('X…')
  expect(shortened('ab😀cd', 3)).toBe('ab… (cut: 6 characters)')
})

test.each(['__proto__', 'constructor', ''])('a role %j that is none is withheld', (role) => {
  expect(masked('anything', role)).toBe(withheld)
})
