import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { castSubjects, type Cast } from './cast.js'
import { writeClaims3 } from './claims3.js'
import { sampleFacts, type SampleFacts, type SampleSize } from './facts.js'
import { cameByPetition, makeApplications, type Application } from './haven-people.js'
import { writeHavenU } from './haven-u.js'
import { writeHaven } from './haven.js'
import { companyOf } from './companies.js'
import { Narrator } from './narratives.js'
import { writeOutcomes } from './outcomes.js'
import { Population } from './people.js'
import type { Petition } from './petitions.js'
import { Random } from './random.js'
import { petitionFor, tellBroughtIn, tellUncounted } from './story.js'
import { seizureFacts } from './seizure-facts.js'
import { writeSeizures } from './seizure-files.js'
import { makeSubjects, subjectNumber, type Subject } from './subjects.js'
import { makeCases } from './tecs-cases.js'
import { writeTecs } from './tecs.js'
import { Truth } from './truth.js'

export interface SampleOptions {
  /** Folder, made where it is missing; files of the same names are overwritten. */
  readonly out: string
  readonly size?: SampleSize
  readonly seed?: number
  /** Petitions are multiplied by it; all else stays. */
  readonly scale?: number
}

export interface Generated {
  readonly out: string
  /** Data rows by file. */
  readonly rows: Readonly<Record<string, number>>
}

/** Petitions that no subject filed, for people who later applied for T status. */
const petitionsForApplicants = (applications: readonly Application[], people: Population, random: Random): Petition[][] =>
  applications.map(({ person, filed }, at) => {
    const draw = random.child(at)
    const decided = filed - draw.between(150, 900)
    const dates = { filed: decided - draw.between(40, 300), decision: 'APPROVED', decided } as const
    if (draw.chance(0.2)) return [petitionFor(people, 3_200_000 + at, person, dates, draw)]
    const beneficiaries = [{ person, relationship: 'EMPLOYEE' }]
    const cls = draw.pick(['H-2B', 'H-2B', 'H-2A', 'H-1B'])
    return [{ form: 'I-129', class: cls, ...dates, petitioner: companyOf(people.random, draw.between(0, 60)), beneficiaries, random: draw.child('written') }]
  })

const tellSubjects = (truth: Truth, subjects: readonly Subject[]): void => {
  for (const subject of subjects) truth.mention('TECS', `${subject.case.number}|${subjectNumber(subject)}`, 'subject', subject.person.id)
}

interface World {
  readonly root: Random
  readonly people: Population
  readonly facts: SampleFacts
  readonly cast: Cast
  readonly subjects: readonly Subject[]
}

const writePeople = (out: string, { root, people, facts, cast, subjects }: World, truth: Truth, seed: number, scale: number): Record<string, number> => {
  const broughtIn = tellBroughtIn(people, cast, facts, root.child('brought in'))
  const applications = makeApplications(root.child('haven'), people, broughtIn.broughtIn, facts)
  const came = cameByPetition(root.child('came'), applications, facts.tFromPetitions)
  const story = [...broughtIn.units, ...tellUncounted(people, cast, facts, root.child('uncounted')), ...petitionsForApplicants(came, people, root.child('applicants'))]
  const petitions = writeClaims3(out, { people, story, petitions: facts.petitions * scale, seed, random: root.child('claims3') }, truth)
  const narrator = new Narrator(out, people, subjects.map((subject) => subject.person))
  const haven = writeHaven(out, applications, narrator, truth)
  const u = writeHavenU(out, applications, people, facts, narrator, truth, root.child('haven u'))
  return { 'claims3_petitions.csv': petitions, ...haven, 'haven_u_petitions.csv': u, 'truth_narratives.csv': narrator.close() }
}

/** Writes all sample files. The same size, seed and scale give the same bytes, whenever and wherever. */
export const generateSamples = ({ out, size = 'full', seed = 1, scale = 1 }: SampleOptions): Generated => {
  mkdirSync(out, { recursive: true })
  const facts = sampleFacts(size)
  const root = Random.seeded(seed)
  const people = new Population(root.child('people'), seed)
  const cases = makeCases(root.child('cases'), facts)
  const subjects = makeSubjects(root.child('subjects'), cases, people, facts)
  const cast = castSubjects(root.child('cast'), subjects, facts)
  const truth = new Truth(out)
  tellSubjects(truth, subjects)
  const spared = new Set(cast.petitioning.map((person) => person.number))
  const tecs = writeTecs(out, cases, subjects, spared, facts, root.child('tecs'))
  const outcomes = writeOutcomes(out, subjects, cast, root.child('outcomes'))
  const rest = writePeople(out, { root, people, facts, cast, subjects }, truth, seed, scale)
  truth.close()
  const seizures = writeSeizures(out, seizureFacts(size), root.child('seizures'))
  writeFileSync(join(out, 'truth_figures.json'), `${JSON.stringify({ size, seed, scale, ...facts, petitions: facts.petitions * scale, seizures: seizureFacts(size) }, null, 2)}\n`)
  return { out, rows: { ...tecs, 'tecs_outcomes.csv': outcomes, ...rest, ...seizures, 'truth.csv': truth.rows } }
}
