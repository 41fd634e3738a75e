import { dayOf, type Day } from './dates.js'
import type { Random } from './random.js'
import type { SeizureFacts } from './seizure-facts.js'
import { dispositions, entryModes, goods, origins, ports, trademarks } from './seizure-words.js'

/** Money in whole cents, so that sums are exact. */
type Cents = number

/** One line of a seizure: one kind of goods under one right. */
export interface Line {
  readonly number: string
  readonly item: string
  readonly trademark: string
  readonly country: string
  readonly quantity: number
  readonly domestic: Cents
  readonly msrp: Cents
}

/** One seizure as the system of record holds it, or would. */
export interface Seizure {
  readonly number: string
  /** Years are counted from 0, which is the fiscal year 2017; by the record's date. */
  readonly year: number
  readonly date: Day
  /** Date in the copy: another only where the copy moves the seizure to another fiscal year. */
  readonly reportedDate: Day
  readonly reportedYear: number
  readonly port: string
  readonly mode: string
  readonly disposition: string
  readonly held: 'both' | 'record' | 'reported'
  /** Whether its first line is one of the two obvious errors. */
  readonly error: 'garments' | 'masks' | null
  readonly lines: Line[]
  readonly random: Random
}

export const years = [0, 1, 2, 3] as const
const firstYear = 2017

/** Cents of `1089000000.00`. */
export const centsOf = (text: string): Cents => Number(text.replace('.', ''))

const yearStart = (year: number): Day => dayOf(firstYear + year - 1, 10, 1)
const yearEnd = (year: number): Day => yearStart(year + 1) - 1

/** About what the seizures of the copy alone and of the record alone are worth, by year; the rest falls to those in both. */
const worth = { reported: [2_400_000_00, 3_100_000_00, 60_000_000_00, 1_700_000_00], record: [1_100_000_00, 900_000_00, 21_000_000_00, 800_000_00] } as const

type Plan = Pick<Seizure, 'held' | 'year' | 'reportedYear' | 'error'> & { readonly lineCount: number }

/** How many lines each of a group of seizures has: the same for every seed, so that rows can be stated. */
const lineCount = (place: number, of: number): number => {
  const share = place / of
  return share < 0.68 ? 1 : share < 0.88 ? 2 : share < 0.96 ? 3 : 4
}

const group = (count: number, plan: Omit<Plan, 'lineCount'>): Plan[] => Array.from({ length: count }, (_, at) => ({ ...plan, lineCount: lineCount(at, count) }))

const planAll = (facts: SeizureFacts): Plan[] => {
  const moves = Object.entries(facts.reclassified).map(([move, count]) => {
    const [from = 0, to = 0] = move.split('>').map((text) => Number(text) - firstYear)
    return { from, to, count }
  })
  return years.flatMap((year) => {
    const away = moves.filter(({ from }) => from === year)
    const errors = ([['garments', 2], ['masks', 3]] as const).filter(([, of]) => of === year)
    const moved = away.reduce((sum, { count }) => sum + count, 0)
    const plain = facts.record[year] - facts.removed[year] - moved - errors.length
    return [
      ...group(plain, { held: 'both', year, reportedYear: year, error: null }),
      ...group(facts.removed[year], { held: 'record', year, reportedYear: year, error: null }),
      ...group(facts.added[year], { held: 'reported', year, reportedYear: year, error: null }),
      ...away.flatMap(({ to, count }) => group(count, { held: 'both', year, reportedYear: to, error: null })),
      ...errors.flatMap(([error]) => group(1, { held: 'both', year, reportedYear: year, error })),
    ]
  })
}

const datesOf = ({ year, reportedYear }: Plan, random: Random): { date: Day; reportedDate: Day } => {
  const near = (at: number, last: boolean): Day => (last ? yearEnd(at) - random.between(0, 11) : yearStart(at) + random.between(0, 11))
  if (year !== reportedYear) return { date: near(year, reportedYear > year), reportedDate: near(reportedYear, reportedYear < year) }
  const date = random.between(yearStart(year), yearEnd(year))
  return { date, reportedDate: date }
}

const sizes: readonly (readonly [readonly [number, number], number])[] = [[[3, 40], 50], [[40, 400], 32], [[400, 3000], 15], [[3000, 20_000], 3]]
const kinds = goods.map((kind) => [kind, kind.weight] as const)

const drawLine = (random: Random, at: number, small: boolean): Line => {
  const kind = random.weighted(kinds)
  const unit = kind.low + Math.floor((kind.high - kind.low) * random.next() ** 3)
  const [low, high] = small ? [3, 30] : random.weighted(sizes)
  const quantity = Math.ceil(random.between(low, high) / (kind.few === true ? 10 : 1))
  return {
    number: String(at + 1).padStart(3, '0'),
    item: kind.name,
    trademark: random.pick(trademarks),
    country: random.chance(0.015) ? '' : random.weighted(origins),
    quantity,
    domestic: random.between(8, 35),
    msrp: unit * quantity,
  }
}

const errorLine = (facts: SeizureFacts, error: 'garments' | 'masks'): Pick<Line, 'item' | 'country' | 'quantity' | 'domestic' | 'msrp'> => {
  const [quantity = '', domestic = '', msrp = ''] = facts.errors[error]
  return { item: error === 'garments' ? 'APPAREL' : 'FACE MASKS', country: 'CHINA', quantity: Number(quantity), domestic: centsOf(domestic), msrp: centsOf(msrp) }
}

/** A line with its quantity scaled, and its domestic value as the percentage of MSRP that it was drawn as. */
const scaled = (line: Line, factor: number): Line => {
  const quantity = Math.max(1, Math.round(line.quantity * factor))
  const msrp = (line.msrp / line.quantity) * quantity
  return { ...line, quantity, msrp, domestic: Math.max(1, Math.round((msrp * line.domestic) / 100)) }
}

const sumOf = (lines: readonly Line[]): Cents => lines.reduce((sum, { msrp }) => sum + msrp, 0)

/** Scales the lines drawn so that they sum to about the target. */
const scaleTo = (seizures: readonly Seizure[], target: Cents): void => {
  const drawn = seizures.flatMap(({ lines, error }) => (error === null ? lines : lines.slice(1)))
  const factor = target / sumOf(drawn)
  for (const { lines, error } of seizures) for (const [at, line] of lines.entries()) if (at > 0 || error === null) lines[at] = scaled(line, factor)
}

/** Makes the record's MSRP of a year the figure stated, to the cent: the line worth most takes what rounding left. */
const balance = (seizures: readonly Seizure[], target: Cents): void => {
  const rest = target - seizures.reduce((sum, { lines }) => sum + sumOf(lines), 0)
  const largest = seizures.filter(({ held }) => held === 'both').reduce((best, one) => ((one.lines[0]?.msrp ?? 0) > (best.lines[0]?.msrp ?? 0) ? one : best))
  const [line] = largest.lines
  if (line === undefined || line.msrp + rest <= 0) throw new RangeError('no seizure is large enough to take what rounding left')
  largest.lines[0] = { ...line, msrp: line.msrp + rest }
}

const setValues = (seizures: readonly Seizure[], facts: SeizureFacts): void => {
  for (const year of years) {
    const of = (held: Seizure['held']): Seizure[] => seizures.filter((seizure) => seizure.year === year && seizure.held === held)
    const target = centsOf(facts.msrp.record[year])
    scaleTo(of('reported'), worth.reported[year])
    scaleTo(of('record'), worth.record[year])
    scaleTo(of('both'), target - worth.record[year])
    balance([...of('both'), ...of('record')], target)
  }
}

/** All seizures in the order of the record's dates; case numbers are fiscal year, port and serial, each port with gaps of its own. */
export const makeSeizures = (random: Random, facts: SeizureFacts): Seizure[] => {
  const planned = planAll(facts).map((plan, at) => {
    const own = random.child(at)
    return { plan, own, ...datesOf(plan, own.child('date')), port: own.child('port').weighted(ports) }
  })
  const serials = new Map<string, number>()
  const seizures = planned.sort((a, b) => a.date - b.date).map(({ plan, own, date, reportedDate, port }): Seizure => {
    const series = `${firstYear + plan.year}-${port.code}`
    const serial = (serials.get(series) ?? 0) + own.child('serial').between(1, 9)
    serials.set(series, serial)
    const { held, year, reportedYear, error } = plan
    const lines = Array.from({ length: plan.lineCount }, (_, at) => {
      const line = drawLine(own.child('line').child(at), at, year !== reportedYear)
      return at === 0 && error !== null ? { ...line, ...errorLine(facts, error) } : line
    })
    return {
      number: `${series}-${String(serial).padStart(6, '0')}`, year, date, reportedDate, reportedYear, port: port.name, held, error, lines, random: own,
      mode: own.child('mode').weighted(entryModes),
      disposition: own.child('disposition').weighted(dispositions),
    }
  })
  setValues(seizures, facts)
  return seizures
}
