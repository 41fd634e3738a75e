import type { SampleFacts } from './facts.js'
import type { Person } from './people.js'
import type { Random } from './random.js'
import type { Subject } from './subjects.js'

/** Who of the subjects does what in the other systems; no subject is in two groups. */
export interface Cast {
  readonly petitioning: readonly Person[]
  readonly arrestedSexOfChildren: readonly Subject[]
  readonly arrestedLabour: readonly Subject[]
  readonly arrestedOther: readonly Subject[]
  readonly deniedOnly: readonly Person[]
  readonly outsideWindow: readonly Person[]
  readonly beneficiaryOnly: readonly Person[]
  readonly namesaked: readonly Person[]
}

/** Draws the cast. Petitioners are citizens or residents, and never the first subject of a case, so that others remain to be arrested there. */
export const castSubjects = (random: Random, subjects: readonly Subject[], facts: SampleFacts): Cast => {
  const firsts = new Set(subjects.filter((subject) => subject.ordinal === 1).map((subject) => subject.person.number))
  const later = [...new Map(subjects.map((subject) => [subject.person.number, subject.person])).values()].filter((person) => !firsts.has(person.number))
  const order = random.child('order').shuffle(later)
  const able = order.filter((person) => person.standing !== 'visitor')
  let taken = 0
  const take = (count: number): Person[] => able.slice(taken, (taken += count))
  const petitioning = take(facts.petitioningSubjects)
  const deniedOnly = take(facts.deniedOnly)
  const outsideWindow = take(facts.outsideWindow)
  const namesaked = take(facts.namesakes)
  const visitors = order.filter((person) => person.standing === 'visitor')
  const wanted = new Set(petitioning.map((person) => person.number))
  const known = new Map(
    subjects.filter((subject) => wanted.has(subject.person.number) && subject.case.held[4] === true).map((subject) => [subject.person.number, subject]),
  )
  const arrested = random.child('arrested').shuffle([...known.values()])
  const { sexOfChildren, labour, otherCrimes } = facts.arrested
  return {
    petitioning,
    deniedOnly,
    outsideWindow,
    namesaked,
    beneficiaryOnly: visitors.slice(0, facts.beneficiaryOnly),
    arrestedSexOfChildren: arrested.slice(0, sexOfChildren),
    arrestedLabour: arrested.slice(sexOfChildren, sexOfChildren + labour),
    arrestedOther: arrested.slice(sexOfChildren + labour, sexOfChildren + labour + otherCrimes),
  }
}
