import type { Role } from '../config/words.js'
import type { Plan, PlanMention } from './plan.js'

/** Columns that every mention has, whatever the config; absent ones are null. */
export const personColumns = [
  'given_name', 'given_canonical', 'given_sound', 'given_groups', 'middle_name', 'family_name', 'family_sound', 'family_core', 'name_suffix',
  'names_sorted', 'name_words', 'date_of_birth', 'birth_year', 'birth_month', 'birth_day', 'age', 'gender', 'ssn', 'a_number', 'receipt_number',
  'passport', 'national_id', 'drivers_license', 'address', 'house_number', 'street', 'unit', 'city', 'state', 'postcode', 'postcode_area', 'country',
  'phone', 'email', 'birth_place', 'occupation', 'organisation',
] as const
export type PersonColumn = (typeof personColumns)[number]

/** Roles that may stand on several columns which mean different things: each gets a column of its own, named after its field. */
const ownColumnRoles: readonly Role[] = ['identifier', 'category', 'text', 'date', 'number']

export interface OwnColumn {
  readonly role: Role
  readonly field: string
  readonly column: string
}

export const asList = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T]

/** The column of such a field. */
export const ownColumnOf = (role: Role, field: string): string => `${role}_${field.toLowerCase()}`

/** Columns that a mention has beside those of every person. */
export const ownColumns = (mention: PlanMention): OwnColumn[] =>
  ownColumnRoles.flatMap((role) =>
    asList(mention.config.columns[role]).map((field) => ({ role, field, column: ownColumnOf(role, field) })),
  )

/** All such columns of a run, in order of name. */
export const allOwnColumns = (plan: Plan): string[] =>
  [...new Set(plan.mentions.flatMap((mention) => ownColumns(mention).map(({ column }) => column)))].sort()

/** Columns of which a mention may hold several values, and the roles that these come from. */
export const setRoles = {
  given_name: ['given_name', 'full_name', 'alias'],
  family_name: ['family_name', 'full_name', 'alias'],
  date_of_birth: ['date_of_birth'],
  passport: ['passport'],
  national_id: ['national_id'],
  drivers_license: ['drivers_license'],
  ssn: ['ssn'],
  country: ['country'],
  phone: ['phone'],
  email: ['email'],
  birth_place: ['birth_place'],
  organisation: ['organisation', 'full_name', 'alias'],
} as const satisfies Partial<Record<PersonColumn, readonly Role[]>>
export type SetColumn = keyof typeof setRoles

/** What parts several values in a field of a mention. */
export const separatorOf = (mention: PlanMention, field: string): string | undefined => mention.population.system.config.fields[field]?.separator

/** Some of the mentions are organisations, whose name may stand in a column of full names. */
export const mayBeOrganisation = ({ config }: PlanMention): boolean =>
  config.kind === 'organisation' || (config.kind_field !== undefined && config.organisation_values.length > 0)

function holdsSeveral(mention: PlanMention, column: SetColumn): boolean {
  const roles = setRoles[column].filter((role) => column !== 'organisation' || role === 'organisation' || mayBeOrganisation(mention))
  const fields = roles.flatMap((role) => asList(mention.config.columns[role]))
  return fields.length > 1 || fields.some((field) => separatorOf(mention, field) !== undefined)
}

/** Columns of which some mention of a run can hold several values: these stand in a list beside it, null where there is but one. */
export const setColumns = (plan: Plan): SetColumn[] =>
  (Object.keys(setRoles) as SetColumn[]).filter((column) => plan.mentions.some((mention) => holdsSeveral(mention, column)))

/** Name of the list beside a column. */
export const listOf = (column: string): string => `${column}_values`
