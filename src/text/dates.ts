import { foldText } from './fold.js'

export interface DateFormatGuess {
  /** A strptime format that DuckDB knows. `%y` says that years have two digits. */
  readonly format: string
  readonly conforming: number
  readonly tested: number
  /** No sample decides which of the two numbers is the day: month first is then assumed, as in the United States. */
  readonly ambiguous: boolean
}

interface Format {
  readonly format: string
  readonly pattern: RegExp
  /** The same writing with day and month exchanged. */
  readonly swapped: string | undefined
  readonly digitsOnly: boolean
}

const pieces: Readonly<Record<string, string>> = {
  '%Y': '(?<year>\\d{4})', '%y': '(?<shortYear>\\d{2})', '%m': '(?<month>\\d{1,2})', '%d': '(?<day>\\d{1,2})', '%b': '(?<monthName>[a-z]{3})',
  '%B': '(?<monthName>[a-z]{3,9})', '%H': '(?:[01]?\\d|2[0-3])', '%I': '(?:0?[1-9]|1[0-2])', '%M': '[0-5]\\d', '%S': '[0-5]\\d', '%p': '[ap]m',
  '%f': '\\d{1,6}', '%z': '[+-]\\d{2}(?::?\\d{2})?', '.': '\\.', _: ' ',
}
const digitPieces: Readonly<Record<string, string>> = { '%Y': '(?<year>\\d{4})', '%m': '(?<month>\\d{2})', '%d': '(?<day>\\d{2})' }

const patternOf = (format: string, written: Readonly<Record<string, string>>): RegExp =>
  new RegExp(`^${format.replace(/%[A-Za-z]|[._]/g, (part) => written[part] ?? part)}$`, 'i')

/** One a line, `_` for a space; beside it the same with day and month exchanged. */
const separated = `
%Y-%m-%d
%m/%d/%Y  %d/%m/%Y
%m-%d-%Y  %d-%m-%Y
%m.%d.%Y  %d.%m.%Y
%Y/%m/%d
%Y.%m.%d
%m/%d/%y  %d/%m/%y
%m-%d-%y  %d-%m-%y
%d.%m.%y
%d-%b-%Y
%d-%b-%y
%d_%b_%Y
%d_%B_%Y
%b_%d,_%Y
%B_%d,_%Y
%Y-%m-%d_%H:%M:%S
%Y-%m-%d_%H:%M
%Y-%m-%d_%H:%M:%S.%f
%Y-%m-%dT%H:%M:%S
%Y-%m-%dT%H:%M:%SZ
%Y-%m-%dT%H:%M:%S.%f
%Y-%m-%dT%H:%M:%S.%fZ
%Y-%m-%dT%H:%M:%S%z
%m/%d/%Y_%H:%M  %d/%m/%Y_%H:%M
%m/%d/%Y_%H:%M:%S  %d/%m/%Y_%H:%M:%S
%m/%d/%Y_%I:%M:%S_%p
%m/%d/%Y_%I:%M_%p
`

const undivided = `
%Y%m%d
%m%d%Y  %d%m%Y
`

const formatOf = (format: string, swapped: string | undefined, written: Readonly<Record<string, string>>, digitsOnly: boolean): Format => ({
  format: format.replaceAll('_', ' '),
  pattern: patternOf(format, written),
  swapped: swapped?.replaceAll('_', ' '),
  digitsOnly,
})

const formatsOf = (lines: string, written: Readonly<Record<string, string>>, digitsOnly: boolean): Format[] =>
  lines
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [first = '', second] = line.trim().split(/\s+/)
      const one = formatOf(first, second, written, digitsOnly)
      return second === undefined ? [one] : [one, formatOf(second, first, written, digitsOnly)]
    })

const formats: readonly Format[] = [...formatsOf(separated, pieces, false), ...formatsOf(undivided, digitPieces, true)]

/** Every strptime format that is guessed, the likelier first. */
export const dateFormats: readonly string[] = formats.map(({ format }) => format)

const monthNames = 'january february march april may june july august september october november december'.split(' ')
const monthOf = (name: string): number => monthNames.findIndex((month) => month === name || month.slice(0, 3) === name) + 1

const daysIn = (year: number, month: number): number => {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

const conforms = (sample: string, { pattern, digitsOnly }: Format): boolean => {
  const found = pattern.exec(sample)?.groups
  if (found === undefined) return false
  const year = found['year'] === undefined ? 2000 : Number(found['year'])
  const month = found['monthName'] === undefined ? Number(found['month']) : monthOf(found['monthName'].toLowerCase())
  const day = Number(found['day'])
  // Eight digits may be anything; only a year that a living person's papers show makes them a date.
  if (digitsOnly ? year < 1850 || year > 2100 : year < 1) return false
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

const digitsOnlyShare = 0.9

/**
 * The strptime format in which most samples are valid dates of the calendar; `undefined` when none is, and for digits without
 * separators when fewer than nine in ten are. Empty samples are not tested. A two-digit year passes any day that some century has.
 */
export const guessDateFormat = (samples: readonly string[]): DateFormatGuess | undefined => {
  const tested = samples.map((sample) => foldText(sample)).filter((sample) => sample !== '')
  const counts = new Map<string, number>()
  let best: Format | undefined
  let most = 0
  for (const format of formats) {
    const conforming = tested.filter((sample) => conforms(sample, format)).length
    counts.set(format.format, conforming)
    if (format.digitsOnly && conforming < tested.length * digitsOnlyShare) continue
    if (conforming > most) {
      best = format
      most = conforming
    }
  }
  if (best === undefined) return undefined
  const ambiguous = best.swapped !== undefined && counts.get(best.swapped) === most
  return { format: best.format, conforming: most, tested: tested.length, ambiguous }
}
