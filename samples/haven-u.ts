import { dayBetween, iso, writeDay } from './dates.js'
import type { SampleFacts } from './facts.js'
import { applicantWritten, title } from './haven.js'
import type { Application } from './haven-people.js'
import { crimes } from './narrative-words.js'
import type { Narrator } from './narratives.js'
import type { Person, Population } from './people.js'
import type { Random } from './random.js'
import type { Truth } from './truth.js'
import { Table } from './write.js'

const columns = 'petition_id filed_on last_name first_name middle_name sex date_of_birth a_number citizenship qualifying_crime narrative decision'.split(' ')

const ordinary = [
  ['DOMESTIC VIOLENCE', 46], ['FELONIOUS ASSAULT', 20], ['SEXUAL ASSAULT', 12], ['ROBBERY AND EXTORTION', 8], ['FALSE IMPRISONMENT', 4], ['OTHER', 10],
] as const

const kindsOf = (random: Random, facts: SampleFacts): string[] =>
  random.child('order').shuffle(
    Array.from({ length: facts.uPetitions }, (_, at) => {
      if (at < facts.uTrafficking) return 'TRAFFICKING'
      return at < facts.uTrafficking + facts.uHidden ? 'HIDDEN' : random.child('kind').child(at).weighted(ordinary)
    }),
  )

/** A petitioner of U status; a few had applied for T status too. */
const whoOf = (people: Population, applications: readonly Application[], at: number, random: Random): Person => {
  const applicant = random.happens('also_t', 0.01) ? applications[(at * 97) % applications.length] : undefined
  return (
    applicant?.person ??
    people.make(3_500_000 + at, {
      culture: random.weighted([['hispanic', 74], ['filipino', 6], ['indian', 6], ['chinese', 5], ['slavic', 4], ['english', 3], ['arabic', 2]] as const),
      standing: 'visitor',
      born: dayBetween(random, iso('1955-01-01'), iso('1994-12-31')),
    })
  )
}

/** Writes U petitions, one row each: the crime says trafficking plainly in few, and `OTHER` hides some more. */
export const writeHavenU = (
  out: string,
  applications: readonly Application[],
  people: Population,
  facts: SampleFacts,
  narrator: Narrator,
  truth: Truth,
  random: Random,
): number => {
  const table = new Table(out, 'haven_u_petitions.csv', columns)
  const spent = new Set<string>()
  for (const [at, kind] of kindsOf(random, facts).entries()) {
    const draw = random.child('petition').child(at)
    const met = whoOf(people, applications, at, draw)
    const person = spent.has(met.id) ? whoOf(people, [], at, draw.child('instead')) : met
    spent.add(person.id)
    const filed = dayBetween(draw, iso('2008-10-01'), iso('2014-09-02'))
    const written = applicantWritten(person, filed, draw.child('written'))
    const id = `U${String(500_001 + at * 2)}`
    const story = narrator.accusation('HAVEN_U', id, draw.pick(crimes[kind] ?? []), draw.child('narrative'))
    table.row([
      id, writeDay(filed), title(written.family), title(written.given), title(written.middle), written.sex, writeDay(written.born), written.aNumber, person.country,
      kind === 'HIDDEN' ? 'OTHER' : kind, story, draw.weighted([['APPROVED', 68], ['DENIED', 18], ['PENDING', 14]] as const),
    ])
    truth.mention('HAVEN_U', id, 'applicant', person.id)
  }
  table.close()
  return table.rows
}
