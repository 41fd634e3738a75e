import { dayBetween, iso, yearOf, type Day } from './dates.js'
import type { SampleFacts } from './facts.js'
import type { Random } from './random.js'

/** One investigation; `held` says which of the five extracts hold it. */
export interface Case {
  readonly number: string
  readonly opened: Day
  readonly office: string
  readonly held: readonly boolean[]
  readonly random: Random
}

export const deliveries = ['2014-08-14', '2014-09-18', '2014-11-14', '2015-04-17', '2015-09-11'].map(iso)
const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0] = deliveries
const ownWindow = iso('2003-10-01')
const operatorWindow = iso('2003-03-01')

const offices = `LOS ANGELES|NEW YORK|MIAMI|HOUSTON|CHICAGO|SAN DIEGO|MAYAGÜEZ|DALLAS|NEWARK|ATLANTA|EL PASO|SAN FRANCISCO|SEATTLE|PHOENIX|BOSTON|DETROIT
NEW ORLEANS|DENVER|TAMPA|HONOLULU|ST PAUL|PHILADELPHIA|BALTIMORE|WASHINGTON|BUFFALO|SAN ANTONIO`.split(/[|\n]/)

/** A day of the window, later ones more often, as the caseload rose. */
const opening = (random: Random, from: Day, to: Day): Day => from + Math.floor((to - from + 1) * random.next() ** 0.75)

const openingNotIn2004 = (random: Random, share: number): Day => {
  for (;;) {
    const day = opening(random, ownWindow, first)
    if (yearOf(day) !== 2004 || random.chance(share)) return day
  }
}

interface Plan {
  readonly held: boolean[]
  readonly opened: Day
}

const heldOf = (group: string): boolean[] => Array.from(`${group}0`, (digit) => digit === '1')

/** Investigations of the first four extracts: the second's further ones bring 2004 back, and next to none of the month between. */
const planNamed = (random: Random, facts: SampleFacts): Plan[] => {
  const all = Object.entries(facts.membership).flatMap(([group, count]) => Array.from({ length: count }, () => group))
  const addedOrder = random.child('added').shuffle(Array.from({ length: facts.added.all }, (_, at) => at))
  let added = 0
  return all.map((group, at) => {
    const draw = random.child('opened').child(at)
    if (group.startsWith('1')) return { held: heldOf(group), opened: openingNotIn2004(draw, 0.1) }
    if (group.startsWith('01')) {
      const place = addedOrder[added++] ?? 0
      if (place < facts.added.of2004) return { held: heldOf(group), opened: dayBetween(draw, iso('2004-01-01'), iso('2004-12-31')) }
      const between = place < facts.added.of2004 + facts.added.inTheMonthBetween
      return { held: heldOf(group), opened: between ? dayBetween(draw, first + 1, second) : openingNotIn2004(draw, 0) }
    }
    if (group === '0001' && draw.chance(0.6)) return { held: heldOf(group), opened: dayBetween(draw, third + 1, fourth) }
    return { held: heldOf(group), opened: opening(draw, operatorWindow, third) }
  })
}

const planFifth = (random: Random, facts: SampleFacts): Plan[] =>
  Array.from({ length: facts.onlyInFifth }, (_, at) => {
    const draw = random.child('fifth').child(at)
    const late = draw.chance(0.5)
    return { held: [false, false, false, false, true], opened: dayBetween(draw, late ? fourth + 1 : operatorWindow, late ? fifth : fourth) }
  })

const holdInFifth = (random: Random, plans: Plan[], facts: SampleFacts): void => {
  const wanted = facts.investigations[4] - facts.onlyInFifth
  for (const plan of random.child('arrests').shuffle(plans).slice(0, wanted)) plan.held[4] = true
}

/** All investigations, by day of opening; numbers are office, year and serial, each with leading zeros. */
export const makeCases = (random: Random, facts: SampleFacts): Case[] => {
  const named = planNamed(random, facts)
  holdInFifth(random, named, facts)
  const plans = [...named, ...planFifth(random, facts)].sort((a, b) => a.opened - b.opened)
  const serials = new Map<string, number>()
  return plans.map((plan, at) => {
    const own = random.child('case').child(at)
    const place = at % offices.length
    const series = `${String(place + 1).padStart(2, '0')}-${yearOf(plan.opened)}`
    const serial = (serials.get(series) ?? 0) + own.child('serial').between(1, 30)
    serials.set(series, serial)
    return { number: `${series}-${String(serial).padStart(5, '0')}`, opened: plan.opened, office: offices[place] ?? '', held: plan.held, random: own }
  })
}
