import type { Day } from './dates.js'
import { nationality } from './nationality.js'
import { aNumberOf, pad, ssnOf } from './identifiers.js'
import { byCulture, sources, type Culture } from './names/index.js'
import { homeOf, type Home } from './places.js'
import { zipf, type Random } from './random.js'

export type Sex = 'M' | 'F'
export type Standing = 'citizen' | 'resident' | 'visitor'

/** One true person; names are as on a good document, upper case with their accents. */
export interface Person {
  readonly number: number
  readonly id: string
  readonly culture: Culture
  readonly sex: Sex
  readonly given: string
  readonly middle: string
  readonly family: string
  /** Second surname of a Hispanic person. */
  readonly second: string
  readonly suffix: string
  /** Surname before marriage, which some records still bear. */
  readonly maiden: string
  readonly born: Day
  readonly standing: Standing
  readonly ssn: string
  readonly aNumber: string
  readonly country: string
  readonly home: Home
}

const pickers = byCulture((source) => ({
  surname: zipf(source.surnames, source.exponent),
  M: zipf(source.male, 0.7),
  F: zipf(source.female, 0.7),
}))

/** Cultures as they occur among subjects and petitioners. */
export const cultureWeights: readonly (readonly [Culture, number])[] = [
  ['english', 34], ['hispanic', 30], ['chinese', 8], ['filipino', 7], ['vietnamese', 6], ['slavic', 6], ['arabic', 5], ['indian', 3], ['thai', 1],
]

/** A surname: one of the culture's list by frequency, or one of its long tail. */
export const surnameOf = (random: Random, culture: Culture): string => {
  const source = sources[culture]
  return random.chance(source.tail) ? random.pick(source.heads) + random.pick(source.ends) : pickers[culture].surname(random)
}

/** A given name fit for the sex; some cultures often bear two. */
export const givenOf = (random: Random, culture: Culture, sex: Sex): string => {
  const first = pickers[culture][sex](random)
  const double = culture === 'chinese' ? 0.75 : culture === 'hispanic' || culture === 'filipino' ? 0.18 : 0
  if (!random.chance(double)) return first
  const second = pickers[culture][sex](random)
  if (second === first) return first
  return culture === 'chinese' && random.chance(0.7) ? first + second : `${first} ${second}`
}

const middleOf = (random: Random, culture: Culture, sex: Sex): string => {
  if (culture === 'vietnamese') return random.chance(0.8) ? (sex === 'F' ? 'THI' : 'VAN') : pickers[culture][sex](random)
  if (culture === 'slavic') {
    const father = pickers.slavic.M(random).replace(/[IY]$/, '')
    return father + (sex === 'F' ? 'OVNA' : 'OVICH')
  }
  if (culture === 'filipino') return surnameOf(random, culture)
  if (culture === 'arabic') return pickers.arabic.M(random)
  if (culture === 'hispanic') return random.chance(0.3) ? pickers.hispanic[sex](random) : ''
  if (culture === 'english') return random.chance(0.85) ? pickers.english[sex](random) : ''
  return random.chance(0.25) && culture === 'indian' ? pickers.indian[sex](random) : ''
}

/** A Slavic surname in the form that the sex bears. */
export const bySex = (family: string, culture: Culture, sex: Sex): string => {
  if (culture !== 'slavic' || sex === 'M') return family
  if (/(OV|EV|IN)$/.test(family)) return `${family}A`
  return family.endsWith('SKY') ? `${family.slice(0, -1)}AYA` : family
}

/** What is already settled of a person to be made; the rest is drawn. */
export interface Given {
  readonly culture?: Culture
  readonly sex?: Sex
  readonly family?: string
  readonly second?: string
  readonly given?: string
  readonly middle?: string
  readonly suffix?: string
  readonly maiden?: string
  readonly born: Day
  readonly standing: Standing
  readonly country?: string
  readonly home?: Home
}

/** Makes people of one seed; `number` must be unique among them. */
export class Population {
  constructor(
    readonly random: Random,
    private readonly seed: number,
  ) {}

  make(number: number, settled: Given): Person {
    const random = this.random.child(number)
    const culture = settled.culture ?? random.weighted(cultureWeights)
    const sex = settled.sex ?? (random.chance(0.5) ? 'F' : 'M')
    const given = settled.given ?? givenOf(random.child('given'), culture, sex)
    const middle = settled.middle ?? middleOf(random.child('middle'), culture, sex)
    const family = settled.family ?? surnameOf(random.child('family'), culture)
    const tail = random.child('rest')
    const second = settled.second ?? (culture === 'hispanic' && tail.chance(0.75) ? surnameOf(tail, culture) : '')
    const marries = sex === 'F' && settled.maiden === undefined && culture !== 'hispanic' && culture !== 'vietnamese' && culture !== 'chinese'
    const maiden = settled.maiden ?? (marries && tail.chance(0.45) ? surnameOf(tail, culture) : '')
    return {
      number,
      id: `P${pad(number, 9)}`,
      culture,
      sex,
      given,
      middle,
      family: bySex(family, culture, sex),
      second,
      suffix: settled.suffix ?? '',
      maiden: bySex(maiden, culture, sex),
      born: settled.born,
      standing: settled.standing,
      ssn: settled.standing === 'visitor' ? '' : ssnOf(number, this.seed),
      aNumber: settled.standing === 'citizen' ? '' : aNumberOf(number, this.seed),
      country: settled.country ?? nationality(random.child('country'), culture, settled.standing),
      get home() {
        return settled.home ?? homeOf(random.child('home'))
      },
    }
  }
}
