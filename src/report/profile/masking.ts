import { asKnown, capital } from '../../unicode/known.js'

/** How values of a column are shown to who reads the page: whole, or so that nobody can be told by them. The tables of the run folder have them whole. */
export type Masking = 'whole' | 'initials' | 'layout' | 'year' | 'domain' | 'if common'

const names: ReadonlySet<string> = new Set(['given_name', 'middle_name', 'family_name', 'full_name', 'alias'])
const numbers: ReadonlySet<string> = new Set(['record id', 'ssn', 'a_number', 'receipt_number', 'passport', 'national_id', 'drivers_license', 'identifier', 'phone', 'street', 'house_number', 'unit'])
const vague: ReadonlySet<string> = new Set(['', 'ignore', 'text'])
/** Kinds of values that tell nobody apart. */
const plain: ReadonlySet<string> = new Set(['decimal', 'date', 'gender', 'state', 'country'])

/** Roles that make a file one about people. */
export const isPersonal = (role: string): boolean => names.has(role) || role === 'date_of_birth' || role === 'email' || (numbers.has(role) && role !== 'record id')

/** How a column is masked, by what it was taken for and what its cells are; `aboutPeople` says whether its file has a column about a person. */
export function maskingOf({ role, kind }: { readonly role: string; readonly kind: string }, aboutPeople: boolean): Masking {
  if (names.has(role)) return 'initials'
  if (role === 'email' || kind === 'email') return 'domain'
  if (numbers.has(role) || numbers.has(kind)) return 'layout'
  if (role === 'date_of_birth') return 'year'
  return vague.has(role) && !plain.has(kind) && aboutPeople ? 'if common' : 'whole'
}

/** Fewer cells than this could be one person's. */
const common = 11

const layoutOf = (value: string): string =>
  Array.from(asKnown(value)).slice(0, 40).join('').replaceAll(/[\p{Lu}\p{Lt}]/gu, 'A').replaceAll(/[\p{L}\p{M}]/gu, (letter) => (letter === 'A' ? 'A' : 'a')).replaceAll(/\p{N}/gu, '9')

const initialsOf = (value: string): string =>
  asKnown(value).split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '').slice(0, 8).map((word) => (/^\p{L}/u.test(word) ? `${Array.from(capital(Array.from(word)[0] ?? ''))[0] ?? ''}.` : '9')).join(' ')

const longest = 60
const cut = (value: string): string => (Array.from(value).length > longest ? `${Array.from(value).slice(0, longest).join('')}…` : value)

/** A value as it is shown; `cells` says how many hold it. */
export function masked(value: string, masking: Masking, cells: number): string {
  if (masking === 'whole' || (masking === 'if common' && cells >= common)) return cut(value)
  if (masking === 'initials') return initialsOf(value) || layoutOf(value)
  if (masking === 'year') return /(?<!\d)\d{4}(?!\d)/.exec(value)?.[0] ?? layoutOf(value)
  const at = value.lastIndexOf('@')
  return masking === 'domain' && at >= 0 ? cut(`…${value.slice(at)}`) : layoutOf(value)
}
