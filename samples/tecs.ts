import { writeDay, type DateFormat } from './dates.js'
import type { SampleFacts } from './facts.js'
import { writeDown, type Written } from './faults.js'
import { fold, mistype } from './fault-text.js'
import { homeOf } from './places.js'
import { layouts, type Layout, type TecsField } from './tecs-layouts.js'
import { subjectNumber, type Subject } from './subjects.js'
import type { Case } from './tecs-cases.js'
import type { Random } from './random.js'
import { Table } from './write.js'

const caseTypes = ['SEX TRAFFICKING', 'FORCED LABOR', 'DOMESTIC SERVITUDE', 'SMUGGLING', 'CHILD EXPLOITATION', 'DOCUMENT FRAUD']
const statuses = ['OPEN', 'CLOSED', 'PENDING', 'REFERRED']
const roles = ['SUSPECT', 'ASSOCIATE', 'MET']

const other = (values: readonly string[], value: string): string => values[(values.indexOf(value) + 1) % values.length] ?? value

/** Share of cases or rows whose field is written otherwise in that extract than it was before. Status between the third and the fourth is exact. */
export const driftRates = {
  status: [0, 0.11, 0.06, 0, 0.05],
  case_type: [0, 0.04, 0.1, 0.14, 0],
  office: [0, 0.01, 0.06, 0, 0],
  subject_role: [0, 0.05, 0.12, 0.18, 0],
  address: [0, 0.06, 0.09, 0.1, 0],
  phone: [0, 0, 0.12, 0.12, 0],
  identifier: [0, 0.04, 0.08, 0.06, 0],
  name: [0, 0.01, 0.02, 0.01, 0],
} as const

type Rows = Record<TecsField, string>

interface Choices {
  readonly nameless: ReadonlySet<Subject>
  readonly misplaced: ReadonlySet<Subject>
  readonly statusDrift: ReadonlySet<Case>
}

const drifts = (random: Random, field: keyof typeof driftRates, extract: number): boolean =>
  random.happens(`${field}_${extract}`, driftRates[field][extract] ?? 0)

const caseFields = (entry: Case, extract: number, choices: Choices): Pick<Rows, 'status' | 'case_type' | 'office'> => {
  const draw = entry.random.child('fields')
  let status = draw.weighted([['OPEN', 5], ['CLOSED', 4], ['PENDING', 2], ['REFERRED', 1]] as const) as string
  let type = draw.pick(caseTypes)
  for (let at = 1; at <= extract; at += 1) {
    if (drifts(entry.random, 'status', at) || (at === 3 && choices.statusDrift.has(entry))) status = other(statuses, status)
    if (drifts(entry.random, 'case_type', at)) type = other(caseTypes, type)
  }
  return { status, case_type: type, office: drifts(entry.random, 'office', extract) ? `RAC ${entry.office}` : entry.office }
}

/** The person as that extract writes him or her: the system's own faults, and what changed between extracts. */
const personIn = (subject: Subject, extract: number): Written => {
  const written = writeDown(subject.person, 'TECS', subject.random)
  const { random } = subject
  if (drifts(random, 'name', extract)) written.family = mistype(random.child('name').child(extract), written.family)
  if (drifts(random, 'address', extract)) Object.assign(written, { ...homeOf(random.child('address').child(extract)), phone: written.phone })
  if (drifts(random, 'phone', extract)) written.phone = written.phone === '' ? homeOf(random.child('phone')).phone : ''
  if (drifts(random, 'identifier', extract)) written.ssn = written.ssn === '' ? subject.person.ssn : ''
  if (random.happens(`a_number_${extract}`, driftRates.identifier[extract] ?? 0)) written.aNumber = written.aNumber === '' ? subject.person.aNumber : ''
  return written
}

const emptyPerson = {
  subject_number: '', full_name: '', last_name: '', first_name: '', middle_name: '', suffix: '', sex: '', date_of_birth: '', ssn: '', a_number: '',
  country_of_citizenship: '', street: '', city: '', state: '', postcode: '', phone: '', subject_role: '',
} as const

const withoutName = (row: Rows, random: Random): void => {
  Object.assign(row, { full_name: '', last_name: '', first_name: '', middle_name: '', suffix: '', date_of_birth: '' })
  if (random.happens('nameless_keeps_identifiers', 0.08)) return
  Object.assign(row, { ssn: '', a_number: '', street: '', city: '', state: '', postcode: '', phone: '' })
}

const rowOf = (subject: Subject, extract: number, format: DateFormat, choices: Choices): Rows => {
  const written = personIn(subject, extract)
  const role = drifts(subject.random, 'subject_role', extract) ? other(roles, subject.role) : subject.role
  const first = [written.given, written.middle].filter((part) => part !== '').join(' ')
  const row: Rows = {
    case_number: subject.case.number,
    subject_number: subjectNumber(subject),
    opened_on: writeDay(subject.case.opened, format),
    ...caseFields(subject.case, extract, choices),
    full_name: `${[written.family, written.suffix].filter((part) => part !== '').join(' ')}, ${first}`,
    last_name: written.family,
    first_name: written.given,
    middle_name: written.middle,
    suffix: written.suffix,
    sex: written.sex,
    date_of_birth: writeDay(written.born, format),
    ssn: written.ssn,
    a_number: written.aNumber,
    country_of_citizenship: subject.person.country,
    street: written.street,
    city: written.city,
    state: written.state,
    postcode: written.postcode,
    phone: written.phone,
    subject_role: role,
  }
  if (extract === 3 && choices.nameless.has(subject)) withoutName(row, subject.random)
  if (extract === 3 && choices.misplaced.has(subject)) row.date_of_birth = subject.person.home.phone
  return row
}

const held = (subject: Subject, extract: number): boolean => {
  if (subject.case.held[extract] !== true) return false
  if (subject.ordinal === 1) return true
  const early = subject.random.happens('in_early', 0.85)
  if (extract === 0) return early
  if (extract === 1) return early || subject.random.happens('in_second', 0.3)
  return subject.random.happens(extract === 2 ? 'in_third' : 'in_fourth', extract === 2 ? 0.96 : 0.97)
}

/** Whether an extract has a row for the subject: what none of the early draws took stands in the last extract that names the case. */
const inExtract = (subject: Subject, extract: number): boolean => {
  if (held(subject, extract)) return true
  const last = subject.case.held.lastIndexOf(true, 3)
  return extract === last && ![0, 1, 2, 3].some((at) => held(subject, at))
}

const choose = (subjects: readonly Subject[], cases: readonly Case[], spared: ReadonlySet<number>, facts: SampleFacts, random: Random): Choices => {
  const candidates = subjects.filter((subject) => inExtract(subject, 3) && !spared.has(subject.person.number))
  const order = random.child('nameless').shuffle(candidates)
  const common = cases.filter((entry) => entry.held[2] === true && entry.held[3] === true)
  return {
    nameless: new Set(order.slice(0, facts.nameless)),
    misplaced: new Set(order.slice(facts.nameless, facts.nameless + facts.misplaced)),
    statusDrift: new Set(random.child('status').shuffle(common).slice(0, facts.statusDrift)),
  }
}

const writeRows = (table: Table, layout: Layout, rows: readonly Rows[]): void => {
  for (const row of rows) table.row(layout.columns.map(([, field]) => (layout.accents ? row[field] : fold(row[field]))))
}

/** Writes the five extracts; `spared` are persons whose rows keep name and birth date. */
export const writeTecs = (
  out: string,
  cases: readonly Case[],
  subjects: readonly Subject[],
  spared: ReadonlySet<number>,
  facts: SampleFacts,
  random: Random,
): Record<string, number> => {
  const choices = choose(subjects, cases, spared, facts, random)
  const counts: Record<string, number> = {}
  for (const [extract, layout] of layouts.entries()) {
    const table = new Table(out, layout.file, layout.columns.map(([header]) => header), layout)
    const rows = layout.people
      ? subjects.filter((subject) => inExtract(subject, extract)).map((subject) => rowOf(subject, extract, layout.format, choices))
      : cases
          .filter((entry) => entry.held[extract] === true)
          .map((entry) => ({ ...emptyPerson, case_number: entry.number, opened_on: writeDay(entry.opened, layout.format), ...caseFields(entry, extract, choices) }))
    writeRows(table, layout, layout.byNumber ? rows.sort((a, b) => (a.case_number < b.case_number ? -1 : a.case_number > b.case_number ? 1 : 0)) : rows)
    table.close()
    counts[layout.file] = table.rows
  }
  return counts
}
