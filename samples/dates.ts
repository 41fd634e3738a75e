import type { Random } from './random.js'

/** A day, counted from 1970-01-01. */
export type Day = number

export interface DayParts {
  readonly year: number
  readonly month: number
  readonly day: number
}

export const dayOf = (year: number, month: number, day: number): Day => Math.floor(Date.UTC(year, month - 1, day) / 86_400_000)

/** The day of `2014-08-14`. */
export const iso = (text: string): Day => {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number)
  return dayOf(year, month, day)
}

export const partsOf = (day: Day): DayParts => {
  const date = new Date(day * 86_400_000)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

export const yearOf = (day: Day): number => partsOf(day).year

const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')
const two = (value: number): string => String(value).padStart(2, '0')

const writers = {
  '%Y-%m-%d': ({ year, month, day }) => `${year}-${two(month)}-${two(day)}`,
  '%m/%d/%Y': ({ year, month, day }) => `${two(month)}/${two(day)}/${year}`,
  '%d-%b-%Y': ({ year, month, day }) => `${two(day)}-${months[month - 1] ?? ''}-${year}`,
} satisfies Record<string, (parts: DayParts) => string>

export type DateFormat = keyof typeof writers

/** A day in one of the three formats; nothing for a missing one. */
export const writeDay = (day: Day | null, format: DateFormat = '%Y-%m-%d'): string => (day === null ? '' : writers[format](partsOf(day)))

export const dayBetween = (random: Random, from: Day, to: Day): Day => random.between(from, to)

/** Whole years from birth to a day. */
export const ageOn = (born: Day, day: Day): number => {
  const a = partsOf(born)
  const b = partsOf(day)
  return b.year - a.year - (b.month < a.month || (b.month === a.month && b.day < a.day) ? 1 : 0)
}

/** A birth date that makes the person exactly that many whole years old on the day. */
export const bornAtAge = (random: Random, age: number, day: Day): Day => {
  const { year, month, day: date } = partsOf(day)
  const latest = dayOf(year - age, month, month === 2 && date === 29 ? 28 : date)
  return latest - random.between(0, 363)
}
