import { dayBetween, iso } from './dates.js'
import type { SampleFacts } from './facts.js'
import { shiftYears } from './fault-text.js'
import type { Given, Person, Population, Standing } from './people.js'
import { givenOf } from './people.js'
import type { Random } from './random.js'
import type { Case } from './tecs-cases.js'

/** A person as subject of one investigation: the row of an extract. */
export interface Subject {
  readonly case: Case
  readonly ordinal: number
  readonly person: Person
  readonly role: string
  readonly random: Random
}

export const subjectNumber = (subject: Subject): string => String(subject.ordinal).padStart(3, '0')

const standings: readonly (readonly [Standing, number])[] = [['citizen', 50], ['resident', 26], ['visitor', 24]]
const roles = [['SUSPECT', 52], ['ASSOCIATE', 33], ['MET', 15]] as const

const earliest = iso('1940-01-01')
const latest = iso('1984-12-31')

const sizesOf = (random: Random, cases: readonly Case[], total: number): number[] => {
  const sizes = cases.map((_, at) => 1 + Math.floor(-Math.log(1 - random.child('size').child(at).next()) * 3.6))
  let surplus = sizes.reduce((sum, size) => sum + size, 0) - total
  for (let at = 0; surplus !== 0; at = (at + 1) % sizes.length) {
    const size = sizes[at] ?? 0
    if (surplus > 0 && size <= 1) continue
    sizes[at] = size - Math.sign(surplus)
    surplus -= Math.sign(surplus)
  }
  return sizes
}

/** A relative of somebody already named in the case: brother or sister, or father or son of the same name. */
const relativeOf = (random: Random, kin: Person): Given => {
  const shared = { culture: kin.culture, family: kin.family, second: kin.second, home: kin.home, country: kin.country, standing: kin.standing }
  if (kin.sex === 'M' && kin.suffix === '' && kin.born < iso('1962-01-01') && random.chance(0.3)) {
    return { ...shared, sex: 'M', given: kin.given, middle: kin.middle, suffix: 'JR', born: shiftYears(kin.born, 22) + random.between(0, 300) }
  }
  const sex = kin.culture === 'slavic' ? kin.sex : random.chance(0.5) ? 'F' : 'M'
  const twin = random.chance(0.06)
  const born = twin ? kin.born : Math.min(latest, Math.max(earliest, kin.born + random.between(-2500, 2500)))
  return { ...shared, sex, given: givenOf(random.child('given'), kin.culture, sex), maiden: '', born }
}

const strangerFrom = (random: Random): Given => ({
  standing: random.weighted(standings),
  born: dayBetween(random, earliest, latest),
  ...(random.chance(0.01) ? { suffix: random.pick(['SR', 'II', 'III']) } : {}),
})

/** Somebody made before who is not yet in the case. */
const pickOther = (random: Random, made: readonly Person[], mates: readonly Person[]): Person => {
  for (;;) {
    const person = random.pick(made)
    if (!mates.includes(person)) return person
  }
}

/** The subjects of the investigations that name anyone; the first of a case is always a person of that case alone in order of making. */
export const makeSubjects = (random: Random, cases: readonly Case[], people: Population, facts: SampleFacts): Subject[] => {
  const named = cases.filter((entry) => entry.held.slice(0, 4).some(Boolean))
  const sizes = sizesOf(random, named, facts.subjectRecords)
  const slots = named.flatMap((entry, at) => Array.from({ length: sizes[at] ?? 0 }, (_, place) => ({ entry, ordinal: place + 1 })))
  const later = slots.flatMap((slot, at) => (slot.ordinal > 1 && at > slots.length / 10 ? [at] : []))
  const repeats = new Set(random.child('repeats').shuffle(later).slice(0, facts.subjectRecords - facts.subjects))
  const made: Person[] = []
  const subjects: Subject[] = []
  let mates: Person[] = []
  for (const [at, { entry, ordinal }] of slots.entries()) {
    const draw = random.child('subject').child(at)
    if (ordinal === 1) mates = []
    const known = repeats.has(at) ? pickOther(draw, made, mates) : undefined
    const kin = mates.length > 0 && draw.chance(0.18) ? draw.pick(mates) : undefined
    const person = known ?? people.make(1 + made.length, kin === undefined ? strangerFrom(draw) : relativeOf(draw, kin))
    if (known === undefined) made.push(person)
    mates.push(person)
    subjects.push({ case: entry, ordinal, person, role: draw.weighted(roles), random: draw.child('record') })
  }
  return subjects
}
