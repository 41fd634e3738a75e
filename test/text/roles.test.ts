import { expect, test } from 'vitest'
import { roles } from '../../src/config/words.js'
import { roleNames } from '../../src/text/role-names.js'
import { guessRoles, type Role } from '../../src/text/roles.js'
import { fromColumns } from './sketches.js'

const roleOf = (columns: Readonly<Record<string, readonly string[]>>): Record<string, Role> =>
  Object.fromEntries(guessRoles(fromColumns(columns)).map(({ name, role }) => [name, role]))

const cycle = (values: readonly string[], rows = 60): string[] => Array.from({ length: rows }, (_, at) => values[at % values.length] ?? '')
const many = (make: (at: number) => string, rows = 60): string[] => Array.from({ length: rows }, (_, at) => make(at))
const given = cycle('Ana Ben Carla Dan Eva Finn Gina Hugo Ida Jon Kim Leo Mia Ned Ola'.split(' '))
const family = cycle('Abbot Baker Carter Dietz Evans Fuchs Grant Hayes Ivers Jonas Klein Lopez Moser'.split(' '))
const days = many((at) => `${1 + (at % 12)}/${1 + (at % 28)}/19${50 + (at % 40)}`)

test('the roles are those of the config, word for word', () => expect(roleNames).toEqual(roles))

// header | role, where the values do not matter
const headers = `
last_name family_name; LST_NM family_name; lname family_name; surname family_name; Apellidos family_name; petitioner_last_name family_name
first_name given_name; FRST_NM given_name; fname given_name; GivenName given_name; first_names given_name; PRIMARY_NAME_FIRST given_name
middle_name middle_name; MID_NM middle_name; middle_initial middle_name; MI middle_name; suffix name_suffix; SFX name_suffix
full_name full_name; first_and_surname full_name; subject_name full_name; PRIMARY_NAME_FULL full_name; name full_name; beneficiaryName full_name
NATIVE_NAME_FULL alias; other_aka alias; alt_name alias; Business_Name organisation; EMPLOYER organisation; petitioner_company organisation
street street; ADDR_FULL street; ADDR_LINE1 street; address_1 street; ADDR_LN street; street_number house_number; unit_number unit
city city; CITY_NM city; suburb city; ADDR_CITY city; state state; ST_CD state; zipcode postcode; ZIP_CD postcode; postcode_fake postcode
ADDR_POSTAL_CODE postcode; country country; CTZN_CTRY country; country_of_citizenship country; nationality country; country_of_birth birth_place
birth_place birth_place; pobs birth_place; phone phone; PHN_NBR phone; email email; EMAIL_ADDRESS email; occupation occupation
passport_number passport; passports passport; NATIONAL_ID_NUMBER national_id; DRIVERS_LICENSE_NUMBER drivers_license; TAX_ID_NUMBER identifier
dob date_of_birth; DATE_OF_BIRTH date_of_birth; BirthDate date_of_birth; ssn ssn; SSN_NBR ssn; a_number a_number; ALIEN_NBR a_number
receipt_number receipt_number; id ignore; record_id ignore; RECORD_ID ignore; ent_num ignore; STATUS ignore; STAT_CD ignore; ADDR_TYPE ignore
PASSPORT_COUNTRY ignore; REL_ANCHOR_KEY ignore; household_id ignore; sex gender; SEX_CD gender; age age; yob birth_year
`
test.each(
  headers
    .trim()
    .split(/\s*[;\n]\s*/)
    .map((pair) => pair.split(' ')),
)('an empty column %s is %s', (header = '', role = '') => expect(roleOf({ [header]: cycle([''], 3) })[header]).toBe(role))

test('contents decide where the header says nothing', () => {
  expect(
    roleOf({
      c1: many((at) => `p${at}@example.org`), c2: many((at) => `${100 + at}-45-${6000 + at}`), c3: days, c4: cycle(['F', 'M']), c5: cycle(['red', 'green', 'blue']),
      c6: cycle(['same']), c7: many((at) => `(202) 555-01${10 + at}`), c8: many((at) => `WAC12345678${10 + at}`), c9: many((at) => String((at * 37) % 50)),
      c10: many((at) => `The subject said on day ${at % 50} that the employer kept all the papers in a locked room`), c11: many((at) => `k${at}`), c12: cycle(['CA', 'NY', 'TX', 'Ohio', 'FL', 'WA']),
    }),
  ).toEqual({
    c1: 'email', c2: 'ssn', c3: 'date', c4: 'gender', c5: 'category', c6: 'ignore', c7: 'phone', c8: 'receipt_number', c9: 'number', c10: 'text', c11: 'ignore', c12: 'state',
  })
})

test('contents overrule a header', () => {
  const values = roleOf({
    soc_sec_id: many((at) => String(5_000_000 + at)), date: cycle(['Current', 'Former']), title: many((at) => `Director of office ${at}`),
    Name: many((at) => (at % 2 === 0 ? `Acme ${at} Inc` : `Board ${at} Association`)), subject_number: cycle(['1', '2', '3']), age: cycle(['adult', 'minor']),
    address_2: cycle(['Apt 3', '# 4', 'Suite 12', 'Unit 9']),
  })
  expect(values).toEqual({ soc_sec_id: 'national_id', date: 'category', title: 'occupation', Name: 'organisation', subject_number: 'category', age: 'category', address_2: 'unit' })
})

test('a person file in short names: birth in parts, two given names', () => {
  expect(roleOf({ fname_c1: given, fname_c2: cycle(['', 'Karl', '']), lname_c1: family, lname_c2: cycle(['', 'Meyer']), by: many((at) => String(1930 + at)), bm: many((at) => String(1 + (at % 12))), bd: many((at) => String(1 + (at % 28))) })).toEqual({
    fname_c1: 'given_name', fname_c2: 'middle_name', lname_c1: 'family_name', lname_c2: 'family_name', by: 'birth_year', bm: 'birth_month', bd: 'birth_day',
  })
  expect(roleOf({ by: cycle(['clerk', 'agent', 'public']) })).toEqual({ by: 'category' })
})

test('a column that repeats the others is ignored, a name or a narrative is not', () => {
  const street = cycle(['Oak', 'Elm', 'Pine', 'Main'])
  const number = many((at) => String(100 + at))
  const text = given.map((first, at) => `${family[at] ?? ''}   ${first}  ${number[at] ?? ''} ${street[at] ?? ''}`)
  const whole = given.map((first, at) => `${first} ${family[at] ?? ''}`)
  const narrative = given.map((first, at) => `On arrival ${first} ${family[at] ?? ''} stated that nobody had paid any wages since ${at} weeks ago`)
  expect(roleOf({ source: cycle(['A', 'B']), last_name: family, first_name: given, house_number: number, street, text, full_name: whole, narrative })).toMatchObject({
    source: 'source_system', text: 'ignore', full_name: 'full_name', narrative: 'text',
  })
})

test('an event is no birth; constants and one source are ignored; a varying year is a number', () => {
  const guesses = guessRoles(fromColumns({ event_date: days, date_of_birth: days, year: cycle(['2020']), fiscal_year: many((at) => String(2000 + (at % 20))), data_source: cycle(['ONE']), AMOUNT: many(String), opened_on: days }))
  expect(guesses.map(({ role }) => role)).toEqual(['date', 'date_of_birth', 'ignore', 'number', 'ignore', 'ignore', 'date'])
  expect(guesses[0]?.format).toBe('%m/%d/%Y')
})

test('dirt in a column does not change it: mistyped ages, genders beyond the codes', () => {
  const ages = [...many((at) => String(at), 90), ...many((at) => `${at}x`, 20)]
  expect(roleOf({ age: ages, gender: cycle(['male', 'female', 'trans woman', 'eunuch', 'male; other']) })).toEqual({ age: 'age', gender: 'gender' })
})

test('a column of day and month that cannot be told apart says so', () => {
  const [guess] = guessRoles(fromColumns({ dob: ['01/02/1990', '03/04/1991', '05/06/1992'] }))
  expect(guess?.reason).toContain('month first')
})

test('no columns, no roles; values that are code stay data', () => {
  expect(guessRoles([])).toEqual([])
  expect(guessRoles(fromColumns({ '': ['a'], 'drop table x': ['<script>'], constructor: ['__proto__', 'x'] })).length).toBe(3)
})

test('a column of many values that neither name nor contents explain is compared as text', () => {
  const values = Array.from({ length: 60 }, (_, at) => `${String.fromCodePoint(97 + (at % 26))}orrin ${String.fromCodePoint(97 + ((at * 7) % 26))}ek`)
  const [guess] = guessRoles(fromColumns({ xyzzy: [...values, ...values] }))
  expect(guess).toMatchObject({ role: 'text' })
})
