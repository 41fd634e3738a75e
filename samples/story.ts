import type { Cast } from './cast.js'
import { dayBetween, dayOf, iso, yearOf, type Day } from './dates.js'
import type { SampleFacts } from './facts.js'
import { shiftYears } from './fault-text.js'
import type { Person, Population } from './people.js'
import { drawRelationship, familyPetition, type Decision, type Petition } from './petitions.js'
import { relative, type Relationship } from './relatives.js'
import type { Random } from './random.js'

type Dates = Pick<Petition, 'filed' | 'decision' | 'decided'>

/** Petitions of one filer, and whom the approved ones of the window brought in. */
export interface Story {
  readonly units: readonly (readonly Petition[])[]
  readonly broughtIn: readonly Person[]
}

const base = 2_000_000
const block = 64

const decidedOn = (random: Random, decision: Decision, decided: Day): Dates => ({
  filed: decided - random.between(40, 420),
  decision,
  decided: decision === 'PENDING' ? null : decided,
})

const inWindow = (random: Random, facts: SampleFacts): Day => dayBetween(random, iso(facts.decided.from), iso(facts.decided.to))

const outside = (random: Random): Day =>
  random.chance(0.5) ? dayBetween(random, iso('2003-09-01'), iso('2004-12-31')) : dayBetween(random, iso('2015-01-01'), iso('2015-06-30'))

const approvedOutside = (random: Random): Dates => decidedOn(random, 'APPROVED', outside(random))

const unsuccessful = (random: Random): Dates =>
  decidedOn(random, random.weighted([['DENIED', 7], ['WITHDRAWN', 2], ['PENDING', 1]] as const), dayBetween(random, iso('2005-01-01'), iso('2015-06-30')))

/** How many each petitioning subject brought in: one, and the rest dealt out, six at most. */
const shares = (random: Random, facts: SampleFacts): number[] => {
  const counts = Array.from({ length: facts.petitioningSubjects }, () => 1)
  for (let left = facts.beneficiaries - facts.petitioningSubjects; left > 0; ) {
    const at = Math.floor(random.next() ** 1.8 * counts.length)
    if ((counts[at] ?? 6) >= 6) continue
    counts[at] = (counts[at] ?? 0) + 1
    left -= 1
  }
  return random.shuffle(counts)
}

/** A petition as it was approved, with what often comes before or after: an earlier refusal, or a second approval for the same person. */
const withHistory = (approved: Petition, random: Random, facts: SampleFacts): Petition[] => {
  const found = [approved]
  if (random.chance(0.1)) {
    const refused = decidedOn(random, 'DENIED', approved.filed - random.between(20, 200))
    found.unshift({ ...approved, ...refused, random: random.child('refused') })
  }
  const next = (approved.decided ?? 0) + random.between(200, 700)
  const fiance = approved.class === 'K1'
  if (random.chance(0.12) && next <= iso(facts.decided.to)) {
    const spouse = approved.beneficiaries.slice(0, 1).map(({ person }) => ({ person, relationship: 'SPOUSE' }))
    const again = fiance ? { form: 'I-130', class: 'CR1', beneficiaries: spouse } : {}
    found.push({ ...approved, ...again, ...decidedOn(random, 'APPROVED', next), random: random.child('again') })
  }
  return found
}

const bringIn = (
  people: Population,
  petitioner: Person,
  first: number,
  count: number,
  random: Random,
  facts: SampleFacts,
): Petition[] => {
  const petitions: Petition[] = []
  for (let at = 0; at < count; at += 1) {
    const draw = random.child('brought').child(at)
    const dates = decidedOn(draw, 'APPROVED', inWindow(draw, facts))
    const relationship = drawRelationship(draw, petitioner, dates.filed)
    const petition = familyPetition(people, petitioner, first + at, relationship, dates, draw)
    const parent = petition.beneficiaries[0]?.person
    const derivative = relationship === 'FIANCE' && at + 1 < count && parent !== undefined
    if (derivative) {
      at += 1
      const person = relative(people, first + at, 'CHILD', parent, dates.filed, draw.child('child'))
      petitions.push(...withHistory({ ...petition, beneficiaries: [...petition.beneficiaries, { person, relationship: 'CHILD' }] }, draw, facts))
    } else petitions.push(...withHistory(petition, draw, facts))
  }
  if (random.chance(0.15)) {
    const draw = random.child('uncounted')
    const dates = draw.chance(0.6) ? unsuccessful(draw) : approvedOutside(draw)
    petitions.push(familyPetition(people, petitioner, first + 20, drawRelationship(draw, petitioner, dates.filed), dates, draw))
  }
  return petitions
}

/** The petitions that the answer counts: subjects who petitioned, approved within the window. */
export const tellBroughtIn = (people: Population, cast: Cast, facts: SampleFacts, random: Random): Story => {
  const counts = shares(random.child('shares'), facts)
  const units = cast.petitioning.map((petitioner, at) => bringIn(people, petitioner, base + at * block, counts[at] ?? 1, random.child('unit').child(at), facts))
  const [from, to] = [iso(facts.decided.from), iso(facts.decided.to)]
  const counted = units.flat().filter(({ decision, decided }) => decision === 'APPROVED' && decided !== null && decided >= from && decided <= to)
  const broughtIn = [...new Map(counted.flatMap((petition) => petition.beneficiaries.map(({ person }) => [person.number, person] as const))).values()]
  return { units, broughtIn }
}

const namesakeOf = (people: Population, number: number, subject: Person, random: Random): Person => {
  const { culture, sex, family, second, given } = subject
  const near = random.chance(0.3) ? subject.born + random.between(1, 40) : shiftYears(subject.born, random.pick([-3, -2, -1, 1, 2, 3])) + random.between(0, 60)
  const middle = random.chance(0.4) ? { middle: subject.middle } : {}
  return people.make(number, { culture, sex, family, second, given, ...middle, born: near, standing: random.chance(0.75) ? 'citizen' : 'resident' })
}

const fewPetitions = (people: Population, petitioner: Person, first: number, random: Random, dates: (draw: Random) => Dates): Petition[] =>
  Array.from({ length: random.chance(0.25) ? 2 : 1 }, (_, at) => {
    const draw = random.child('few').child(at)
    const when = dates(draw)
    return familyPetition(people, petitioner, first + at, drawRelationship(draw, petitioner, when.filed), when, draw)
  })

const spouseFor = (people: Population, number: number, subject: Person, random: Random): Person =>
  people.make(number, {
    sex: subject.sex === 'F' ? 'M' : 'F',
    standing: 'citizen',
    born: dayOf(Math.min(1984, yearOf(subject.born) + random.between(-9, 6)), random.between(1, 12), random.between(1, 28)),
  })

/** The petition of another person for this one, who does not file: by spouse or fiancé(e). */
export const petitionFor = (people: Population, number: number, person: Person, dates: Dates, random: Random): Petition => {
  const relationship: Relationship = random.chance(0.4) ? 'FIANCE' : 'SPOUSE'
  return {
    form: relationship === 'FIANCE' ? 'I-129F' : 'I-130',
    class: relationship === 'FIANCE' ? 'K1' : 'CR1',
    ...dates,
    petitioner: spouseFor(people, number, person, random),
    beneficiaries: [{ person, relationship }],
    random: random.child('written'),
  }
}

/** Petitions that look like those counted and are not: refused, outside the window, for a subject, or by a namesake of one. */
export const tellUncounted = (people: Population, cast: Cast, facts: SampleFacts, random: Random): Petition[][] => {
  let next = base + 1_000_000
  const each = (group: string, persons: readonly Person[], tell: (person: Person, first: number, draw: Random) => Petition[]): Petition[][] =>
    persons.map((person, at) => tell(person, (next += block), random.child(group).child(at)))
  const approved = (draw: Random): Dates => decidedOn(draw, 'APPROVED', inWindow(draw, facts))
  return [
    ...each('denied', cast.deniedOnly, (person, first, draw) => fewPetitions(people, person, first, draw, unsuccessful)),
    ...each('outside', cast.outsideWindow, (person, first, draw) => fewPetitions(people, person, first, draw, approvedOutside)),
    ...each('for', cast.beneficiaryOnly, (person, first, draw) => [petitionFor(people, first, person, approved(draw), draw)]),
    ...each('namesake', cast.namesaked, (person, first, draw) =>
      fewPetitions(people, namesakeOf(people, first + 8, person, draw), first, draw, approved)),
  ]
}
