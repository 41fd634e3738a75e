import type { Purpose } from './purpose.js'
import { asKnown, capital } from '../unicode/known.js'

/** What stands for a value that is not shown at all. */
export const withheld = 'withheld'

/** Characters of a value that a report shows at most. */
const longest = 200

/** The start of a text, with a note of its length where it was cut; no character is cut in two. */
export function shortened(value: string, most = longest): string {
  if (value.length <= most) return value
  const start = value.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')
  return `${start}… (cut: ${value.length.toLocaleString('en-US')} characters)`
}

/** The first characters of a text, none of them cut in two. */
const first = (value: string, count: number): string => Array.from(value.slice(0, 2 * count)).slice(0, count).join('')

const letters = /[\p{L}\p{M}\p{N}]+/gu

/** The first letter of each word, at most four words. */
function initials(value: string): string {
  const found = asKnown(value.slice(0, longest)).match(letters) ?? []
  const shown = found.slice(0, 4).map((word) => `${capital(first(word, 1))}…`)
  return shown.length === 0 ? withheld : shown.join(' ')
}

/** The last two letters or digits, where at least twice as many stay hidden. */
function ending(value: string): string {
  const marks = [...asKnown(value.slice(-longest)).matchAll(letters)].map(([found]) => found).join('')
  const all = Array.from(marks)
  return all.length < 6 ? withheld : `…${all.slice(-2).join('')}`
}

/** The year of a date that begins or ends with one, or is written YYYYMMDD. */
const yearOf = (value: string): string => /(?<!\d)(?:1[6-9]|2[01])\d\d(?=\d{4}$|\D|$)/.exec(value.slice(0, 40))?.[0] ?? withheld

function mailbox(value: string): string {
  const at = value.lastIndexOf('@')
  return at < 1 ? withheld : `${first(value, 1)}…@…`
}

const area = (value: string): string => (value.length < 4 ? withheld : `${first(value, 2)}…`)
const nothing = (): string => withheld
const asItIs = (value: string): string => value

type Mask = (value: string) => string

/** By role of a column of a mention, or by type of a field. */
const masks = new Map<string, Mask>(Object.entries({
  given_name: initials, middle_name: initials, family_name: initials, full_name: initials, alias: initials, name: initials, organisation: initials, birth_place: initials,
  date_of_birth: yearOf, birth_year: yearOf, date: yearOf, birth_month: nothing, birth_day: nothing, age: nothing,
  ssn: ending, a_number: ending, receipt_number: ending, passport: ending, national_id: ending, drivers_license: ending, identifier: ending, phone: ending,
  email: mailbox, address: initials, street: initials, house_number: nothing, unit: nothing, postcode: area,
  name_suffix: asItIs, gender: asItIs, city: asItIs, state: asItIs, country: asItIs, occupation: asItIs, category: asItIs, code: asItIs, boolean: asItIs,
  // Amounts and counts may be as telling as a name; free text may hold one.
  number: nothing, integer: nothing, decimal: nothing, text: nothing,
}))

/** identifier_badge_number is masked as identifier. */
const maskOf = (role: string): Mask => masks.get(role) ?? masks.get(role.slice(0, role.indexOf('_'))) ?? nothing

/**
 * A value as a report for a purpose shows it: for review the initials of names, the year of dates, the last two characters of identifiers; places of
 * the size of a city, and codes, as they are; anything whose role is not known is withheld. `role` is a role or column of a mention, or the type of a field.
 */
export function masked(value: string, role: string, purpose: Purpose = 'review'): string {
  if (purpose === 'statistics') return withheld
  return shortened(purpose === 'investigation' ? value : maskOf(role)(value))
}
