import type { Database } from '../engine/database.js'
import { id, joinSql, sql, type Sql, unionAll } from '../engine/sql.js'
import { cleanStreet } from '../text/addresses.js'
import { foldName, foldText } from '../text/fold.js'
import { parseFullName } from '../text/full-name.js'
import { cleanNamePart } from '../text/names.js'
import { canonicalGiven } from '../text/nicknames.js'
import { cleanPhone } from '../text/phones.js'
import { phoneticKeys } from '../text/phonetics.js'
import { countryCode, genderCode, stateCode } from '../text/places.js'
import type { Role } from '../config/words.js'

/** The columns of value_form, in the order in which a form is packed. */
export const formColumns = [
  'clean', 'given_name', 'middle_name', 'family_name', 'name_suffix', 'given_canonical', 'given_sound', 'family_sound', 'house_number',
  'unit', 'reason',
] as const
type Form = Partial<Record<(typeof formColumns)[number], string>>

const sound = (name: string): string => (name === '' ? '' : phoneticKeys(name)[0])
const givenForms = (given: string): Form =>
  given === '' ? {} : { given_name: given, given_canonical: canonicalGiven(given), given_sound: sound(given) }
const familyForms = (family: string): Form => (family === '' ? {} : { family_name: family, family_sound: sound(family) })
const orReason = (clean: string): Form => (clean === '' ? { reason: 'not_recognised' } : { clean })

const organisationWords = /\b(?:incorporated|inc|llc|ltd|limited|corporation|corp|company|co|lp|llp|plc|gmbh|sa|pty)\b/g

/** What is done once to each distinct text of a kind. */
export const formKinds = {
  given: (value: string): Form => {
    const { value: given, suffix, reason } = cleanNamePart(value, 'given')
    return { ...givenForms(given), name_suffix: suffix, reason }
  },
  middle: (value: string): Form => {
    const { value: middle, suffix, reason } = cleanNamePart(value, 'middle')
    return { middle_name: middle, name_suffix: suffix, reason }
  },
  family: (value: string): Form => {
    const { value: family, suffix, reason } = cleanNamePart(value, 'family')
    return { ...familyForms(family), name_suffix: suffix, reason }
  },
  full: (value: string): Form => {
    const { given, middle, family, suffix, reason } = parseFullName(value)
    return { ...givenForms(given), middle_name: middle, ...familyForms(family), name_suffix: suffix, reason }
  },
  suffix: (value: string): Form => ({ name_suffix: cleanNamePart(`x ${value}`, 'family').suffix }),
  street: (value: string): Form => {
    const { houseNumber, street, unit } = cleanStreet(value)
    return { clean: street, house_number: houseNumber, unit }
  },
  organisation: (value: string): Form => {
    const folded = foldName(value)
    return orReason(folded.replaceAll(organisationWords, '').replaceAll(/\s+/g, ' ').trim() || folded)
  },
  state: (value: string): Form => orReason(stateCode(value) || foldName(value)),
  country: (value: string): Form => orReason(countryCode(value) || foldName(value)),
  gender: (value: string): Form => orReason(genderCode(value)),
  place: (value: string): Form => orReason(foldName(value)),
  phone: (value: string): Form => orReason(cleanPhone(value)),
  text: (value: string): Form => orReason(foldText(value)),
} satisfies Record<string, (value: string) => Form>
export type FormKind = keyof typeof formKinds

/** The kind of form that a comparison role needs; roles without one are cleaned by macros. */
export const kindOfRole: Readonly<Partial<Record<Role, FormKind>>> = {
  given_name: 'given', middle_name: 'middle', family_name: 'family', full_name: 'full', name_suffix: 'suffix', street: 'street',
  organisation: 'organisation', state: 'state', country: 'country', gender: 'gender', city: 'place', birth_place: 'place',
  occupation: 'text', category: 'text', phone: 'phone',
}

/** The forms that a kind can have, in the order in which they are packed. */
const columnsOfKind: Readonly<Record<FormKind, readonly (typeof formColumns)[number][]>> = {
  given: ['given_name', 'given_canonical', 'given_sound', 'name_suffix', 'reason'],
  middle: ['middle_name', 'name_suffix', 'reason'],
  family: ['family_name', 'family_sound', 'name_suffix', 'reason'],
  full: ['given_name', 'middle_name', 'family_name', 'name_suffix', 'given_canonical', 'given_sound', 'family_sound', 'reason'],
  suffix: ['name_suffix'],
  street: ['clean', 'house_number', 'unit'],
  organisation: ['clean', 'reason'],
  state: ['clean', 'reason'],
  country: ['clean', 'reason'],
  gender: ['clean', 'reason'],
  place: ['clean', 'reason'],
  phone: ['clean', 'reason'],
  text: ['clean', 'reason'],
}

const separator = '\u001F'

function packer(kind: FormKind): (value: string) => string {
  const [call, columns] = [formKinds[kind], columnsOfKind[kind]]
  return (value) => {
    const form: Form = call(value)
    return columns.map((column) => form[column] ?? '').join(separator)
  }
}

export interface FormSource {
  readonly kind: FormKind
  readonly table: string
  readonly field: string
}

/** Telephone numbers of the usual layout need no parsing: a macro cleans them, so only the others get a form. */
const needsForm = (kind: FormKind, field: string): Sql => (kind === 'phone' ? sql` and er_phone(${id(field)}) is null` : sql``)

function formsOf(kind: FormKind, sources: readonly FormSource[]): Sql {
  const texts = sources.map(
    ({ field, table }) => sql`select ${id(field)} as value from ${id(table)} where ${id(field)} is not null${needsForm(kind, field)}`,
  )
  const places = new Map(columnsOfKind[kind].map((column, index) => [column, index + 1]))
  const columns = formColumns.map((column) => {
    const place = places.get(column)
    return place === undefined ? sql`cast(null as varchar) as ${id(column)}` : sql`er_part(packed, ${place}) as ${id(column)}`
  })
  return sql`select ${kind} as kind, value, ${joinSql(columns)}
    from (select value, ${id(`form_of_${kind}`)}(value) as packed from (select distinct value from (${joinSql(texts, unionAll)})))`
}

const none = sql`select cast(null as varchar) as kind, cast(null as varchar) as value, ${joinSql(
  formColumns.map((column) => sql`cast(null as varchar) as ${id(column)}`),
)} limit 0`

/** Makes `value_form`: one row per kind and distinct text, with its normal forms. Each text is worked on once, however often it stands. */
export async function makeValueForms(database: Database, sources: readonly FormSource[]): Promise<void> {
  await database.run(sql`create temp table value_form as ${none}`)
  const kinds = [...new Set(sources.map((source) => source.kind))].sort()
  for (const kind of kinds) {
    database.registerText(`form_of_${kind}`, packer(kind))
    const forms = formsOf(kind, sources.filter((source) => source.kind === kind))
    await database.command(sql`insert into value_form ${forms}`)
  }
}
