import { ageOn, bornAtAge, dayBetween, dayOf, iso, type Day } from './dates.js'
import type { SampleFacts } from './facts.js'
import { shiftYears } from './fault-text.js'
import { cultureOf } from './nationality.js'
import type { Given, Person, Population, Sex } from './people.js'
import type { Random } from './random.js'

/** One T application: who filed it, and what its table counts. */
export interface Application {
  readonly id: string
  readonly filed: Day
  readonly person: Person
  readonly maritalStatus: string
  readonly mannerOfEntry: string
  readonly supplementB: string
  readonly random: Random
}

/** Counts that round to the given whole percents and add up to the total: largest remainders. */
export const allot = (percents: Readonly<Record<string, number>>, total: number): Map<string, number> => {
  const exact = Object.entries(percents).map(([name, percent]) => ({ name, share: (percent * total) / 100 }))
  const counts = new Map(exact.map(({ name, share }) => [name, Math.floor(share)]))
  let left = total - [...counts.values()].reduce((sum, count) => sum + count, 0)
  for (const { name } of exact.toSorted((a, b) => (b.share % 1) - (a.share % 1))) {
    if (left <= 0) break
    counts.set(name, (counts.get(name) ?? 0) + 1)
    left -= 1
  }
  return counts
}

const dealt = (random: Random, percents: Readonly<Record<string, number>>, total: number): string[] =>
  random.shuffle([...allot(percents, total)].flatMap(([name, count]) => Array.from({ length: count }, () => name)))

const rest: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  marital_status: [['WIDOWED', 3], ['SEPARATED', 3]],
  manner_of_entry: [['STUDENT VISA', 2], ['VISITOR VISA', 5], ['OTHER', 1]],
  citizenship: [
    ['GUATEMALA', 9], ['HONDURAS', 8], ['EL SALVADOR', 7], ['PERU', 5], ['DOMINICAN REPUBLIC', 5], ['CHINA', 6], ['VIETNAM', 5], ['UKRAINE', 4], ['RUSSIA', 3],
    ['JAMAICA', 4], ['NIGERIA', 4], ['KENYA', 3], ['EGYPT', 3], ['MOROCCO', 3], ['COLOMBIA', 3], ['ECUADOR', 3], ['MOLDOVA', 2], ['TAIWAN', 1], ['GHANA', 2], ['SUDAN', 1],
  ],
}

/** A rest row of the table becomes one of the values behind it. */
const opened = (field: string, value: string, random: Random): string =>
  value.toLowerCase() === 'other' ? random.weighted(rest[field] ?? [[value, 1]]) : value

/** Days of filing, in order: so many in each fiscal year from 2006, the last cut at the end of the window. */
const filings = (random: Random, facts: SampleFacts): Day[] => {
  const end = iso('2014-09-02')
  return facts.tByFiscalYear
    .flatMap((count, at) => {
      const draw = random.child(at)
      const from = dayOf(2005 + at, 10, 1)
      return Array.from({ length: count }, () => dayBetween(draw, from, Math.min(end, dayOf(2006 + at, 9, 30))))
    })
    .sort((a, b) => a - b)
}

const ageIn = (random: Random, band: string): number => {
  const [low = 0, high = 0] = band.split('-').map(Number)
  return random.between(Math.max(low, 7), high)
}

/** Marital states, so that no minor is other than single. */
const maritalStates = (random: Random, bands: readonly string[], facts: SampleFacts): string[] => {
  const pool = dealt(random, facts.tPercent.marital_status, bands.length)
  const minors = bands.filter((band) => band.startsWith('0')).length
  const singles = pool.filter((state) => state === 'SINGLE').length
  const adults = random.shuffle([...pool.filter((state) => state !== 'SINGLE'), ...Array.from({ length: singles - minors }, () => 'SINGLE')])
  let next = 0
  return bands.map((band) => (band.startsWith('0') ? 'SINGLE' : (adults[next++] ?? '')))
}

/** Persons with the name of somebody brought in by a subject and a birth date some years away. */
const likeness = ({ culture, family, second, given, sex }: Person): Partial<Given> => ({ culture, family, second, given, sex })

const alike = (random: Random, others: readonly Person[], country: string, sex: Sex): Person | undefined => {
  const fitting = others.filter((person) => person.country === country && person.sex === sex)
  return fitting.length === 0 ? undefined : random.pick(fitting)
}

/** All applications in order of filing; a few applicants bear the name of one of `others`, without being them. */
export const makeApplications = (random: Random, people: Population, others: readonly Person[], facts: SampleFacts): Application[] => {
  const total = facts.tApplicants
  const days = filings(random.child('filed'), facts)
  const column = (field: keyof SampleFacts['tPercent']): string[] => dealt(random.child(field), facts.tPercent[field], total)
  const [sexes, bands, citizenships] = [column('sex'), column('age'), column('citizenship')]
  const [entries, supplements] = [column('manner_of_entry'), column('supplement_b')]
  const states = maritalStates(random.child('marital_status'), bands, facts)
  return days.map((filed, at) => {
    const draw = random.child('application').child(at)
    const country = opened('citizenship', citizenships[at] ?? '', draw)
    const sex: Sex = sexes[at] === 'F' ? 'F' : 'M'
    const double = draw.happens('namesake', 0.02) ? alike(draw.child('double'), others, country, sex) : undefined
    const born = bornAtAge(draw, ageIn(draw, bands[at] ?? ''), filed)
    const person = people.make(1_000_000 + at, {
      culture: cultureOf(country),
      ...(double === undefined ? {} : likeness(double)),
      sex,
      country,
      born: double !== undefined && double.born === born ? shiftYears(born, 1) : born,
      standing: 'visitor',
    })
    return {
      id: `T${String(100_001 + at * 3 + draw.between(0, 2))}`,
      filed,
      person,
      maritalStatus: opened('marital_status', states[at] ?? '', draw),
      mannerOfEntry: opened('manner_of_entry', entries[at] ?? '', draw),
      supplementB: supplements[at] ?? '',
      random: draw.child('written'),
    }
  })
}

/** Applicants who came with a work visa, old enough and late enough to have been petitioned for before. */
export const cameByPetition = (random: Random, applications: readonly Application[], count: number): Application[] =>
  random
    .shuffle(
      applications.filter(({ filed, person, mannerOfEntry }) => mannerOfEntry === 'WORK VISA' && filed > iso('2007-06-01') && ageOn(person.born, filed) >= 22),
    )
    .slice(0, count)
