import type { Cast } from './cast.js'
import { iso, writeDay, type Day } from './dates.js'
import type { Random } from './random.js'
import { subjectNumber, type Subject } from './subjects.js'
import { Table } from './write.js'

const sexOfChildren = ['18 USC 1591']
const labour = ['18 USC 1589', '18 USC 1589', '18 USC 1581', '18 USC 1584', '18 USC 1590', '18 USC 1592']
const otherCrimes = ['8 USC 1324', '18 USC 1546', '18 USC 2422', '21 USC 841', '18 USC 1956']

const last = iso('2015-08-31')

interface Arrest {
  readonly subject: Subject
  readonly statute: string
}

const assigned = (random: Random, cast: Cast): Arrest[] => [
  ...cast.arrestedSexOfChildren.map((subject) => ({ subject, statute: random.pick(sexOfChildren) })),
  ...cast.arrestedLabour.map((subject) => ({ subject, statute: random.pick(labour) })),
  ...cast.arrestedOther.map((subject) => ({ subject, statute: random.pick(otherCrimes) })),
]

/** One to three arrests in each investigation of the fifth extract whose subjects are known, none of them of a petitioning subject. */
const drawn = (random: Random, subjects: readonly Subject[], cast: Cast): Arrest[] => {
  const spared = new Set(cast.petitioning.map((person) => person.number))
  const byCase = new Map<string, Subject[]>()
  for (const subject of subjects) {
    if (subject.case.held[4] !== true || spared.has(subject.person.number)) continue
    const known = byCase.get(subject.case.number)
    if (known === undefined) byCase.set(subject.case.number, [subject])
    else known.push(subject)
  }
  return [...byCase.values()].flatMap((known) => {
    const draw = (known[0]?.case.random ?? random).child('arrests')
    const count = draw.weighted([[1, 6], [2, 3], [3, 1]] as const)
    return draw.shuffle(known).slice(0, count).map((subject) => ({ subject, statute: draw.pick(draw.pick([sexOfChildren, labour, labour, otherCrimes])) }))
  })
}

const datesOf = (random: Random, opened: Day): [string, Day][] => {
  const arrest = Math.min(last, opened + random.between(10, 900))
  const indictment = arrest + random.between(12, 200)
  const conviction = indictment + random.between(120, 700)
  const reached = random.weighted([[1, 40], [2, 32], [3, 28]] as const)
  const all: [string, Day][] = [['arrest', arrest], ['indictment', indictment], ['conviction', conviction]]
  return all.slice(0, reached).filter(([, day]) => day <= last)
}

/** Writes arrests, indictments and convictions, one row each, in the order of cases. */
export const writeOutcomes = (out: string, subjects: readonly Subject[], cast: Cast, random: Random): number => {
  const table = new Table(out, 'tecs_outcomes.csv', ['case_number', 'subject_number', 'outcome', 'statute', 'date'])
  const arrests = [...assigned(random.child('assigned'), cast), ...drawn(random, subjects, cast)]
  const keyed = arrests.map((arrest) => [`${arrest.subject.case.number}|${subjectNumber(arrest.subject)}`, arrest] as const)
  for (const [, { subject, statute }] of keyed.sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const [outcome, day] of datesOf(subject.random.child('outcomes'), subject.case.opened)) {
      table.row([subject.case.number, subjectNumber(subject), outcome, statute, writeDay(day)])
    }
  }
  table.close()
  return table.rows
}
