import { dayOf, type Day } from './dates.js'
import { rateOf, type Fault, type FaultSource } from './fault-rates.js'
import { exchangeDayAndMonth, firstOfJanuary, fold, mistype, oneDigitOff, shiftYears } from './fault-text.js'
import { ssnAt, ssnCount } from './identifiers.js'
import { nicknames, romanisations } from './fault-words.js'
import type { Person } from './people.js'
import { homeOf } from './places.js'
import type { Random } from './random.js'

/** A person as one source wrote him or her down: upper case, accents kept, empty where missing. */
export interface Written {
  given: string
  middle: string
  family: string
  suffix: string
  sex: string
  born: Day | null
  ssn: string
  aNumber: string
  street: string
  city: string
  state: string
  postcode: string
  phone: string
}

export const placeholderBirth = dayOf(1900, 1, 1)
export const placeholderSsn = '999-99-9999'

type Happens = (fault: Fault) => boolean

/** The name written by another rule of romanisation, or as it was where no rule fits. */
export const romanise = (random: Random, culture: string, name: string): string => {
  const fitting = (romanisations[culture] ?? []).filter(([pattern]) => pattern.test(name))
  if (fitting.length === 0) return name
  const [pattern, instead] = random.pick(fitting)
  return name.replace(pattern, instead)
}

const familyOf = (person: Person, happens: Happens): string => {
  if (person.second !== '') {
    if (happens('second_surname_lost')) return person.family
    return happens('surnames_reversed') ? `${person.second} ${person.family}` : `${person.family} ${person.second}`
  }
  return person.maiden !== '' && happens('other_married_name') ? person.maiden : person.family
}

const givenOf = (person: Person, random: Random, happens: Happens): string => {
  const short = nicknames.get(fold(person.given.split(' ')[0] ?? ''))
  if (short !== undefined && happens('nickname')) return random.child('nickname').pick(short)
  return happens('initial_for_given') ? person.given.slice(0, 1) : person.given
}

const middleOf = (person: Person, happens: Happens): string => {
  if (happens('middle_lost')) return ''
  return happens('middle_initial') ? person.middle.slice(0, 1) : person.middle
}

const bornOf = (person: Person, random: Random, happens: Happens): Day | null => {
  if (happens('birth_date_missing')) return null
  if (happens('birth_date_placeholder')) return placeholderBirth
  if (happens('first_of_january')) return firstOfJanuary(person.born)
  if (happens('birth_year_off')) return shiftYears(person.born, random.child('birth_year_off').pick([-2, -1, -1, 1, 1, 2, 10, -10]))
  return happens('day_month_exchanged') ? exchangeDayAndMonth(person.born) : person.born
}

const ssnOf = (person: Person, random: Random, happens: Happens): string => {
  if (person.ssn === '' || happens('ssn_missing')) return ''
  if (happens('ssn_placeholder')) return placeholderSsn
  if (happens('ssn_of_another')) return ssnAt(random.child('ssn_of_another').between(0, ssnCount - 1))
  return happens('ssn_one_digit') ? oneDigitOff(random.child('ssn_one_digit'), person.ssn, 4) : person.ssn
}

const aNumberOf = (person: Person, random: Random, happens: Happens): string => {
  if (person.aNumber === '' || happens('a_number_missing')) return ''
  return happens('a_number_one_digit') ? oneDigitOff(random.child('a_number_one_digit'), person.aNumber, 2) : person.aNumber
}

const spoilNames = (written: Written, person: Person, random: Random, happens: Happens): void => {
  if (happens('romanised_otherwise')) {
    written.family = romanise(random.child('romanised'), person.culture, written.family)
    written.given = romanise(random.child('romanised_given'), person.culture, written.given)
  }
  if (happens('typing_given')) written.given = mistype(random.child('typing_given'), written.given)
  if (happens('typing_family')) written.family = mistype(random.child('typing_family'), written.family)
  if (happens('given_family_swapped')) [written.given, written.family] = [written.family, written.given]
  if (happens('given_placeholder')) written.given = random.child('given_placeholder').pick(['FNU', 'FNU', 'UNKNOWN'])
  if (happens('family_placeholder')) written.family = random.child('family_placeholder').pick(['LNU', 'LNU', 'UNKNOWN'])
}

/** A person as a source writes the mention of that random stream: each fault happens at its rate, whatever the others do. */
export const writeDown = (person: Person, source: FaultSource, random: Random): Written => {
  const happens: Happens = (fault) => random.happens(fault, rateOf(source, fault))
  const home = happens('moved') ? homeOf(random.child('moved')) : person.home
  const known = !happens('address_missing')
  const written: Written = {
    given: givenOf(person, random, happens),
    middle: middleOf(person, happens),
    family: familyOf(person, happens),
    suffix: person.suffix !== '' && happens('suffix_lost') ? '' : person.suffix,
    sex: happens('sex_wrong') ? (person.sex === 'F' ? 'M' : 'F') : person.sex,
    born: bornOf(person, random, happens),
    ssn: ssnOf(person, random, happens),
    aNumber: aNumberOf(person, random, happens),
    street: known ? (happens('typing_street') ? mistype(random.child('typing_street'), home.street) : home.street) : '',
    city: known ? home.city : '',
    state: known ? home.state : '',
    postcode: known ? home.postcode : '',
    phone: happens('phone_missing') ? '' : home.phone,
  }
  spoilNames(written, person, random, happens)
  return written
}
