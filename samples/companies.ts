import { english } from './names/english.js'
import { hispanic } from './names/hispanic.js'
import { fold, mistype } from './fault-text.js'
import { homeOf, type Home } from './places.js'
import type { Random } from './random.js'

export interface Company {
  readonly id: string
  readonly company: string
  readonly home: Home
}

const trades = `FARMS|LABOR SERVICES|HOTEL GROUP|NAIL SALON|SOFTWARE|CONSULTING|STAFFING|LANDSCAPING|RESTAURANT|SEAFOOD|NURSERIES|CONSTRUCTION|TECHNOLOGIES|ENGINEERING
HEALTH SYSTEMS|IMPORTS|TRUCKING|CLEANING|ENTERTAINMENT|ORCHARDS|MEDICAL CENTER|DESIGN|SYSTEMS|LOGISTICS`.split(/[|\n]/)

const forms = [['INC', 40], ['LLC', 34], ['CORP', 12], ['CO', 8], ['LP', 3], ['LLP', 3]] as const

/** The company of that serial, the same whoever asks. */
export const companyOf = (root: Random, serial: number): Company => {
  const random = root.child('company').child(serial)
  const owner = fold(random.pick(random.chance(0.8) ? english.surnames : hispanic.surnames))
  const partner = random.chance(0.15) ? ` & ${random.pick(english.surnames)}` : ''
  const company = `${owner}${fold(partner)} ${random.pick(trades)} ${random.weighted(forms)}`
  return { id: `ORG${String(serial).padStart(6, '0')}`, company, home: homeOf(random.child('home')) }
}

const spellings: readonly (readonly [RegExp, string])[] = [
  [/ INC$/, ', INC.'], [/ INC$/, ' INCORPORATED'], [/ LLC$/, ', L.L.C.'], [/ CORP$/, ' CORPORATION'], [/ CO$/, ' COMPANY'], [/ & /, ' AND '], [/ (INC|LLC|CORP)$/, ''],
]

/** The company's name as one petition writes it. */
export const companyWritten = (random: Random, company: Company): string => {
  const fitting = spellings.filter(([pattern]) => pattern.test(company.company))
  let name = company.company
  if (random.happens('company_spelling', 0.2) && fitting.length > 0) {
    const [pattern, instead] = random.child('spelling').pick(fitting)
    name = name.replace(pattern, instead)
  }
  return random.happens('company_typing', 0.02) ? mistype(random.child('typing'), name) : name
}
