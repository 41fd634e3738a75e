import { InputError, type Place } from '../engine/errors.js'
import { controlWord, hashText, isDateName, type ControlWord } from './control-words.js'
import { asKnown } from '../unicode/known.js'

/** What a document states of one file; amounts stay text, so that no decimal is lost. */
export interface FileControls {
  readonly rows?: number
  readonly keys?: number
  readonly units?: number
  /** Decimal. */
  readonly amount?: string
  readonly bytes?: number
  /** `algorithm:digits`. */
  readonly hash?: string
  /** YYYY-MM-DD. */
  readonly cutoff?: string
  /** YYYY-MM-DD. */
  readonly delivered?: string
  /** The document. */
  readonly source: string
}

/** A key or column with its text, and where it stands. */
export interface ControlCell {
  readonly key: string
  readonly text: string
  readonly place: Place
}

/** One entry of a manifest: the names that it gives the file, and what it says. */
export interface ControlEntry {
  readonly names: readonly string[]
  readonly cells: readonly ControlCell[]
  readonly place: Place
}

const counts = ['rows', 'keys', 'units', 'bytes'] as const

const shapeOf = (text: string): string => asKnown(text.slice(0, 40)).replaceAll(/\p{L}|\p{N}/gu, (mark) => (/\p{N}/u.test(mark) ? '9' : /\p{Lu}/u.test(mark) ? 'A' : 'a'))

const faulty = ({ key, text, place }: ControlCell, what: string, remedy: string): InputError => new InputError(`${key} is ${what} (its shape: ${shapeOf(text)})`, place, remedy)

function countOf(cell: ControlCell): number {
  if (!/^\d{1,15}$/.test(cell.text)) throw faulty(cell, 'not a whole number', 'write digits alone')
  return Number(cell.text)
}

function amountOf(cell: ControlCell): string {
  if (!/^-?\d{1,30}(?:\.\d{1,4})?$/.test(cell.text)) throw faulty(cell, 'not a decimal', 'write digits with a point and at most 4 decimals: 1089000000.00')
  return cell.text
}

function dayOf(cell: ControlCell): string {
  const [day] = /^\d{4}-\d{2}-\d{2}(?=$|[T ])/.exec(cell.text) ?? []
  const date = new Date(`${day}T00:00:00Z`)
  if (day === undefined || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(day)) throw faulty(cell, 'not a day of the calendar', 'write YYYY-MM-DD')
  return day
}

/** The one value that cells which say the same thing agree on. */
function agreed<T>(cells: readonly ControlCell[], read: (cell: ControlCell) => T): T | undefined {
  const [first, ...others] = cells
  if (first === undefined) return undefined
  const value = read(first)
  const other = others.find((cell) => read(cell) !== value)
  if (other === undefined) return value
  throw new InputError(`${first.key} and ${other.key} differ, and both would be the same thing`, other.place, `keep one of them, or rename the other`)
}

function cutoffOf(entry: ControlEntry, dates: 'named' | 'any'): string | undefined {
  const stated = agreed(entry.cells.filter(({ key }) => controlWord(key) === 'cutoff'), dayOf)
  if (stated !== undefined || dates === 'named') return stated
  const dated = entry.cells.filter(({ key }) => isDateName(key) && controlWord(key) === undefined)
  if (dated.length <= 1) return dated[0] === undefined ? undefined : dayOf(dated[0])
  throw new InputError(`several dates, and none is called cutoff: ${dated.map(({ key }) => key).join(', ')}`, entry.place, 'rename the day up to which events are covered to cutoff')
}

function hashOf(cells: readonly ControlCell[]): string | undefined {
  const hashes = cells.map((cell) => {
    const hash = hashText(cell.key, cell.text)
    if (hash === undefined) throw faulty(cell, 'no hash that is known', 'write the hexadecimal digits of MD5, SHA-1, SHA-256 or SHA-512')
    return { hash, cell }
  })
  for (const { hash, cell } of hashes) {
    const algorithm = hash.split(':', 1)[0]
    if (hashes.some((other) => other.hash !== hash && other.hash.startsWith(`${algorithm}:`))) throw new InputError(`two hashes by ${algorithm} differ`, cell.place, 'keep one of them')
  }
  return hashes.map(({ hash }) => hash).sort((a, b) => b.length - a.length)[0]
}

/**
 * What an entry states, read and checked; with `any`, its only date that is of no delivery is the cutoff, whatever it is called. Throws InputError
 * with the place of what cannot be read, or is said twice in two ways.
 */
export function statedBy(entry: ControlEntry, source: string, dates: 'named' | 'any'): FileControls {
  const saying = (word: ControlWord): ControlCell[] => entry.cells.filter(({ key }) => controlWord(key) === word)
  const controls: Record<string, string | number> = {}
  const put = (word: string, value: string | number | undefined): void => {
    if (value !== undefined) controls[word] = value
  }
  for (const word of counts) put(word, agreed(saying(word), countOf))
  put('amount', agreed(saying('amount'), amountOf))
  put('hash', hashOf(saying('hash')))
  put('cutoff', cutoffOf(entry, dates))
  put('delivered', agreed(saying('delivered'), dayOf))
  return { ...controls, source }
}

/** The totals among what is stated, as `control_totals` of a config; undefined where there are none. */
export function totalsOf({ rows, keys, units, amount, source }: FileControls): (Pick<FileControls, 'rows' | 'keys' | 'units' | 'amount'> & { source: string }) | undefined {
  const totals = Object.entries({ rows, keys, units, amount }).filter(([, value]) => value !== undefined)
  return totals.length === 0 ? undefined : { ...Object.fromEntries(totals), source }
}

/** Whether an entry states a total. */
export const statesTotals = ({ cells }: ControlEntry): boolean =>
  cells.some(({ key }) => ['rows', 'keys', 'units', 'amount'].includes(controlWord(key) ?? ''))
