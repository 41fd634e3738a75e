import type { Role } from '../config/words.js'
import { id, joinSql, sql, type Sql } from '../engine/sql.js'
import { layoutIn } from './formats.js'
import { hasColumn } from './form-kinds.js'
import { FormReader } from './form-reader.js'
import { listOf, mayBeOrganisation, ownColumns, personColumns, setColumns, type OwnColumn, type PersonColumn, type SetColumn } from './mention-columns.js'
import { compositeOf, type Plan, type PlanMention } from './plan.js'

const nothing = sql`null::varchar`
const firstOf = (parts: readonly Sql[]): Sql => (parts.length === 0 ? nothing : parts.length === 1 ? (parts[0] ?? nothing) : sql`coalesce(${joinSql(parts)})`)
const joined = (parts: readonly Sql[]): Sql => (parts.length < 2 ? firstOf(parts) : sql`nullif(concat_ws(' ', ${joinSql(parts)}), '')`)

/** A birth date later than this is of the century before, where its year has two digits and no delivery says when it is. */
const lastYear = (plan: Plan): string => (plan.asOf === '' ? '2029' : plan.asOf.slice(0, 4))

/** A cell of a field of birth dates as yyyymmdd. */
export function birthDateOf(plan: Plan, mention: PlanMention, field: string, cell: Sql): Sql {
  const { system } = mention.population
  const extract = system.extracts[0]
  const layout = extract === undefined ? '%Y-%m-%d' : layoutIn(system, extract, field)
  return sql`er_birth_date(${cell}, ${layout}, ${lastYear(plan)})`
}

function birthDate(plan: Plan, mention: PlanMention, read: FormReader): Sql {
  const whole = read.cells('date_of_birth', (cell, field) => birthDateOf(plan, mention, field, cell))
  const [year, month, day] = (['birth_year', 'birth_month', 'birth_day'] as const).map((role) => firstOf(read.cells(role, (cell) => sql`try_cast(${cell} as integer)`)))
  const part = (value: Sql | undefined): Sql => sql`lpad(coalesce(${value ?? nothing}, 0)::varchar, 2, '0')`
  const ofParts = read.fields('birth_year').length === 0 ? [] : [sql`(lpad((${year ?? nothing})::varchar, 4, '0') || ${part(month)} || ${part(day)})`]
  return firstOf([...whole, ...ofParts])
}

/** Middle names: of their own column and behind the first given name; else what the longest full name has beside given and family name. */
function middleName(read: FormReader, family: Sql): Sql {
  const own = joined([...read.form('given_name', 'middle_name').slice(0, 1), ...read.form('middle_name', 'middle_name').slice(0, 1)])
  const full = read.form('full_name', 'middle_name')
  if (full.length === 0) return own
  const longest = full.reduce((longer, one) => sql`er_longer(${longer}, ${one})`)
  return read.fields('family_name').length === 0 ? firstOf([own, longest]) : sql`er_longer(${own}, er_other_words(${longest}, ${family}))`
}

const nameRoles: readonly Role[] = ['given_name', 'middle_name', 'family_name', 'full_name', 'alias']

/** All words of all names, between blanks. */
function nameWords(read: FormReader): Sql {
  const parts = nameRoles.flatMap((role) =>
    read.fields(role).flatMap((field) =>
      read.isList(field) ? read.form(role, 'all_words', [field]) : (['given_name', 'middle_name', 'family_name'] as const).filter((column) => hasColumn(role, column)).flatMap((column) => read.form(role, column, [field])),
    ),
  )
  return parts.length === 0 ? nothing : sql`concat(' ', concat_ws(' ', ${joinSql(parts)}), ' ')`
}

function valuesOf(plan: Plan, mention: PlanMention, read: FormReader): Record<PersonColumn, Sql> {
  const name = (role: Role, column: 'given_name' | 'given_canonical' | 'given_sound' | 'given_groups' | 'family_name' | 'family_sound' | 'family_core'): Sql =>
    firstOf([...read.form(role, column), ...read.form('full_name', column), ...read.form('alias', column)])
  const clean = (role: Role): Sql => firstOf(read.form(role, 'clean'))
  const cell = (role: Role, make: (cell: Sql) => Sql): Sql => firstOf(read.cells(role, make))
  const identifier = (role: Role): Sql => cell(role, (value) => sql`er_identifier(${value})`)
  const [given, family] = [name('given_name', 'given_name'), name('family_name', 'family_name')]
  const middle = middleName(read, family)
  const born = birthDate(plan, mention, read)
  const birthPart = (role: Role): Sql => sql`cast(${cell(role, (value) => sql`try_cast(${value} as integer)`)} as integer)`
  const house = firstOf([...read.cells('house_number', (value) => sql`lower(er_code(${value}))`), ...read.form('street', 'house_number')])
  const postcode = firstOf([...read.cells('postcode', (value) => sql`er_postcode(${value})`), ...read.form('street', 'postcode')])
  return {
    given_name: given,
    given_canonical: name('given_name', 'given_canonical'),
    given_sound: name('given_name', 'given_sound'),
    given_groups: name('given_name', 'given_groups'),
    middle_name: middle,
    family_name: family,
    family_sound: name('family_name', 'family_sound'),
    family_core: name('family_name', 'family_core'),
    name_suffix: firstOf((['name_suffix', 'family_name', 'given_name', 'full_name'] as const).flatMap((role) => read.form(role, 'name_suffix'))),
    names_sorted: nothing,
    name_words: nameWords(read),
    date_of_birth: born,
    birth_year: birthPart('birth_year'),
    birth_month: birthPart('birth_month'),
    birth_day: birthPart('birth_day'),
    age: sql`cast(${cell('age', (value) => sql`try_cast(${value} as integer)`)} as integer)`,
    gender: clean('gender'),
    ssn: cell('ssn', (value) => sql`er_ssn(${value})`),
    a_number: cell('a_number', (value) => sql`er_a_number(${value})`),
    receipt_number: identifier('receipt_number'),
    passport: identifier('passport'),
    national_id: identifier('national_id'),
    drivers_license: identifier('drivers_license'),
    address: sql`case when ${clean('street')} is not null then concat_ws(' ', ${house}, ${clean('street')}) end`,
    house_number: house,
    street: clean('street'),
    unit: firstOf([...read.cells('unit', (value) => sql`er_unit(${value})`), ...read.form('street', 'unit')]),
    city: firstOf([...read.form('city', 'clean'), ...read.form('street', 'city')]),
    state: firstOf([...read.form('state', 'clean'), ...read.form('street', 'state')]),
    postcode,
    postcode_area: firstOf([...read.cells('postcode', (value) => sql`case when er_postcode(${value}) is not null then er_postcode_area(${value}) end`), ...read.form('street', 'postcode').map((value) => sql`left(${value}, 3)`)]),
    country: clean('country'),
    phone: firstOf([...read.cells('phone', (value) => sql`er_phone(${value})`), ...read.form('phone', 'clean')]),
    email: cell('email', (value) => sql`er_email(${value})`),
    birth_place: clean('birth_place'),
    occupation: clean('occupation'),
    organisation: clean('organisation'),
  }
}

function setsOf(plan: Plan, mention: PlanMention, read: FormReader, mayBe: boolean): Record<SetColumn, Sql> {
  const names = (role: Role, all: 'all_given' | 'all_family', one: 'given_name' | 'family_name'): Sql =>
    read.list([role, 'full_name', 'alias'], one, all)
  const cells = (role: Role, clean: (cell: Sql, field: string) => Sql): Sql => read.listOfCells(role, clean)
  const identifier = (role: Role): Sql => cells(role, (cell) => sql`er_identifier(${cell})`)
  return {
    given_name: names('given_name', 'all_given', 'given_name'),
    family_name: names('family_name', 'all_family', 'family_name'),
    date_of_birth: cells('date_of_birth', (cell, field) => birthDateOf(plan, mention, field, cell)),
    passport: identifier('passport'),
    national_id: identifier('national_id'),
    drivers_license: identifier('drivers_license'),
    ssn: cells('ssn', (cell) => sql`er_ssn(${cell})`),
    country: read.list(['country'], 'clean', 'all_clean'),
    phone: read.listOfPhones(),
    email: cells('email', (cell) => sql`er_email(${cell})`),
    birth_place: read.list(['birth_place'], 'clean', 'all_clean'),
    organisation: read.list(mayBe ? ['organisation', 'full_name', 'alias'] : ['organisation'], 'clean', 'all_clean', read.asOrganisation.bind(read)),
  }
}

const ownValue = (read: FormReader, { role, field }: OwnColumn): Sql => {
  const cell = sql`r.${id(field)}`
  if (role === 'identifier') return sql`er_identifier(${cell})`
  if (role === 'date') return sql`case when regexp_full_match(${cell}, '[0-9]{4}-[0-9]{2}-[0-9]{2}') then ${cell} end`
  if (role === 'number') return sql`cast(try_cast(replace(${cell}, ',', '') as decimal(18, 4)) as varchar)`
  return firstOf(read.form(role, 'clean', [field]))
}

const personal: ReadonlySet<PersonColumn> = new Set([
  'given_name', 'given_canonical', 'given_sound', 'given_groups', 'middle_name', 'family_name', 'family_sound', 'family_core', 'name_suffix', 'names_sorted', 'name_words',
])

function organisationOf({ config }: PlanMention): Sql {
  const named = config.organisation_values.map((value) => sql`${value}`)
  if (config.kind_field === undefined || named.length === 0) return sql`${config.kind === 'organisation'}`
  return sql`coalesce(trim(r.${id(config.kind_field)}) in (${joinSql(named)}), ${config.kind === 'organisation'})`
}

const populationOf = (mention: PlanMention): Sql =>
  sql`cast(case when ${organisationOf(mention)} then ${mention.organisations.no} else ${mention.population.no} end as integer) as population`

/** What tells the mentions in one set of columns from all others: a query. */
export const keysOf = (mention: PlanMention): Sql =>
  sql`select ${populationOf(mention)}, r.source_system as system, r.record_key as id, cast(${mention.ordinal} as integer) as ordinal from ${id(compositeOf(mention.population.system))} r`

/** The mentions in one set of columns, one a record, without what follows from their other columns: a query. */
export function mentionsOf(plan: Plan, mention: PlanMention, own: readonly string[]): Sql {
  const { population } = mention
  const isOrganisation = organisationOf(mention)
  const read = new FormReader(mention)
  const mayBe = mayBeOrganisation(mention)
  const values = valuesOf(plan, mention, read)
  const namedInFull = mayBe ? read.asOrganisation('full_name') : []
  const value = (column: PersonColumn): Sql => {
    if (!mayBe) return values[column]
    if (personal.has(column)) return sql`case when not ${isOrganisation} then ${values[column]} end`
    return column === 'organisation' && namedInFull.length > 0 ? sql`coalesce(${values.organisation}, case when ${isOrganisation} then ${firstOf(namedInFull)} end)` : values[column]
  }
  const mine = new Map(ownColumns(mention).map((one) => [one.column, ownValue(read, one)]))
  const sets = setsOf(plan, mention, read, mayBe)
  const columns = joinSql([
    ...personColumns.map((column) => sql`${value(column)} as ${id(column)}`),
    ...own.map((column) => sql`${mine.get(column) ?? nothing} as ${id(column)}`),
    ...setColumns(plan).map((column) => sql`er_several(${sets[column]}) as ${id(listOf(column))}`),
  ])
  return sql`
  select
    ${populationOf(mention)}, r.source_system as system, r.record_key as id,
    case when ${isOrganisation} then ${mention.organisations.role} else ${population.role} end as role,
    cast(${mention.ordinal} as integer) as ordinal, ${isOrganisation} as is_organisation, ${population.system.config.protected} as protected, ${columns}
  from ${id(compositeOf(population.system))} r${read.joins()}`
}
