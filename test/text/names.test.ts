import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanNamePart, isPlaceholder, type NamePart } from '../../src/text/names.js'

test.each<[string, NamePart, string, string, string]>([
  ['Smith Jr.', 'family', 'smith', 'jr', 'suffix behind the family name'],
  ['SMITH, JR', 'family', 'smith', 'jr', 'with a comma'],
  ['Smith II', 'family', 'smith', '2', 'Roman two'],
  ['Smith 2nd', 'family', 'smith', '2', 'ordinal'],
  ['Smith III', 'family', 'smith', '3', 'Roman three'],
  ['John Sr', 'given', 'john', 'sr', 'suffix in the given-name field'],
  ['Junior', 'given', 'junior', '', 'Junior alone is a given name'],
  ['JR', 'given', 'jr', '', 'so is JR'],
  ['JR', 'middle', '', 'jr', 'a middle name that is only a suffix is the suffix'],
  ['Lee Jr', 'middle', 'lee', 'jr', 'suffix behind the middle name'],
  ['Mr. John', 'given', 'john', '', 'title'],
  ['Dr', 'family', 'dr', '', 'a title alone may be a name'],
  ['Smith, M.D.', 'family', 'smith', '', 'degree'],
  ['Md', 'given', 'md', '', 'Md is Mohammad in Bangladesh'],
  ['Robert "Bob"', 'given', 'robert', '', 'nickname in quotes'],
  ["Robert 'Bob'", 'given', 'robert', '', 'nickname in apostrophes'],
  ['Robert (Bob)', 'given', 'robert', '', 'nickname in parentheses'],
  ['(Bob)', 'given', 'bob', '', 'nothing else there'],
  ["D'Angelo", 'given', 'dangelo', '', 'an apostrophe inside a word is no quote'],
  ['J.R.', 'given', 'j r', '', 'two initials, not a Junior'],
  ['FNU Mohammad', 'given', 'mohammad', '', 'marker beside a real name'],
  ['Van', 'family', 'van', '', 'Vietnamese surname'],
  ['Ng', 'family', 'ng', '', 'Cantonese surname'],
  ['O', 'family', 'o', '', 'Korean surname'],
  ['Le', 'family', 'le', '', 'Vietnamese surname'],
  ['Xu', 'family', 'xu', '', 'Chinese surname'],
  ['Na', 'family', 'na', '', 'Korean surname, without a slash'],
  ['Baby', 'given', 'baby', '', 'Filipino given name'],
  ["O'Brien-Smith", 'family', 'obrien smith', '', 'apostrophe and hyphen'],
  ['McDonald', 'family', 'mcdonald', '', 'Mc is left alone'],
])('%j as %s name is %j with suffix %j: %s', (value, part, cleaned, suffix) =>
  expect(cleanNamePart(value, part)).toEqual({ value: cleaned, suffix, reason: '' }))

test.each(['UNKNOWN', 'Unk', 'FNU', 'LNU', 'NMN', 'NMI', 'NFN', 'None', 'N/A', 'NULL', 'test', 'XXX', 'TK TK', 'baby boy', 'Baby-Girl', 'No Name', 'aaaa', 'Mr. Unknown', '(unknown)'])(
  '%j names nobody',
  (value) => expect(cleanNamePart(value, 'given')).toEqual({ value: '', suffix: '', reason: 'placeholder' }),
)

test.each(['123', '-', '?', '...', '\u0001;'])('%j has no letters', (value) => expect(cleanNamePart(value, 'family').reason).toBe('no_letters'))
test.each(['', '  ', '\u0000'])('%j is empty, for no reason', (value) => expect(cleanNamePart(value, 'family')).toEqual({ value: '', suffix: '', reason: '' }))
test('Doe is a surname: only the full name John Doe is nobody', () => expect(cleanNamePart('Doe', 'family').value).toBe('doe'))

test('never throws, folds, and is done after one go', () => {
  const parts = fc.constantFrom<NamePart>('given', 'middle', 'family')
  const words = fc.array(fc.constantFrom('Mr', 'Smith', 'Jr.', 'III', 'FNU', '(Bob)', '"x"', ',', "O'", 'unknown', 'de', 'M.D.')).map((list) => list.join(' '))
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), words), parts, (value, part) => {
      const once = cleanNamePart(value, part)
      expect(once.value).toMatch(/^(?:[a-z0-9]+(?: [a-z0-9]+)*)?$/)
      expect(['', 'jr', 'sr', '2', '3', '4']).toContain(once.suffix)
      if (once.reason !== '') expect(once.value).toBe('')
    }),
  )
})

test('one letter over and over names nobody, and what only begins so is read at once, however long it is', () => {
  for (const text of ['xxx', 'xxxx xx x', 'aaa aaa']) expect(isPlaceholder(text), text).toBe(true)
  for (const text of ['ee', 'xxx y', 'xxx  xx', 'xxxxy']) expect(isPlaceholder(text), text).toBe(false)
  expect(isPlaceholder(`${'x'.repeat(2000)} 1`)).toBe(false)
  expect(cleanNamePart(`${'X '.repeat(900)}1`, 'family').value).not.toBe('')
})
