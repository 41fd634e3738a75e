import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reliability } from '../../src/config/reliability-schema.js'
import { id, joinSql, sql } from '../../src/engine/sql.js'
import type { Database } from '../../src/engine/database.js'
import type { Role } from '../../src/config/words.js'
import type { Plan, PlanMatch, PlanMention } from '../../src/stages/plan.js'
import { comparisonsOf, levelOf } from '../../src/stages/comparisons.js'
import { makeValueForms, type FormSource } from '../../src/stages/forms.js'
import { kindOfRole } from '../../src/stages/form-kinds.js'
import { asList } from '../../src/stages/mention-columns.js'
import { mentionsOf } from '../../src/stages/mention-values.js'
import { neverSaved } from '../../src/stages/pieces.js'
import { openDatabase } from '../engine/open.js'

type Columns = Readonly<Partial<Record<Role, string | readonly string[]>>>
type Cells = Readonly<Record<string, string>>

let database: Database
beforeAll(async () => {
  database = (await openDatabase()).database
})
afterAll(() => database.close())

const isIn = (field: string): Readonly<Record<string, unknown>> => (field.startsWith('list') ? { type: 'text', separator: ';' } : { type: 'text' })

function planOf(columns: Columns, kind: 'person' | 'organisation' = 'person'): { plan: Plan; match: PlanMatch; mention: PlanMention } {
  const fields = Object.values(columns).flatMap((field) => asList(field))
  const config = { fields: Object.fromEntries(fields.map((field) => [field, isIn(field)])), protected: false }
  const system = { name: 'S', suffix: 's', config, key: ['id'], fields, extracts: [] } as unknown as Plan['systems'][number]
  const population = { no: 0, system, role: 'person' }
  const mention = { population, ordinal: 1, config: { role: 'person', kind, organisation_values: [], columns }, organisations: population } as unknown as PlanMention
  const match = { name: 'm', suffix: 'm', left: population, right: population, within: true, config: {} } as unknown as PlanMatch
  return { plan: { systems: [system], populations: [population], mentions: [mention], matches: [match], analyses: [], figures: [], ledgers: [], quality: { rules: [], office: {}, history: [] }, exhibits: [], reliability: reliability.parse({}), asOf: '2024-01-01' }, match, mention }
}

/** The label of each comparison of two records, as two mentions of one plan. */
async function labels(columns: Columns, a: Cells, b: Cells, kind?: 'organisation'): Promise<Record<string, string>> {
  const { plan, match, mention } = planOf(columns, kind)
  const fields = [...new Set(Object.values(columns).flatMap((field) => asList(field)))]
  const row = (cells: Cells, key: string) => sql`select 'S' as source_system, ${key} as record_key, ${joinSql(fields.map((field) => sql`${cells[field] ?? null}::varchar as ${id(field)}`))}`
  await database.run(sql`create or replace temp table composite_s as ${row(a, 'a')} union all ${row(b, 'b')}`)
  await database.run(sql`drop table if exists value_form`)
  const sources = (Object.entries(columns) as [Role, string | readonly string[]][]).flatMap(([role, held]) => {
    const form = kindOfRole[role]
    const kinds = kind === 'organisation' && role === 'full_name' ? [form, 'organisation' as const] : [form]
    return kinds.flatMap((one): FormSource[] => (one === undefined ? [] : asList(held).map((field) => ({ kind: one, table: 'composite_s', field, ...(field.startsWith('list') ? { separator: ';' } : {}) }))))
  })
  await makeValueForms({ database, ...neverSaved }, sources)
  const comparisons = comparisonsOf(plan, match)
  const levels = joinSql(comparisons.map((one) => sql`${levelOf(one)} as ${id(one.name)}`))
  await database.run(sql`create or replace temp table compared as ${mentionsOf(plan, mention, [])}`)
  const found = await database.row<Record<string, number>>(sql`select ${levels} from compared l join compared r on l.id = 'a' and r.id = 'b'`)
  const swapped = await database.row<Record<string, number>>(sql`select ${levels} from compared l join compared r on l.id = 'b' and r.id = 'a'`)
  expect(swapped).toEqual(found)
  return Object.fromEntries(comparisons.map((one) => [one.name, found[one.name] === 0 ? 'missing' : (one.labels[Number(found[one.name]) - 1] ?? '?')]))
}

const names = { given_name: 'given', middle_name: 'middle', family_name: 'family' } as const
const person = (text: string): Cells => {
  const [given = '', middle = '', family = ''] = text.split('/')
  return Object.fromEntries(Object.entries({ given, middle, family }).filter(([, cell]) => cell !== ''))
}

const suffixOf = async (a: string, b: string): Promise<string | undefined> => (await labels(names, person(`Al//${a}`), person(`Al//${b}`)))['name_suffix']

describe('names: given, middle, family', () => {
  test.each([
    ['Robert//Smith', 'Robert//Smith', 'exact missing exact'],
    ['Robert//Smith', 'Bob//Smith', 'nickname missing exact'],
    ['Peggy//Smith', 'Margaret//Smith', 'nickname missing exact'],
    ['Bert//Smith', 'Herbert//Smith', 'nickname missing exact'],
    ['Rosamund//Smith', 'Rosamond//Smyth', 'similar missing rather similar'],
    ['Jorgen//Kaufmann', 'Georgen//Coffman', 'sounds alike missing sounds alike'],
    ['Robert//Smith', 'R//Smith', 'initial missing exact'],
    ['Maria Jose//Garcia', 'Maria/J/Garcia', 'exact initial exact'],
    ['Maria//Garcia Lopez', 'Maria//Garcia', 'exact missing part'],
    ['Maria//Garcia Lopez', 'Maria//Lopez Garcia', 'exact missing same parts'],
    ['Maria//Garcia-Lopez', 'Maria//Lopez Mora', 'exact missing part'],
    ['Juan//de la Cruz', 'Juan//Delacruz', 'exact missing same parts'],
    ['Juan//de la Cruz', 'Juan//Cruz', 'exact missing same parts'],
    ['Omar//al-Hassan', 'Omar//Hassan', 'exact missing same parts'],
    ['Ann//O’Brien', 'Ann//OBrien', 'exact missing exact'],
    ['Ann//McDonald', 'Ann//Mc Donald', 'exact missing same parts'],
    ['Reuben//Davies', 'Davies//Reuben', 'elsewhere in the names missing elsewhere in the names'],
    ['Reuben//Davies', 'Davis//Reuben', 'elsewhere in the names missing elsewhere in the names'],
    ['James//Dixon', 'Isaac//James', 'elsewhere in the names missing else'],
    ['Mason//Hughes', '//Mason', 'elsewhere in the names missing missing'],
    ['Ann/Miller/Jones', 'Ann//Miller', 'exact elsewhere in the names elsewhere in the names'],
    ['Ann/Louise/Jones', 'Ann/Louisa/Jones', 'exact similar or part exact'],
    ['Ann/Louise/Jones', 'Ann/Kate/Jones', 'exact else exact'],
    ['Xavier//Quinn', 'Mary//Brown', 'else missing else'],
    ['//Quinn', 'Mary//', 'missing missing missing'],
  ])('%s and %s', async (a, b, expected) => {
    const { given_name: given, middle_name: middle, family_name: family } = await labels(names, person(a), person(b))
    expect([given, middle, family].join(' ')).toBe(expected)
  })

  test('suffixes contradict each other, and are forms of each other', async () => {
    expect([await suffixOf('Smith Jr', 'Smith Sr'), await suffixOf('Smith Jr', 'Smith Jr'), await suffixOf('Smith Jr', 'Smith II'), await suffixOf('Smith', 'Smith Sr')]).toEqual(['else', 'exact', 'exact', 'missing'])
  })

  test('a full name in either order, and beside its parts', async () => {
    const full = await labels({ full_name: 'full' }, { full: 'Smith, John Paul' }, { full: 'John Paul Smith' })
    expect(full).toMatchObject({ given_name: 'exact', middle_name: 'exact', family_name: 'exact' })
    const reversed = await labels({ full_name: 'full' }, { full: 'Smith John' }, { full: 'John Smith' })
    expect(reversed).toMatchObject({ given_name: 'elsewhere in the names', family_name: 'elsewhere in the names' })
    const both = await labels({ ...names, full_name: ['full', 'short'] }, { given: 'Henry', family: 'Sugden', short: 'Henry Sugden', full: 'Henry Emanuel Sugden' }, person('Henry/Emanuel/Sugden'))
    expect(both).toMatchObject({ given_name: 'exact', middle_name: 'exact', family_name: 'exact' })
  })
})

describe('dates of birth', () => {
  test.each([
    ['1980-02-13', '1980-02-13', 'exact'],
    ['1980-02-13', '2/13/1980', 'exact'],
    ['1980-02-13', '1980-02-14', 'one edit'],
    ['1980-02-13', '1990-02-13', 'one edit'],
    ['1980-02-03', '1980-03-02', 'day and month exchanged'],
    ['1980-01-01', '1980-07-24', 'same year, one without day and month'],
    ['1980', '1980-07-24', 'same year, one without day and month'],
    ['1969-07-24', '1970-07-24', 'two of year, month, day'],
    ['1980-07-24', '1980-11-24', 'two of year, month, day'],
    ['1980-07-24', '1980-11-02', 'year or two edits'],
    ['1980-07-24', '1985-02-13', 'decade'],
    ['1980-07-24', '1931-02-13', 'else'],
    ['1980-07-24', '1900-01-01', 'missing'],
  ])('%s and %s: %s', async (a, b, expected) => {
    expect((await labels({ date_of_birth: 'born' }, { born: a }, { born: b }))['date_of_birth']).toBe(expected)
  })

  test('ages are compared only where nobody knows the date of birth', async () => {
    const apart = async (a: string, b: string) => (await labels({ age: 'age' }, { age: a }, { age: b }))['age']
    expect([await apart('30', '30'), await apart('30', '31'), await apart('30', '27'), await apart('30', '40'), await apart('30', '41'), await apart('30', '?')]).toEqual([
      'exact', 'a year apart', 'up to three years apart', 'up to ten years apart', 'else', 'missing',
    ])
    expect(await labels({ age: 'age', date_of_birth: 'born' }, { age: '30' }, { age: '30' })).not.toHaveProperty('age')
  })
})

const simple: readonly [Role, readonly (readonly [string, string, string])[]][] = [
  ['ssn', [['123456780', '123-45-6780', 'exact'], ['123456780', '123456708', 'one edit'], ['123456780', '6780', 'last four'], ['123456780', '123465708', 'two edits'], ['123456780', '665544332', 'else']]],
  ['phone', [['(202) 555-0147', '2025550147', 'exact'], ['202-555-0147', '555-0147', 'without the area'], ['202-555-0147', '202-555-0148', 'one edit'], ['202-555-0147', '415-333-2211', 'else']]],
  ['email', [
    ['A@b.org', 'Ann <a@b.org>', 'exact'], ['ann.lee@b.org', 'ann.lee@bb.org', 'two edits'], ['ann.lee@b.org', 'ann.lee@mail.com', 'user'], ['annabella.lee@b.org', 'annabela.lee@mail.com', 'similar user'],
    ['ann.lee@b.org', 'xy@b.org', 'domain'], ['ann.lee@b.org', 'xy@c.com', 'else'],
  ]],
  ['postcode', [['20530', '20530-1234', 'exact'], ['20530', '20531', 'one edit'], ['20530', '20599', 'area'], ['20530', '94105', 'else'], ['00000', '20530', 'missing']]],
  ['city', [['Las Vegas', 'las vegas', 'exact'], ['London', 'Lodnon', 'similar'], ['New York', 'York', 'part'], ['London', 'Salem', 'else']]],
  ['occupation', [['tailor', 'Tailor', 'exact'], ['tailor', 'tailer', 'similar'], ['tailor', 'master tailor', 'part'], ['ship builder', 'ship owner', 'a word in common'], ['tailor', 'cook', 'else']]],
  ['country', [['US', 'USA', 'exact'], ['US', 'Mexico', 'else']]],
  ['gender', [['F', 'female', 'exact'], ['F', 'm', 'else'], ['F', '?', 'missing']]],
]

describe.each(simple)('%s', (role, cases) => {
  test.each([...cases])('%s and %s: %s', async (a, b, expected) => {
    expect((await labels({ [role]: 'cell' }, { cell: a }, { cell: b }))[role]).toBe(expected)
  })
})

describe('addresses', () => {
  const columns = { street: ['line', 'whole'], unit: 'unit', house_number: 'number', city: 'city', state: 'state', postcode: 'zip' } as const
  test.each([
    [{ line: '12 Main Street' }, { line: '12 main st.' }, 'exact'],
    [{ line: 'Main Street', number: '12' }, { whole: '12 Main St, Salem, OR' }, 'exact'],
    [{ line: '12 Main Street Apt 4' }, { line: '12 Main St', unit: 'apt # 5' }, 'another unit'],
    [{ line: '12 Main Street' }, { line: '12 Mian St' }, 'number and similar street'],
    [{ line: '12 Main Street' }, { line: '14 Main St' }, 'street'],
    [{ line: '12 Overpass Rd' }, { line: '14 Overpas Rd' }, 'similar street'],
    [{ line: '1712 Main Street' }, { line: '1712 Overpass Rd' }, 'number'],
    [{ line: '12 Old Orchard' }, { line: '99 Orchard Xeno' }, 'word of the street'],
    [{ line: '12 Main Street' }, { line: '14 Overpass Rd' }, 'else'],
    [{ line: '12 Main Street' }, {}, 'missing'],
  ] as [Cells, Cells, string][])('%o and %o: %s', async (a, b, expected) => {
    expect((await labels(columns, a, b))['address']).toBe(expected)
  })

  test('town and state are silent where the postcode has said it, and speak where it has not', async () => {
    const full = { city: 'Salem', state: 'OR', zip: '97301' }
    expect(await labels(columns, full, full)).toMatchObject({ postcode: 'exact', city: 'missing', state: 'missing' })
    expect(await labels(columns, full, { ...full, zip: '97399' })).toMatchObject({ postcode: 'area and city', city: 'missing', state: 'missing' })
    expect(await labels(columns, full, { ...full, zip: '10001' })).toMatchObject({ postcode: 'else', city: 'exact', state: 'missing' })
    expect(await labels(columns, full, { city: 'Bend', state: 'OR' })).toMatchObject({ postcode: 'missing', city: 'else', state: 'exact' })
    expect(await labels(columns, full, { whole: '12 Main St, Salem, OR 97301' })).toMatchObject({ postcode: 'exact' })
  })
})

describe('several values', () => {
  test('the best pair of values counts, over columns and within a cell', async () => {
    const phones = { phone: ['home', 'mobile'] } as const
    expect((await labels(phones, { home: '202-555-0147', mobile: '202-555-0199' }, { mobile: '202-555-0199' }))['phone']).toBe('exact')
    expect((await labels(phones, { home: '202-555-0147', mobile: '202-555-0199' }, { home: '555-0199', mobile: '415-333-2211' }))['phone']).toBe('without the area')
    expect((await labels({ passport: 'list' }, { list: 'A1234567; B7654321' }, { list: 'b-7654321' }))['passport']).toBe('exact')
    expect((await labels({ date_of_birth: 'list' }, { list: '1980-02-03; 1981-02-03' }, { list: '1981-02-03' }))['date_of_birth']).toBe('exact')
    expect((await labels(phones, { home: '202-555-0147' }, { mobile: '415-333-2211' }))['phone']).toBe('else')
  })

  test('an alias is a name', async () => {
    const columns = { ...names, alias: 'list_aka' } as const
    const other = await labels(columns, { ...person('Juan//Perez'), list_aka: 'El Chapo; Mateo Vargas' }, person('Mateo//Vargas'))
    expect(other).toMatchObject({ given_name: 'exact', family_name: 'exact' })
    const native = await labels({ ...names, alias: 'native' }, { native: '王杰' }, person('Jie//Wang'))
    expect([native['given_name'], native['family_name']]).toEqual(['exact', 'exact'])
  })
})

test.each([
  ['Acme Inc.', 'The ACME Corp', 'exact'],
  ['Universal Exports', 'Exports, Universal Ltd', 'same words'],
  ['Autoworks', 'Auto Works', 'same words'],
  ['Mullenkrants', 'Mullenkranz', 'similar'],
  ['Universal Exports', 'Exports', 'part'],
  ['Universal Exports', 'Worldwide Exports', 'a word in common'],
  ['Acme', 'Zenith Holdings', 'else'],
])('organisations %s and %s: %s', async (a, b, expected) => {
  const columns = { organisation: 'org', full_name: 'name' } as const
  const found = await labels(columns, { org: a }, { name: b }, 'organisation')
  expect(found['organisation']).toBe(expected)
  expect(found).not.toHaveProperty('given_name')
})

test('categories, texts, days and numbers of no known meaning', async () => {
  const { plan, match } = planOf({ category: 'race', text: 'note', date: 'seen', number: 'height', identifier: 'badge' })
  expect(comparisonsOf(plan, match).map(({ name }) => name)).toEqual(['identifier_badge', 'category_race', 'text_note', 'date_seen', 'number_height'])
})

test('shares of each comparison sum to one, and its labels are its levels', () => {
  const roles: Columns = { given_name: 'a', middle_name: 'b', family_name: 'c', date_of_birth: 'd', ssn: 'e', street: 'f', postcode: 'g', city: 'h', state: 'i', phone: 'j', email: 'k', gender: 'l', organisation: 'm', category: 'n', text: 'o', date: 'p', number: 'q' }
  const { plan, match } = planOf(roles)
  for (const { defaultM, labels: all, levels, frequencyOf } of comparisonsOf(plan, match)) {
    expect(defaultM.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
    expect(Math.min(...defaultM)).toBeGreaterThan(0)
    expect(all).toEqual(['else', ...levels.map(({ label }) => label).toReversed()])
    if (levels.some(({ byFrequency }) => byFrequency)) expect(frequencyOf).toBeDefined()
  }
})
