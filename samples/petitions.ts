import { companyOf, type Company } from './companies.js'
import { ageOn, dayBetween, iso, type Day } from './dates.js'
import type { Person, Population } from './people.js'
import { cultureWeights } from './people.js'
import { relative, twinOf, type Relationship } from './relatives.js'
import type { Random } from './random.js'

export type Decision = 'APPROVED' | 'DENIED' | 'WITHDRAWN' | 'PENDING'

export interface Beneficiary {
  readonly person: Person
  readonly relationship: string
}

export interface Petition {
  readonly form: string
  readonly class: string
  readonly filed: Day
  readonly decision: Decision
  readonly decided: Day | null
  readonly petitioner: Person | Company
  readonly beneficiaries: readonly Beneficiary[]
  readonly random: Random
}

const firstFiled = iso('2003-03-01')
const lastFiled = iso('2015-05-31')
const extracted = iso('2015-06-30')

/** Form and class of a family petition, as the petitioner's standing allows. */
export const familyForm = (relationship: Relationship, petitioner: Person, random: Random): readonly [string, string] => {
  const citizen = petitioner.standing === 'citizen'
  if (relationship === 'FIANCE') return ['I-129F', 'K1']
  if (relationship === 'SPOUSE') {
    if (!citizen) return ['I-130', 'F2A']
    return random.chance(0.12) ? ['I-129F', 'K3'] : ['I-130', random.chance(0.5) ? 'IR1' : 'CR1']
  }
  if (relationship === 'CHILD') return ['I-130', citizen ? 'IR2' : 'F2A']
  if (relationship === 'SON_DAUGHTER') return ['I-130', citizen ? 'F1' : 'F2B']
  return ['I-130', relationship === 'PARENT' ? 'IR5' : 'F4']
}

/** A kind of relative whom this petitioner may ask for on that day. */
export const drawRelationship = (random: Random, petitioner: Person, filed: Day): Relationship => {
  if (petitioner.standing !== 'citizen') return random.weighted([['SPOUSE', 6], ['CHILD', 4], ['SON_DAUGHTER', 1]] as const)
  if (ageOn(petitioner.born, filed) < 21) return random.weighted([['FIANCE', 1], ['SPOUSE', 2]] as const)
  return random.weighted([['FIANCE', 22], ['SPOUSE', 36], ['CHILD', 14], ['SON_DAUGHTER', 4], ['PARENT', 16], ['SIBLING', 8]] as const)
}

/** Day of filing, decision and its day; what was not decided when the data was extracted is pending. */
export const drawDecision = (random: Random, filed = dayBetween(random, firstFiled, lastFiled)): Pick<Petition, 'filed' | 'decision' | 'decided'> => {
  const decision = random.weighted([['APPROVED', 80], ['DENIED', 13], ['WITHDRAWN', 3], ['PENDING', 4]] as const)
  const decided = filed + random.between(35, 520)
  return decision === 'PENDING' || decided > extracted ? { filed, decision: 'PENDING', decided: null } : { filed, decision, decided }
}

const work = [['H-1B', 42], ['H-2B', 22], ['H-2A', 16], ['L-1', 12], ['O-1', 4], ['P-1', 4]] as const

/** A petition of a company for one worker, or for a list where the class is seasonal. */
const companyPetition = (random: Random, people: Population, base: number, pool: number): Petition => {
  const permanent = random.chance(0.2)
  const cls = permanent ? random.pick(['EB-2', 'EB-3', 'EB-3', 'EB-1']) : random.weighted(work)
  const count = cls.startsWith('H-2') ? random.between(1, 3) : 1
  const beneficiaries = Array.from({ length: count }, (_, at) => ({
    person: people.make(base + 2 + at, {
      standing: 'visitor',
      culture: cls.startsWith('H-2') ? random.weighted([['hispanic', 6], ['filipino', 2], ['thai', 1]] as const) : random.weighted(workers),
      born: dayBetween(random, iso('1950-01-01'), iso('1989-12-31')),
    }),
    relationship: 'EMPLOYEE',
  }))
  const dates = drawDecision(random)
  const petitioner = companyOf(people.random, Math.floor(random.next() ** 2.2 * pool))
  return { form: permanent ? 'I-140' : 'I-129', class: cls, ...dates, petitioner, beneficiaries, random: random.child('written') }
}

const workers = [['indian', 40], ['chinese', 20], ['english', 10], ['filipino', 8], ['hispanic', 8], ['slavic', 8], ['arabic', 4], ['vietnamese', 2]] as const

/** A petition for one relative, who is made with that number. */
export const familyPetition = (
  people: Population,
  petitioner: Person,
  number: number,
  relationship: Relationship,
  dates: Pick<Petition, 'filed' | 'decision' | 'decided'>,
  random: Random,
): Petition => {
  const [form, cls] = familyForm(relationship, petitioner, random)
  const person = relative(people, number, relationship, petitioner, dates.filed, random.child('relative'))
  return { form, class: cls, ...dates, petitioner, beneficiaries: [{ person, relationship }], random: random.child('written') }
}

const withChild = (people: Population, petition: Petition, number: number, random: Random): Petition => {
  const parent = petition.beneficiaries[0]?.person
  if (parent === undefined || petition.class !== 'K1' || !random.chance(0.15)) return petition
  const person = relative(people, number, 'CHILD', parent, petition.filed, random)
  return { ...petition, beneficiaries: [...petition.beneficiaries, { person, relationship: 'CHILD' }] }
}

/** One household's or company's petitions, known by its serial alone; its people have numbers of their own. */
export const backgroundUnit = (random: Random, people: Population, serial: number, pool: number): Petition[] => {
  const base = 10_000_000 + serial * 16
  if (random.chance(0.26)) return [companyPetition(random, people, base, pool)]
  const petitioner = people.make(base, {
    culture: random.weighted(cultureWeights),
    standing: random.chance(0.72) ? 'citizen' : 'resident',
    born: dayBetween(random, iso('1936-01-01'), iso('1984-12-31')),
    suffix: random.chance(0.012) ? random.pick(['JR', 'JR', 'SR', 'III']) : '',
  })
  const petitions: Petition[] = []
  const count = random.weighted([[1, 70], [2, 21], [3, 9]] as const)
  for (let at = 0; at < count; at += 1) {
    const draw = random.child('petition').child(at)
    const dates = drawDecision(draw)
    const relationship = drawRelationship(draw, petitioner, dates.filed)
    const petition = withChild(people, familyPetition(people, petitioner, base + 1 + at * 3, relationship, dates, draw), base + 2 + at * 3, draw.child('with'))
    petitions.push(petition)
    const first = petition.beneficiaries[0]?.person
    if (first !== undefined && relationship === 'CHILD' && draw.chance(0.06)) {
      const twin = twinOf(people, base + 3 + at * 3, first, draw)
      petitions.push({ ...petition, beneficiaries: [{ person: twin, relationship }], random: draw.child('twin_written') })
    }
    if (petition.decision === 'DENIED' && draw.chance(0.3)) {
      const again = drawDecision(draw.child('again'), Math.min(lastFiled, (petition.decided ?? petition.filed) + 90))
      petitions.push({ ...petition, ...again, random: draw.child('again_written') })
    }
  }
  return [...petitions, ...chain(people, petitions, base, random.child('chain'))]
}

/** Somebody brought in years ago as a spouse who now petitions for a parent. */
const chain = (people: Population, petitions: readonly Petition[], base: number, random: Random): Petition[] => {
  const earlier = petitions.find((petition) => petition.decision === 'APPROVED' && petition.beneficiaries[0]?.relationship === 'SPOUSE')
  const spouse = earlier?.beneficiaries[0]?.person
  if (earlier?.decided === undefined || earlier.decided === null || spouse === undefined) return []
  if ('company' in earlier.petitioner || !random.chance(0.08)) return []
  const filed = earlier.decided + random.between(1400, 2200)
  if (filed > lastFiled) return []
  const petitioner = people.make(spouse.number, { ...spouse, standing: 'citizen', country: 'UNITED STATES', home: earlier.petitioner.home })
  return [familyPetition(people, petitioner, base + 11, 'PARENT', drawDecision(random, filed), random)]
}
