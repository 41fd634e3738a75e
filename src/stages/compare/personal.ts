import type { Role } from '../../config/words.js'
import { sql } from '../../engine/sql.js'
import { equal, left, on, oneEdit, right, similar, type Draft, type Test, type Values } from './comparison.js'
import { alikeEmails, anyOf, bothOf, dayMonthSwapped, digitsApart, digitsEdited, emailEdits, ofLevels, oneDigitEdited, sameDecade, sameValue, sameYear, short, twoDateParts, yearAlone } from './near.js'

const swapped: Test = (a, b) => sql`er_day_month_swapped(${a}, ${b})`
const edit: Test = (a, b) => sql`er_date_edit(${a}, ${b})`
const yearOnly: Test = (a, b) => sql`er_same_year_only(${a}, ${b})`
const twoParts: Test = (a, b) => sql`er_two_date_parts(${a}, ${b})`
const year: Test = (a, b) => sql`(left(${a}, 4) = left(${b}, 4) or hamming(${a}, ${b}) <= 2)`
const decade: Test = (a, b) => sql`left(${a}, 3) = left(${b}, 3)`

const datesApart: Test = (a, b) => sql`er_dates_apart(${a}, ${b})`

/** Dates yyyymmdd, 00 for a part not known. One edit of the tens of the year is ten years, of the ones mostly a year or two. */
export const dateOfBirth = (values: Values): Draft => ({
  name: 'date_of_birth',
  kind: 'personal',
  columns: values.columns('date_of_birth'),
  roles: ['date_of_birth', 'birth_year', 'birth_month', 'birth_day'],
  ...(values.has('date_of_birth') ? {} : { apart: { holds: on('date_of_birth', datesApart), leaves: 1 } }),
  frequencyOf: 'date_of_birth',
  mostElse: 0.06,
  choices: 20_000,
  chances: [5e-5, 1e-3, 5e-5, 1e-3, 4e-3, 0.03, 0.1],
  near: [
    ofLevels(oneDigitEdited, 'one edit'),
    ofLevels(dayMonthSwapped, 'day and month exchanged'),
    ofLevels(bothOf(sameYear, yearAlone), 'same year, one without day and month'),
    ofLevels(twoDateParts, 'two of year, month, day'),
    ofLevels(anyOf(sameYear, digitsApart(2)), 'year or two edits'),
    ofLevels(sameDecade, 'decade'),
  ],
  levels: [
    ['exact', values.on('date_of_birth', equal), 0.8, 'by frequency'],
    ['one edit', values.on('date_of_birth', edit), 0.07],
    ['day and month exchanged', values.on('date_of_birth', swapped), 0.02],
    ['same year, one without day and month', values.on('date_of_birth', yearOnly), 0.02],
    ['two of year, month, day', values.on('date_of_birth', twoParts), 0.03],
    ['year or two edits', values.on('date_of_birth', year), 0.02],
    ['decade', values.on('date_of_birth', decade), 0.02],
  ],
})

/** Ages in years, where no side knows when the people were born: those of different days differ by a year or two. */
export const age: Draft = {
  name: 'age',
  kind: 'personal',
  columns: ['age'],
  roles: ['age'],
  choices: 80,
  levels: [
    ['exact', on('age', equal), 0.5],
    ['a year apart', sql`abs(${left('age')} - ${right('age')}) = 1`, 0.25],
    ['up to three years apart', sql`abs(${left('age')} - ${right('age')}) <= 3`, 0.1],
    ['up to ten years apart', sql`abs(${left('age')} - ${right('age')}) <= 10`, 0.1],
  ],
}

const lastFour: Test = (a, b) => sql`er_last_four(${a}, ${b})`
const twoEdits: Test = (a, b) => sql`er_two_edits(${a}, ${b})`

/** An identifier of one kind. How many bear it weighs it: one that many share is none. */
export const identifier = (values: Values, column: string, role: Role): Draft => ({
  name: column,
  kind: 'personal',
  columns: values.columns(column),
  roles: [role],
  frequencyOf: column,
  mostElse: 0.2,
  choices: 1_000_000,
  chances: [1e-6, 2e-5, 1e-4, 2e-4],
  near: [ofLevels(digitsEdited(column, 1), 'one edit'), ofLevels(short(column), 'last four'), ofLevels(digitsEdited(column, 2), 'two edits')],
  levels: [
    ['exact', values.on(column, equal), 0.82, 'by frequency'],
    ['one edit', values.on(column, oneEdit), 0.06],
    ['last four', values.on(column, lastFour), 0.02],
    ['two edits', values.on(column, twoEdits), 0.02],
  ],
})

const lastSeven: Test = (a, b) => sql`(length(${a}) >= 7 and length(${b}) >= 7 and right(${a}, 7) = right(${b}, 7))`

export const phone = (values: Values): Draft => ({
  name: 'phone',
  kind: 'shared',
  columns: values.columns('phone'),
  roles: ['phone'],
  frequencyOf: 'phone',
  choices: 1_000_000,
  chances: [1e-6, 2e-6, 2e-5],
  near: [ofLevels(sameValue('phone', sql`right(phone, 7)`, 'phone_end'), 'without the area'), ofLevels(digitsEdited('phone', 1), 'one edit')],
  levels: [
    ['exact', values.on('phone', equal), 0.6, 'by frequency'],
    ['without the area', values.on('phone', lastSeven), 0.05],
    ['one edit', values.on('phone', oneEdit), 0.05],
  ],
})

/** Of texts of more than five characters one edit is two at most, and is not looked for again. */
const oneOrTwoEdits: Test = (a, b) => sql`(${twoEdits(a, b)} or (least(length(${a}), length(${b})) <= 5 and ${oneEdit(a, b)}))`

const emailUser = sql`split_part(email, '@', 1)`
const user: Test = (a, b) => sql`split_part(${a}, '@', 1) = split_part(${b}, '@', 1)`
const domain: Test = (a, b) => sql`split_part(${a}, '@', 2) = split_part(${b}, '@', 2)`
const likeUser: Test = (a, b) => sql`er_alike(split_part(${a}, '@', 1), split_part(${b}, '@', 1), 0.93)`

/** A mailbox of an office (RFC 2142 and the like) is shared by those who work there: to people it says no more than the domain. */
const ofOnePerson = (test: Test): Test => (a, b) => sql`(${test(a, b)} and not er_office_mailbox(${a}))`

export const email = (values: Values, organisations: boolean): Draft => {
  const of = organisations ? (test: Test): Test => test : ofOnePerson
  return {
    name: 'email',
    kind: 'contact',
    columns: values.columns('email'),
    roles: ['email'],
    frequencyOf: 'email',
    choices: 1_000_000,
    chances: [1e-6, 3e-6, 2e-5, 5e-5, 0.03],
    near: [
      ofLevels(emailEdits(2), 'two edits'),
      ofLevels(sameValue('email', emailUser, 'email_user'), 'user'),
      ofLevels(alikeEmails(0.93, 0.95), 'similar user'),
      ofLevels(sameValue('email', sql`split_part(email, '@', 2)`, 'email_domain'), 'domain'),
    ],
    levels: [
      ['exact', values.on('email', of(equal)), 0.65, 'by frequency'],
      ['two edits', values.on('email', of(oneOrTwoEdits)), 0.07],
      ['user', values.on('email', of(user)), 0.05],
      ['similar user', values.on('email', of((a, b) => sql`(${likeUser(a, b)} or ${similar(0.95)(a, b)})`)), 0.05],
      ['domain', values.on('email', domain), 0.03],
    ],
  }
}
