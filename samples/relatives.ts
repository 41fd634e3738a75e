import { dayOf, yearOf, type Day } from './dates.js'
import { shiftYears } from './fault-text.js'
import type { Culture } from './names/index.js'
import { bySex, givenOf, surnameOf, type Given, type Person, type Population, type Sex } from './people.js'
import type { Random } from './random.js'

export type Relationship = 'FIANCE' | 'SPOUSE' | 'CHILD' | 'SON_DAUGHTER' | 'PARENT' | 'SIBLING'

const abroad: readonly (readonly [Culture, number])[] = [
  ['filipino', 24], ['hispanic', 22], ['slavic', 16], ['vietnamese', 9], ['thai', 9], ['chinese', 9], ['arabic', 6], ['indian', 5],
]

const years = (random: Random, born: Day, from: number, to: number): Day => shiftYears(born, random.between(from, to)) + random.between(0, 330)
const otherSex = (sex: Sex): Sex => (sex === 'F' ? 'M' : 'F')

const partner = (random: Random, petitioner: Person, married: boolean): Partial<Given> & { born: Day } => {
  const own = petitioner.culture !== 'english' && random.chance(0.8)
  const culture = own ? petitioner.culture : random.weighted(abroad)
  const sex = random.chance(0.96) ? otherSex(petitioner.sex) : petitioner.sex
  const takes = married && sex === 'F' && culture !== 'hispanic' && random.chance(0.55)
  const born = Math.min(years(random, petitioner.born, -8, 14), dayOf(1992, 6, 30))
  return takes
    ? { culture, sex, born, family: petitioner.family, maiden: surnameOf(random, culture) }
    : { culture, sex, born, maiden: '' }
}

const blood = (random: Random, petitioner: Person): Partial<Given> => {
  const { culture, second } = petitioner
  const sex: Sex = random.chance(0.5) ? 'F' : 'M'
  const family = bySex(culture === 'slavic' ? petitioner.family.replace(/(OV|EV|IN)A$/, '$1').replace(/SKAYA$/, 'SKY') : petitioner.family, culture, sex)
  return { culture, sex, family, second }
}

const child = (random: Random, petitioner: Person, filed: Day, grown: boolean): Partial<Given> & { born: Day } => {
  const kin = blood(random, petitioner)
  const year = grown ? yearOf(filed) - random.between(22, 24) : yearOf(filed) - random.between(1, 19)
  const born = dayOf(Math.max(year, yearOf(petitioner.born) + 15), random.between(1, 12), random.between(1, 28))
  const other = petitioner.culture === 'hispanic' ? surnameOf(random, 'hispanic') : ''
  const names = random.chance(0.1) && petitioner.sex === kin.sex ? { given: petitioner.given, ...(kin.sex === 'M' ? { suffix: 'JR' } : {}) } : {}
  return { ...kin, ...names, second: other, maiden: '', born }
}

const settledBy = (random: Random, relationship: Relationship, petitioner: Person, filed: Day): Partial<Given> & { born: Day } => {
  if (relationship === 'FIANCE' || relationship === 'SPOUSE') return partner(random, petitioner, relationship === 'SPOUSE')
  if (relationship === 'CHILD' || relationship === 'SON_DAUGHTER') return child(random, petitioner, filed, relationship === 'SON_DAUGHTER')
  const kin = blood(random, petitioner)
  if (relationship === 'SIBLING') return { ...kin, born: random.chance(0.06) ? petitioner.born : years(random, petitioner.born, -9, 9) }
  if (petitioner.second !== '') {
    const family = kin.sex === 'F' ? petitioner.second : petitioner.family
    return { ...kin, family, second: surnameOf(random, petitioner.culture), born: years(random, petitioner.born, -38, -18) }
  }
  const maiden = kin.sex === 'F' ? surnameOf(random, petitioner.culture) : ''
  return { ...kin, maiden, suffix: petitioner.suffix === 'JR' && kin.sex === 'M' ? 'SR' : '', born: years(random, petitioner.born, -38, -18) }
}

/** A relative abroad whom the petitioner asks for; children take the petitioner's surname, a wife sometimes. */
export const relative = (people: Population, number: number, relationship: Relationship, petitioner: Person, filed: Day, random: Random): Person =>
  people.make(number, { standing: 'visitor', ...settledBy(random, relationship, petitioner, filed) })

/** A twin of a child: same surname, home and birth date, other given name. */
export const twinOf = (people: Population, number: number, person: Person, random: Random): Person => {
  const sex: Sex = person.culture === 'slavic' || random.chance(0.6) ? person.sex : otherSex(person.sex)
  const { culture, family, second, born, country, home, maiden } = person
  return people.make(number, { standing: 'visitor', culture, family, second, born, country, home, maiden, sex, given: givenOf(random.child('twin'), culture, sex) })
}
