import { neighbours } from './fault-words.js'
import { partsOf, dayOf, type Day } from './dates.js'
import type { Random } from './random.js'

/** The text without accents: what most systems keep. */
export const fold = (text: string): string => (/[^ -~]/.test(text) ? text.normalize('NFD').replaceAll(/\p{M}/gu, '') : text)

/** One slip of the keyboard inside a word: a letter more, less, exchanged with its follower, or a neighbouring key instead. */
export const mistype = (random: Random, text: string): string => {
  const letters = Array.from(text)
  const places = letters.flatMap((letter, at) => (neighbours.has(fold(letter)) && at > 0 ? [at] : []))
  if (places.length < 2) return text
  const at = random.pick(places)
  const letter = letters[at] ?? ''
  const near = random.pick(Array.from(neighbours.get(fold(letter)) ?? letter))
  const slip = random.weighted([['substitute', 38], ['delete', 24], ['transpose', 22], ['insert', 16]] as const)
  if (slip === 'delete') return letters.toSpliced(at, 1).join('')
  if (slip === 'insert') return letters.toSpliced(at, 0, random.chance(0.5) ? letter : near).join('')
  const next = letters[at + 1]
  if (slip === 'transpose' && next !== undefined && next !== letter && next !== ' ') return letters.toSpliced(at, 2, next, letter).join('')
  return letters.toSpliced(at, 1, near).join('')
}

/** The text with one of its digits another digit. */
export const oneDigitOff = (random: Random, text: string, from = 0): string => {
  const places = Array.from(text).flatMap((letter, at) => (at >= from && /\d/.test(letter) ? [at] : []))
  if (places.length === 0) return text
  const at = random.pick(places)
  const digit = (Number(text[at]) + random.between(1, 9)) % 10
  return text.slice(0, at) + String(digit) + text.slice(at + 1)
}

/** Day and month exchanged, where that gives another date. */
export const exchangeDayAndMonth = (day: Day): Day => {
  const { year, month, day: date } = partsOf(day)
  return date <= 12 ? dayOf(year, date, month) : day
}

export const firstOfJanuary = (day: Day): Day => dayOf(partsOf(day).year, 1, 1)

/** The date some years later or earlier; 29 February becomes the 28th. */
export const shiftYears = (day: Day, years: number): Day => {
  const { year, month, day: date } = partsOf(day)
  return dayOf(year + years, month, month === 2 && date === 29 ? 28 : date)
}
