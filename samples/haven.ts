import { ageOn, writeDay, type Day } from './dates.js'
import { writeDown, type Written } from './faults.js'
import type { Application } from './haven-people.js'
import type { Narrator } from './narratives.js'
import type { Person } from './people.js'
import type { Random } from './random.js'
import type { Truth } from './truth.js'
import { Table } from './write.js'

/** `DE LA CRUZ-PEÑA` as `De La Cruz-Peña`. */
export const title = (text: string): string =>
  text.toLowerCase().replaceAll(/(^|[\s'-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())

const bands = [18, 30, 50]
const bandOf = (born: Day | null, filed: Day): number => bands.filter((age) => ageOn(born ?? 0, filed) >= age).length

/** An applicant as written; a birth date that would move the applicant to another age band of the table stays right. */
export const applicantWritten = (person: Person, filed: Day, random: Random): Written => {
  const written = writeDown(person, 'HAVEN', random)
  return bandOf(written.born, filed) === bandOf(person.born, filed) ? written : { ...written, born: person.born }
}

const decisionOf = (random: Random, filed: Day): [string, string] => {
  const decision = random.weighted([['APPROVED', 72], ['DENIED', 20], ['PENDING', 8]] as const)
  return decision === 'PENDING' ? [decision, ''] : [decision, writeDay(filed + random.between(90, 600))]
}

const columns = `application_id filed_on last_name first_name middle_name sex date_of_birth a_number marital_status citizenship manner_of_entry supplement_b
trafficking_type arrived_on declaration decision decided_on`.split(/\s+/)

/** Writes T applicants and their narratives, two files with one row each per application. Returns rows by file. */
export const writeHaven = (out: string, applications: readonly Application[], narrator: Narrator, truth: Truth): Record<string, number> => {
  const table = new Table(out, 'haven_t_applicants.csv', columns)
  const narratives = new Table(out, 'haven_t_narratives.csv', ['application_id', 'narrative', 'case_note'])
  for (const application of applications) {
    const { id, filed, person, random } = application
    const written = applicantWritten(person, filed, random)
    const draw = random.child('application')
    const kind = draw.weighted([['LABOR', 62], ['SEX', 31], ['BOTH', 7]] as const)
    const arrived = filed - draw.between(120, 2400)
    table.row([
      id, writeDay(filed), title(written.family), title(written.given), title(written.middle), written.sex, writeDay(written.born), written.aNumber,
      application.maritalStatus, person.country, application.mannerOfEntry, application.supplementB, kind,
      writeDay(arrived), draw.chance(0.6) ? 'Y' : 'N', ...decisionOf(draw, filed),
    ])
    const told = narrator.tell(id, person, kind, arrived, random.child('narrative'))
    narratives.row([id, told.narrative, told.note])
    truth.mention('HAVEN', id, 'applicant', person.id)
  }
  table.close()
  narratives.close()
  return { [table.name]: table.rows, [narratives.name]: narratives.rows }
}
