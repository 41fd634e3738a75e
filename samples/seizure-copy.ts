import type { SeizureFacts } from './seizure-facts.js'
import { origins } from './seizure-words.js'
import { centsOf, years, type Line, type Seizure } from './seizures.js'
import type { Random } from './random.js'

/** A seizure with its lines as the copy has them; `record` is absent where the record lacks it. */
export interface Copied {
  readonly seizure: Seizure
  readonly lines: Line[]
  /** Whether the MSRP of the first line is another than the record's. */
  readonly revalued: boolean
}

/** Share of the copy's rows whose money is written with a dollar sign and commas. */
export const dressedRate = 0.06

const inBoth = ({ held }: Seizure): boolean => held === 'both'

/** The cases whose first line gets another MSRP: the two obvious errors, and others at random. */
function revaluedCases(seizures: readonly Seizure[], facts: SeizureFacts, random: Random): Set<Seizure> {
  const both = seizures.filter(inBoth)
  const errors = both.filter(({ error }) => error !== null)
  const others = random.shuffle(both.filter(({ error }) => error === null)).slice(0, facts.msrpChanged - errors.length)
  return new Set([...errors, ...others])
}

const mended = (line: Line, facts: SeizureFacts, error: NonNullable<Seizure['error']>): Line => ({ ...line, msrp: centsOf(facts.errors[error][3] ?? '0') })

const otherThan = (value: number, was: number): number => (value === was ? value + 1 : value)

/** Gives the revalued lines of a year their new MSRP, so that the copy's total of that year is the one stated, to the cent. */
function revalue(copies: readonly Copied[], facts: SeizureFacts, year: (typeof years)[number]): void {
  const own = copies.filter(({ seizure }) => seizure.reportedYear === year && seizure.held !== 'record')
  const free = own.filter(({ seizure, revalued }) => revalued && seizure.error === null)
  const isFree = new Set(free)
  const fixed = own.reduce((sum, copy) => sum + copy.lines.reduce((total, { msrp }, at) => total + (at === 0 && isFree.has(copy) ? 0 : msrp), 0), 0)
  const weights = free.map(({ seizure, lines }) => (lines[0]?.msrp ?? 0) * (0.85 + 0.3 * seizure.random.child('revalued').next()))
  const target = centsOf(facts.msrp.reported[year]) - fixed
  const factor = target / weights.reduce((sum, weight) => sum + weight, 0)
  let left = target
  const largest = free.reduce((best, copy) => ((copy.lines[0]?.msrp ?? 0) > (best.lines[0]?.msrp ?? 0) ? copy : best))
  for (const [at, copy] of free.entries()) {
    const [line] = copy.lines
    if (line === undefined || copy === largest) continue
    const msrp = otherThan(Math.max(1, Math.round((weights[at] ?? 0) * factor)), line.msrp)
    copy.lines[0] = { ...line, msrp }
    left -= msrp
  }
  const [line] = largest.lines
  if (line === undefined || left <= 0 || left === line.msrp) throw new RangeError('no line can take what rounding left')
  largest.lines[0] = { ...line, msrp: left }
}

interface Spot {
  readonly copy: Copied
  readonly at: number
}

const change = ({ copy, at }: Spot, fields: Partial<Line>): void => {
  const line = copy.lines[at]
  if (line !== undefined) copy.lines[at] = { ...line, ...fields }
}

function changeOthers(copies: readonly Copied[], facts: SeizureFacts, random: Random): void {
  const spots = copies.filter(({ seizure }) => inBoth(seizure) && seizure.error === null).flatMap((copy) => copy.lines.map((_, at): Spot => ({ copy, at })))
  const blank = spots.filter(({ copy, at }) => copy.lines[at]?.country === '')
  const named = spots.filter(({ copy, at }) => copy.lines[at]?.country !== '')
  const filled = random.child('filled').shuffle(blank).slice(0, facts.countryFilled)
  const corrected = random.child('corrected').shuffle(named).slice(0, facts.countryChanged - facts.countryFilled)
  for (const [index, spot] of [...filled, ...corrected].entries()) {
    const was = spot.copy.lines[spot.at]?.country
    const other = random.child('country').child(index).shuffle(origins.map(([name]) => name)).find((name) => name !== was)
    change(spot, { country: other ?? 'CHINA' })
  }
  for (const spot of random.child('domestic').shuffle(spots).slice(0, facts.domesticValueChanged)) {
    const was = spot.copy.lines[spot.at]?.domestic ?? 0
    change(spot, { domestic: otherThan(Math.round(was * 1.1), was) })
  }
}

/** The copy of the record's seizures that analysts keep: with some of their own, without others, and with values that they changed. */
export function copySeizures(seizures: readonly Seizure[], facts: SeizureFacts, random: Random): Copied[] {
  const revalued = revaluedCases(seizures, facts, random.child('revalued'))
  const copies = seizures.map((seizure): Copied => {
    const lines = seizure.lines.map((line, at) => (at === 0 && seizure.error !== null ? mended(line, facts, seizure.error) : line))
    return { seizure, lines, revalued: revalued.has(seizure) }
  })
  for (const year of years) revalue(copies, facts, year)
  changeOthers(copies, facts, random.child('others'))
  return copies
}
