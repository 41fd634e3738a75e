import { companyWritten, type Company } from './companies.js'
import { writeDay } from './dates.js'
import { writeDown, type Written } from './faults.js'
import { fold } from './fault-text.js'
import { countryOf } from './nationality.js'
import type { Person, Population } from './people.js'
import { backgroundUnit, type Beneficiary, type Petition } from './petitions.js'
import type { Random } from './random.js'
import type { Truth } from './truth.js'
import { Table, type Cell } from './write.js'

const columns = `receipt_number beneficiary_number form class filed_on decision decided_on petitioner_type petitioner_company petitioner_last_name
petitioner_first_name petitioner_middle_name petitioner_suffix petitioner_sex petitioner_date_of_birth petitioner_ssn petitioner_a_number petitioner_street
petitioner_city petitioner_state petitioner_postcode petitioner_phone beneficiary_last_name beneficiary_first_name beneficiary_middle_name beneficiary_sex
beneficiary_date_of_birth beneficiary_a_number beneficiary_country_of_birth relationship`.split(/\s+/)

const centres = ['EAC', 'WAC', 'LIN', 'SRC', 'MSC']
const space = 100_000_000

/** Three letters and ten digits: centre, fiscal year of filing, and a serial that no other petition of the same seed has. */
const receipt = (serial: number, petition: Petition, seed: number): string => {
  const [year, month] = writeDay(petition.filed).split('-').map(Number)
  const fiscal = ((year ?? 0) + ((month ?? 0) >= 10 ? 1 : 0)) % 100
  const digits = (serial * 61_803_399 + seed * 7_654_321) % space
  return `${centres[serial % centres.length] ?? ''}${String(fiscal).padStart(2, '0')}${String(digits).padStart(8, '0')}`
}

const companyCells = (company: Company, random: Random): Cell[] => {
  const { street, city, state, postcode, phone } = company.home
  return ['COMPANY', companyWritten(random, company), '', '', '', '', '', '', '', '', street, city, state, postcode, phone]
}

const personCells = (written: Written): Cell[] => [
  'PERSON', '', fold(written.family), fold(written.given), fold(written.middle), written.suffix, written.sex, writeDay(written.born), written.ssn, written.aNumber,
  written.street, written.city, written.state, written.postcode, written.phone,
]

const petitionerCells = ({ petitioner, random }: Petition): Cell[] =>
  'company' in petitioner
    ? companyCells(petitioner, random.child('company'))
    : personCells(writeDown(petitioner, 'CLAIMS3', random.child('petitioner')))

const bornIn = (person: Person, random: Random): string => (person.country === 'UNITED STATES' ? countryOf(random, person.culture) : person.country)

const beneficiaryCells = ({ person, relationship }: Beneficiary, random: Random): Cell[] => {
  const written = writeDown(person, 'CLAIMS3', random)
  const alien = random.happens('still_abroad', 0.5) ? '' : written.aNumber
  return [
    fold(written.family), fold(written.given), fold(written.middle), written.sex, writeDay(written.born), alien, bornIn(person, random.child('country')), relationship,
  ]
}

/** The petition file as it grows: one row per petition and beneficiary, each mention told to the truth. */
class PetitionFile {
  petitions = 0
  readonly #table: Table

  constructor(
    out: string,
    private readonly truth: Truth,
    private readonly seed: number,
    private readonly wanted: number,
  ) {
    this.#table = new Table(out, 'claims3_petitions.csv', columns)
  }

  get full(): boolean {
    return this.petitions >= this.wanted
  }

  write(petition: Petition): void {
    const number = receipt(this.petitions, petition, this.seed)
    this.petitions += 1
    const petitioner = petitionerCells(petition)
    const head = [number, petition.form, petition.class, writeDay(petition.filed), petition.decision, writeDay(petition.decided)]
    for (const [at, beneficiary] of petition.beneficiaries.entries()) {
      const ordinal = String(at + 1).padStart(2, '0')
      this.#table.row([number, ordinal, ...head.slice(1), ...petitioner, ...beneficiaryCells(beneficiary, petition.random.child('beneficiary').child(at))])
      this.truth.mention('CLAIMS3', `${number}|${ordinal}`, 'petitioner', petition.petitioner.id)
      this.truth.mention('CLAIMS3', `${number}|${ordinal}`, 'beneficiary', beneficiary.person.id)
    }
  }

  close(): number {
    this.#table.close()
    return this.#table.rows
  }
}

export interface Claims3Plan {
  readonly people: Population
  /** Petitions that the story needs, by filer; they are spread among the others. */
  readonly story: readonly (readonly Petition[])[]
  readonly petitions: number
  readonly seed: number
  readonly random: Random
}

/** Writes petitions up to the number wanted, at memory that does not grow with it. Returns rows. */
export const writeClaims3 = (out: string, plan: Claims3Plan, truth: Truth): number => {
  const file = new PetitionFile(out, truth, plan.seed, plan.petitions)
  const told = plan.story.reduce((sum, unit) => sum + unit.length, 0)
  const slots = Math.max(1, Math.floor((plan.petitions - told) / 1.8))
  const queue = plan.story
    .map((unit, at) => ({ unit, slot: Math.floor(plan.random.child('slot').child(at).next() * slots) }))
    .sort((a, b) => a.slot - b.slot)
  const pool = Math.ceil(plan.petitions / 40)
  let next = 0
  for (let serial = 0; !file.full; serial += 1) {
    for (; (queue[next]?.slot ?? Infinity) <= serial; next += 1) queue[next]?.unit.forEach((petition) => file.write(petition))
    for (const petition of backgroundUnit(plan.random.child('unit').child(serial), plan.people, serial, pool)) if (!file.full) file.write(petition)
  }
  if (next < queue.length) throw new RangeError('the petitions wanted are too few for the story')
  return file.close()
}
