import { placeholderBirth, placeholderSsn } from '../../samples/faults.js'
import { exchangeDayAndMonth, fold, mistype, oneDigitOff } from '../../samples/fault-text.js'
import { nicknames } from '../../samples/fault-words.js'
import { writeDay, type DateFormat } from '../../samples/dates.js'
import type { Random } from '../../samples/random.js'
import type { FaultRates } from './shape.js'
import type { Resident } from './households.js'

/** How a source writes: its capitals, dates and heads of columns. */
export interface Style {
  readonly upper: boolean
  readonly dates: DateFormat
  readonly heads: Readonly<Record<Field, string>>
}

const fieldNames = ['given', 'family', 'born', 'sex', 'street', 'city', 'postcode', 'middle', 'state', 'phone', 'email', 'ssn'] as const
export type Field = (typeof fieldNames)[number]

export const fieldsOf = { few: fieldNames.slice(0, 3), usual: fieldNames.slice(0, 7), many: fieldNames } as const

const heads = (text: string): Record<Field, string> =>
  Object.fromEntries(text.split(' ').map((head, index) => [fieldNames[index], head])) as Record<Field, string>

export const styles: readonly Style[] = [
  { upper: true, dates: '%Y-%m-%d', heads: heads('given_name family_name date_of_birth gender street city postcode middle_name state phone email ssn') },
  { upper: false, dates: '%m/%d/%Y', heads: heads('first_name last_name dob sex address city zip middle_name state telephone email ssn') },
]

const missingTimes: Readonly<Record<Field, number>> = {
  given: 0.1, family: 0.1, born: 1, sex: 1, street: 1.5, city: 1, postcode: 1.5, middle: 4, state: 1, phone: 5, email: 6, ssn: 6,
}

const title = (text: string): string => text.toLowerCase().replaceAll(/(?<=^|[ '-])\p{L}/gu, (letter) => letter.toUpperCase())

const typed = (random: Random, label: string, rate: number, text: string): string => (random.happens(`typo ${label}`, rate) ? mistype(random.child(label), text) : text)

function names({ given, family, otherFamily, sex }: Resident, random: Random, faults: FaultRates): { given: string; family: string } {
  const short = nicknames.get(fold(given.split(' ')[0] ?? ''))
  const called = short !== undefined && random.happens('nickname', faults.nickname) ? random.child('nickname').pick(short) : given
  const surname = sex === 'F' && random.happens('surname', faults.surname) ? otherFamily : family
  const pair = { given: typed(random, 'given', faults.typo, called), family: typed(random, 'family', faults.typo, surname) }
  if (random.happens('unknown given', faults.placeholder)) pair.given = 'UNKNOWN'
  if (random.happens('unknown family', faults.placeholder)) pair.family = 'UNKNOWN'
  return random.happens('swapped', faults.swapped) ? { given: pair.family, family: pair.given } : pair
}

function born(resident: Resident, random: Random, faults: FaultRates, dates: DateFormat): string {
  if (random.happens('unknown birth', faults.placeholder)) return writeDay(placeholderBirth, dates)
  const day = random.happens('day month', faults.dayMonth) ? exchangeDayAndMonth(resident.born) : resident.born
  const text = writeDay(day, '%Y-%m-%d')
  const off = random.happens('typo born', faults.typo * 0.4) ? oneDigitOff(random.child('born'), text, 2) : text
  // A digit may give no date at all, which clerks and screens refuse.
  const kept = Number.isNaN(Date.parse(off)) || new Date(off).toISOString().slice(0, 10) !== off ? text : off
  const [year, month, date] = kept.split('-')
  return dates === '%Y-%m-%d' ? kept : `${month}/${date}/${year}`
}

/**
 * A record of a resident as a source wrote it, one text a field. Each fault hangs on the record's own stream and its name, so that a changed
 * rate changes only the records that the fault comes to or leaves.
 */
export function record(resident: Resident, random: Random, faults: FaultRates, style: Style): Record<Field, string> {
  const home = random.happens('moved', faults.moved) ? resident.otherHome : resident.home
  const less = faults.typo * 0.6
  const ssn = random.happens('unknown ssn', faults.placeholder) ? placeholderSsn : resident.ssn
  const written: Record<Field, string> = {
    ...names(resident, random, faults),
    born: born(resident, random, faults, style.dates),
    sex: resident.sex,
    street: typed(random, 'street', less, home.street),
    city: typed(random, 'city', less, home.city),
    postcode: home.postcode,
    middle: random.happens('initial', 0.3) ? resident.middle.slice(0, 1) : typed(random, 'middle', faults.typo, resident.middle),
    state: home.state,
    phone: home === resident.home ? resident.phone : home.phone,
    email: typed(random, 'email', less, resident.email),
    ssn: random.happens('typo ssn', faults.typo * 0.3) ? oneDigitOff(random.child('ssn'), ssn) : ssn,
  }
  for (const field of fieldNames) {
    const rate = Math.min(faults.missing * missingTimes[field], 0.9)
    if (random.happens(`missing ${field}`, rate)) written[field] = ''
  }
  if (!style.upper) for (const field of ['given', 'family', 'middle', 'street', 'city'] as const) written[field] = title(written[field])
  return written
}
