import { bySex, cultureWeights, givenOf, surnameOf, type Sex } from '../../samples/people.js'
import { dayBetween, iso, partsOf, dayOf, type Day } from '../../samples/dates.js'
import { homeOf, type Home } from '../../samples/places.js'
import type { Culture } from '../../samples/names/index.js'
import { ssnOf } from '../../samples/identifiers.js'
import type { Random } from '../../samples/random.js'

/** A person as he or she is, with the other address and surname that records may bear. */
export interface Resident {
  readonly number: number
  readonly sex: Sex
  readonly given: string
  readonly middle: string
  readonly family: string
  readonly otherFamily: string
  readonly born: Day
  readonly home: Home
  readonly otherHome: Home
  readonly phone: string
  readonly email: string
  readonly ssn: string
}

interface Family {
  readonly culture: Culture
  readonly family: string
  readonly home: Home
  /** The oldest member's year of birth. */
  readonly year: number
}

const shares = { ownPhone: 0.6, otherSurname: 0.2, twin: 0.03, parentsName: 0.04 }
const hosts = [['gmail.com', 50], ['yahoo.com', 20], ['hotmail.com', 12], ['outlook.com', 10], ['aol.com', 8]] as const

const bornIn = (random: Random, from: number, to: number): Day => {
  const day = dayBetween(random, iso(`${from}-01-01`), iso(`${to}-12-31`))
  const { year, month, day: date } = partsOf(day)
  return month === 2 && date === 29 ? dayOf(year, 2, 28) : day
}

/** An address made of the name, as most are, and nobody else's. */
function emailOf(random: Random, given: string, family: string, taken: Set<string>): string {
  const [g = '', f = ''] = [given, family].map((name) => name.toLowerCase().replaceAll(/[^a-z]/gu, ''))
  const user = random.pick([`${g}.${f}`, `${g.slice(0, 1)}${f}`, g])
  const host = random.weighted(hosts)
  let address = `${user}${random.chance(0.5) ? random.between(1, 99) : ''}@${host}`
  while (taken.has(address)) address = `${user}${random.between(100, 99_999)}@${host}`
  taken.add(address)
  return address
}

function resident(random: Random, number: number, seed: number, of: Family, place: number, before: readonly Resident[], emails: Set<string>): Resident {
  const [first, last] = [before[0], before.at(-1)]
  const child = place >= 2
  const sex: Sex = place === 1 && first !== undefined && random.chance(0.9) ? (first.sex === 'M' ? 'F' : 'M') : random.chance(0.5) ? 'M' : 'F'
  const twin = child && last !== undefined && place >= 3 && random.chance(shares.twin)
  const born = twin ? last.born : child ? bornIn(random, Math.min(of.year + 20, 2018), Math.min(of.year + 40, 2020)) : bornIn(random, of.year - 4, of.year + 4)
  const drawn = givenOf(random, of.culture, sex)
  const given = child && first !== undefined && first.sex === sex && random.chance(shares.parentsName) ? first.given : drawn
  const own = surnameOf(random, of.culture)
  const family = bySex(place > 0 && random.chance(shares.otherSurname) ? own : of.family, of.culture, sex)
  return {
    number, sex, given, family, born,
    middle: random.chance(0.7) ? givenOf(random, of.culture, sex) : '',
    otherFamily: bySex(surnameOf(random, of.culture), of.culture, sex),
    home: of.home,
    otherHome: homeOf(random),
    phone: random.chance(shares.ownPhone) ? homeOf(random).phone : of.home.phone,
    email: emailOf(random, given, family, emails),
    ssn: ssnOf(number, seed),
  }
}

/** Residents 1 to `count`, household by household; the same for the same seed. */
export function residents(random: Random, seed: number, count: number, households: boolean): Resident[] {
  const people: Resident[] = []
  const emails = new Set<string>()
  for (let number = 1; people.length < count; number += 1) {
    const draw = random.child(number)
    const culture = draw.weighted(cultureWeights)
    const of: Family = { culture, family: surnameOf(draw, culture), home: homeOf(draw), year: draw.between(1935, 1998) }
    const size = households ? Math.min(draw.between(1, 2) + (draw.chance(0.5) ? draw.between(0, 3) : 0), count - people.length) : 1
    const members: Resident[] = []
    for (let place = 0; place < size; place += 1) members.push(resident(draw.child(place), people.length + place + 1, seed, of, place, members, emails))
    people.push(...members)
  }
  return people
}
