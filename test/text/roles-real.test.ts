import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { guessRoles } from '../../src/text/roles.js'
import { sketch } from './sketches.js'

const folder = new URL('../../../shared/data/', import.meta.url)

const records = (csv: string): string[][] => {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '') break
    if (end !== ',') rows.push([])
  }
  return rows.filter((row) => row.length > 1)
}

const febrl =
  'record_id ignore, given_name given_name, surname family_name, street_number house_number, address_1 street, address_2 street, suburb city, postcode postcode, state state, date_of_birth date_of_birth, soc_sec_id national_id'
const pseudopeople =
  'record_id ignore, first_name given_name, middle_initial middle_name, last_name family_name, age age, date_of_birth date_of_birth, street_number house_number, street_name street, unit_number unit, city city, state state, zipcode postcode, housing_type category, relationship_to_reference_person category, sex gender, race_ethnicity category, year ignore'
const truth: Readonly<Record<string, string>> = {
  'febrl/febrl1.csv': febrl,
  'febrl/febrl4b.csv': febrl,
  'pseudopeople_default/census2020.csv': pseudopeople,
  'pseudopeople_default/census2030.csv': pseudopeople,
  'pseudopeople_default/acs2019.csv': pseudopeople.replace(', year ignore', ', survey_date date'),
  'pseudopeople_default/ssa.csv':
    'record_id ignore, ssn ssn, first_name given_name, middle_name middle_name, last_name family_name, date_of_birth date_of_birth, sex gender, event_type category, event_date date',
  'splink_fake1000/fake1000.csv': 'record_id ignore, first_name given_name, surname family_name, dob date_of_birth, city city, email email',
  'splink_historical50k/historical50k.csv':
    'record_id ignore, full_name full_name, first_and_surname full_name, first_name given_name, surname family_name, dob date_of_birth, birth_place birth_place, postcode_fake postcode, gender gender, occupation occupation',
  'rldata500/RLdata500.csv':
    'record_id ignore, fname_c1 given_name, fname_c2 middle_name, lname_c1 family_name, lname_c2 family_name, by birth_year, bm birth_month, bd birth_day',
  'secondstring/census.csv':
    'record_id ignore, source source_system, last_name family_name, first_name given_name, middle_initial middle_name, house_number house_number, street street, text ignore',
  'senzing_truthset/customers.csv':
    'DATA_SOURCE ignore, RECORD_ID ignore, PRIMARY_NAME_FULL full_name, PRIMARY_NAME_ORG organisation, PRIMARY_NAME_LAST family_name, NATIVE_NAME_FULL alias, SSN_NUMBER ssn, ADDR_FULL street, ADDR_LINE1 street, ADDR_STATE state, RECORD_TYPE ignore, AMOUNT ignore, DATE date, STATUS ignore',
  'senzing_truthset/watchlist.csv': 'RECORD_TYPE ignore, DRIVERS_LICENSE_NUMBER drivers_license, DRIVERS_LICENSE_STATE ignore, EMPLOYER organisation, CATEGORY category',
  'washpost_extracts/extract_20191231.csv':
    'id ignore, name full_name, date date, manner_of_death category, armed category, age age, gender gender, race category, city city, state state, flee category, body_camera category',
  'fara_extracts/registrants_20190629.csv':
    'Registration_Number identifier, Registration_Date date, Termination_Date date, Name organisation, Business_Name organisation, Address_1 street, City city, State state, Zip postcode',
  'ofac_sdn/sdn_individuals_20190115.csv':
    'ent_num ignore, name full_name, last_name family_name, first_names given_name, program category, title occupation, dobs date_of_birth, pobs birth_place, nationality country, citizen country, gender gender, passports passport, national_ids national_id, other_aka alias',
  'uscis_h1b_hub/h1b_datahub_fy2022.csv': 'Fiscal Year ignore, Employer organisation, Tax ID identifier, State state, City city, ZIP postcode',
}

describe('roles of real files beside the project', () => {
  const missing = Object.keys(truth).filter((file) => !existsSync(new URL(file, folder)))
  it.skipIf(missing.length > 0)(`all files are there${missing.length > 0 ? `; SKIPPED, missing: ${missing.join(', ')}` : ''}`, () => expect(missing).toEqual([]))

  it.each(Object.entries(truth).filter(([file]) => !missing.includes(file)))('%s', (file, expected) => {
    const [header = [], ...rows] = records(readFileSync(new URL(file, folder), 'utf8'))
    const guesses = guessRoles(header.map((name, at) => sketch(name, rows.map((row) => row[at] ?? ''))))
    const wanted = expected.split(', ').map((pair) => [pair.slice(0, pair.lastIndexOf(' ')), pair.slice(pair.lastIndexOf(' ') + 1)])
    expect(wanted.map(([name]) => [name, guesses.find((guess) => guess.name === name)?.role])).toEqual(wanted)
  })
})
