import { closeSync, openSync, writeSync } from 'node:fs'
import { Random } from '../samples/random.js'
import { homeOf } from '../samples/places.js'
import { bySex, cultureWeights, givenOf, surnameOf } from '../samples/people.js'
import { dayBetween, iso, writeDay } from '../samples/dates.js'

const header = 'record_id,first_name,middle_name,last_name,sex,date_of_birth,ssn,street,city,state,postcode,phone'
const blanks = (random: Random, value: string, share: number): string => (random.chance(share) ? '' : value)

function row(random: Random, number: number): string {
  const culture = random.weighted(cultureWeights)
  const sex = random.chance(0.5) ? 'F' : 'M'
  const home = homeOf(random)
  const born = writeDay(dayBetween(random, iso('1930-01-01'), iso('2004-12-31')), '%m/%d/%Y')
  const digits = String(random.between(100_000_000, 899_999_999))
  const ssn = `${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}`
  const middle = blanks(random, givenOf(random, culture, sex), 0.5)
  const family = bySex(surnameOf(random, culture), culture, sex)
  const personal = [givenOf(random, culture, sex), middle, family, sex, blanks(random, born, 0.03), blanks(random, ssn, 0.3)]
  return [`p${String(number).padStart(9, '0')}`, ...personal, home.street, home.city, home.state, home.postcode, home.phone].join(',')
}

/** Writes a CSV of `count` made-up person rows, the same for the same seed. */
export function writePeople(path: string, count: number, seed = 1): void {
  const random = Random.seeded(seed)
  const file = openSync(path, 'w', 0o600)
  let lines = [header]
  for (let number = 1; number <= count; number += 1) {
    lines.push(row(random, number))
    if (lines.length === 10_000) {
      writeSync(file, `${lines.join('\n')}\n`)
      lines = []
    }
  }
  if (lines.length > 0) writeSync(file, `${lines.join('\n')}\n`)
  closeSync(file)
}
