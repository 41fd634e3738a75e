import { guessDateFormat, type DateFormatGuess } from './dates.js'
import { foldName } from './fold.js'
import { genderCode, stateCode } from './places.js'
import { asKnown } from '../unicode/known.js'

/** What a profile knows of one column: counts, and up to 200 distinct values. */
export interface ColumnSketch {
  readonly name: string
  readonly rows: number
  readonly filled: number
  readonly distinct: number
  readonly samples: readonly string[]
}

const share = (samples: readonly string[], test: (sample: string) => boolean): number => {
  const filled = samples.filter((sample) => sample.trim() !== '')
  return filled.length === 0 ? 0 : filled.filter((sample) => test(sample.trim())).length / filled.length
}

const matching = (pattern: RegExp) => (column: ColumnSketch, least = 0.8): boolean => share(column.samples, (sample) => pattern.test(sample)) >= least

export const isEmpty = (column: ColumnSketch): boolean => column.filled === 0
export const isConstant = (column: ColumnSketch): boolean => column.distinct === 1
export const isUnique = (column: ColumnSketch): boolean => column.filled > 0 && column.distinct >= column.filled
export const isUniqueKey = (column: ColumnSketch): boolean => isUnique(column) && column.filled === column.rows

export const looksEmail = matching(/^[^\s@]+@[^\s@]+$/)
export const looksNumeric = matching(/^[-+]?\d+(?:[.,]\d+)*$/)
export const looksSsn = matching(/^\d{3}[- ]?\d{2}[- ]?\d{4}$/)
export const looksDashedSsn = matching(/^\d{3}-\d{2}-\d{4}$/)
export const looksANumber = matching(/^A[-# ]?\d{7,9}$/i)
export const looksReceipt = matching(/^[A-Z]{3}-?\d{10}$/i)
export const looksPhone = matching(/^(?:\+\d[\d ().-]{6,17}|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4})(?:\s*x\d+)?$/)
export const looksUnit = matching(/^(?:#|(?:apt|apartment|unit|suite|ste|room|rm|flat|floor|bldg|po box|p\.o\. box)\b)|\b(?:floor|suite)$/i)
export const looksOrganisation = matching(
  /\b(?:inc|llc|llp|ltd|corp|corporation|company|co|association|associates|group|foundation|institute|embassy|ministry|government|bureau|office|council|committee|bank|partners|services|international|gmbh|agency)\b|&/i,
)
export const looksGender = (column: ColumnSketch, least = 0.8): boolean => column.distinct <= 10 && share(column.samples, (sample) => genderCode(sample) !== '') >= least
export const looksState = (column: ColumnSketch, least = 0.95): boolean => share(column.samples, (sample) => stateCode(sample) !== '') >= least
export const looksLettered = (column: ColumnSketch, least = 0.8): boolean => share(column.samples, (sample) => /\p{L}/u.test(asKnown(sample))) >= least

const inRange = (low: number, high: number) => (column: ColumnSketch, least = 0.9): boolean =>
  share(column.samples, (sample) => /^\d+(?:\.0+)?$/.test(sample) && Number(sample) >= low && Number(sample) <= high) >= least
export const looksAge = inRange(0, 130)
export const looksYear = inRange(1800, 2100)
export const looksMonth = inRange(1, 12)
export const looksDayOfMonth = inRange(1, 31)

/** Few values for many rows. A column that is mostly empty is judged by what it holds. */
export const isCategory = (column: ColumnSketch): boolean =>
  column.distinct > 0 && column.distinct <= Math.max(12, Math.min(200, column.filled * 0.05)) && (column.distinct < column.filled || column.filled < 12)

/** Sentences rather than values: most samples longer than 40 characters and of seven words or more. */
export const isFreeText = (column: ColumnSketch): boolean => share(column.samples, (sample) => sample.length > 40 && sample.split(/\s+/).length > 6) >= 0.5

const leastShareOfDates = 0.8

/** The date format in which at least four in five samples are dates; a cell with several values (`;`, `|`) counts each. */
export const dateFormat = (column: ColumnSketch, least = leastShareOfDates): DateFormatGuess | undefined => {
  const guess = guessDateFormat(column.samples.flatMap((sample) => sample.split(/[;|]/)))
  return guess !== undefined && guess.conforming >= guess.tested * least ? guess : undefined
}

const wordsOf = (column: ColumnSketch): ReadonlySet<string> =>
  new Set(column.samples.flatMap((sample) => foldName(sample).split(' ')).filter((word) => word.length > 2))

/**
 * Does this column only repeat the others? So when most of its words occur in at least three other columns' samples, its usual
 * value drawing on two or more of them. Samples are not row by row, so this is about words, not about rows.
 */
export const repeatsOthers = (column: ColumnSketch, others: readonly ColumnSketch[]): boolean => {
  const vocabularies = others.filter((other) => !isFreeText(other)).map(wordsOf)
  const sources = new Set<number>()
  let words = 0
  let found = 0
  let mixed = 0
  for (const sample of column.samples) {
    const from = new Set<number>()
    for (const word of foldName(sample).split(' ')) {
      if (word.length < 3) continue
      words++
      const at = vocabularies.findIndex((vocabulary) => vocabulary.has(word))
      if (at < 0) continue
      found++
      from.add(at)
      sources.add(at)
    }
    if (from.size >= 2) mixed++
  }
  return words > 0 && found >= words * 0.6 && sources.size >= 3 && mixed >= column.samples.length * 0.6
}
