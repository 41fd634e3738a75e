import { array, assert, constantFrom, property } from 'fast-check'
import { expect, test } from 'vitest'
import { blockKeyForms, parseBlockKey } from '../../src/config/block-key.js'
import { InputError } from '../../src/engine/errors.js'

test.each([
  ['family_name', { role: 'family_name', transform: 'equal' }],
  ['family_name.sound', { role: 'family_name', transform: 'sound' }],
  ['family_name.first(3)', { role: 'family_name', transform: 'first', length: 3 }],
  ['given_name.canonical', { role: 'given_name', transform: 'canonical' }],
  ['given_name.first(1)', { role: 'given_name', transform: 'first', length: 1 }],
  ['names.sorted', { role: 'full_name', transform: 'sorted' }],
  ['date_of_birth.year_month', { role: 'date_of_birth', transform: 'year_month' }],
  ['date_of_birth.month_day', { role: 'date_of_birth', transform: 'month_day' }],
  ['ssn.last(4)', { role: 'ssn', transform: 'last', length: 4 }],
  ['postcode.area', { role: 'postcode', transform: 'area' }],
  ['passport', { role: 'passport', transform: 'equal' }],
  ['identifier[tax_id]', { role: 'identifier', transform: 'equal', field: 'tax_id' }],
  ['identifier[Tax_ID].last(4)', { role: 'identifier', transform: 'last', length: 4, field: 'Tax_ID' }],
  ['category[housing_type]', { role: 'category', transform: 'equal', field: 'housing_type' }],
])('%s', (text, key) => {
  expect(parseBlockKey(text)).toEqual(key)
})

test.each([
  ['famly_name', 'did you mean "family_name"?'],
  ['family_name.sond', 'did you mean "family_name.sound"?'],
  ['family_name.first', 'say how many characters: family_name.first(3)'],
  ['date_of_birth.year(4)', 'write it without a length: date_of_birth.year'],
  ['ssn.last(0)', 'take 1 to 20 characters'],
  ['ssn(4)', 'did you mean "ssn'],
  ['names', 'keys of names: names.sorted'],
  ['ignore', 'keys: '],
  ['Family_Name', 'did you mean "family_name"?'],
  ['', 'keys: '],
  ['ssn[tax_id]', 'a field is named for identifier, category, text, date, number alone: write ssn'],
  ['identifier[]', 'keys: '],
])('%j is refused', (text, remedy) => {
  expect(() => parseBlockKey(text)).toThrow(remedy)
})

test('every form that is offered can be parsed, and what is parsed is a form or is refused', () => {
  for (const form of blockKeyForms) expect(parseBlockKey(form).role).toMatch(/^[a-z_]+$/u)
  const word = constantFrom(...blockKeyForms.flatMap((form) => form.split(/[.()]/u)), '.', '(', ')', '3', 'x')
  assert(
    property(array(word, { maxLength: 5 }).map((parts) => parts.join('')), (text) => {
      try {
        parseBlockKey(text)
      } catch (error) {
        expect(error).toBeInstanceOf(InputError)
        return
      }
      expect(blockKeyForms).toContain(text.replace(/\(\d+\)/u, '(3)'))
    }),
    { seed: 3, numRuns: 500 },
  )
})
