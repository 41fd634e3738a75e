import type { FieldType, Role } from './words.js'

/** What a column was guessed to mean. */
export interface ColumnRole {
  readonly column: string
  readonly role: Role
  /** Why, in a clause without data. */
  readonly reason: string
  /** strptime format of a date, where its samples agree on one. */
  readonly format?: string
  /** What parts several values in one cell. */
  readonly separator?: string
}

/** A file that is to get a config, with what was found out about it. */
export interface InitFile {
  readonly path: string
  readonly header: readonly string[]
  readonly roles: readonly ColumnRole[]
  readonly idColumn: string
  /** The day of delivery, YYYY-MM-DD, where it is known otherwise than by the file's name. */
  readonly delivered?: string
  readonly delimiter: string
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'iso-8859-1'
  /** The column that tells persons from organisations, where its values have been seen; null where the values show that there is none. */
  readonly kind?: { readonly column: string; readonly organisationValues: readonly string[] } | null
}

const sameName = 'date ssn a_number receipt_number phone email state country postcode gender'.split(' ')
const names: readonly Role[] = ['given_name', 'middle_name', 'family_name', 'full_name', 'name_suffix', 'alias', 'organisation']
const identifiers: readonly Role[] = ['passport', 'national_id', 'drivers_license', 'identifier']
const integers: readonly Role[] = ['age', 'birth_year', 'birth_month', 'birth_day']
const isType = (role: string): role is FieldType => sameName.includes(role)

/** The type of a field that is compared in a role. */
export function typeOfRole(role: Role): FieldType {
  if (role === 'date_of_birth') return 'date'
  if (isType(role)) return role
  if (names.includes(role)) return 'name'
  if (identifiers.includes(role)) return 'identifier'
  if (integers.includes(role)) return 'integer'
  return role === 'category' || role === 'source_system' ? 'code' : role === 'number' ? 'decimal' : 'text'
}
