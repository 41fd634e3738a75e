import type { Role } from '../config/words.js'
import type { Plan, PlanMention } from './plan.js'

/** Columns that every mention has, whatever the config; absent ones are null. */
export const personColumns = [
  'given_name', 'given_canonical', 'given_sound', 'middle_name', 'family_name', 'family_sound', 'name_suffix', 'names_sorted',
  'date_of_birth', 'birth_year', 'birth_month', 'birth_day', 'age', 'gender', 'ssn', 'a_number', 'receipt_number', 'passport',
  'national_id', 'drivers_license', 'house_number', 'street', 'unit', 'city', 'state', 'postcode', 'postcode_area', 'country', 'phone',
  'email', 'birth_place', 'occupation', 'organisation',
] as const

/** Roles that may stand on several columns which mean different things: each gets a column of its own, named after its field. */
const ownColumnRoles: readonly Role[] = ['identifier', 'category']

export interface OwnColumn {
  readonly role: Role
  readonly field: string
  readonly column: string
}

export const asList = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T]

/** Columns that a mention has beside those of every person. */
export const ownColumns = (mention: PlanMention): OwnColumn[] =>
  ownColumnRoles.flatMap((role) =>
    asList(mention.config.columns[role]).map((field) => ({ role, field, column: `${role}_${field.toLowerCase()}` })),
  )

/** All such columns of a run, in order of name. */
export const allOwnColumns = (plan: Plan): string[] =>
  [...new Set(plan.mentions.flatMap((mention) => ownColumns(mention).map(({ column }) => column)))].sort()
