import { fold } from './fault-text.js'
import { writeDown } from './faults.js'
import { nicknames } from './fault-words.js'
import { partsOf, writeDay, type Day } from './dates.js'
import { title } from './haven.js'
import { closings, offenderNotes, openings, otherNotes, recruitments, relatives, works } from './narrative-words.js'
import type { Person, Population } from './people.js'
import type { Random } from './random.js'
import { Table } from './write.js'

export interface Told {
  readonly narrative: string
  readonly note: string
}

/** Ways to bring a person into a sentence, some with a cue that a reader by eye or by rule can hold on to: what stands before, the name, what follows. */
const introductions: readonly ((named: Named) => readonly [string, string, string])[] = [
  ({ full }) => ['A person I knew as ', full, ''],
  ({ full, alias }) => ['', full, `, aka "${alias}",`],
  ({ full, alias }) => ['', full, ` (also known as ${alias})`],
  ({ family, given }) => ['', `${family.toUpperCase()}, ${given}`, ','],
  ({ full, born }) => ['', full, `, DOB ${born},`],
  ({ family, given, born }) => ['', `${family.toUpperCase()}, ${given}`, ` (DOB: ${born})`],
  ({ full, alien }) => ['', full, alien === '' ? '' : `, A# ${alien},`],
  ({ family, honorific }) => [`${honorific} `, family, ''],
  ({ full, honorific }) => [`${honorific} `, full, ''],
  ({ full }) => ['My employer, ', full, ','],
  ({ full }) => ['Someone called ', full, ''],
]

interface Named {
  readonly full: string
  readonly given: string
  readonly family: string
  readonly alias: string
  readonly born: string
  readonly alien: string
  readonly honorific: string
}

const named = (person: Person, random: Random): Named => {
  const written = writeDown(person, 'HAVEN', random.child('written'))
  const given = title(written.given)
  const family = title(written.family)
  const short = nicknames.get(fold(person.given.split(' ')[0] ?? ''))
  const alias = short === undefined ? random.pick(['El Gordo', 'Boss', 'Auntie', 'Tio', 'Chief', 'Ate', 'Madam']) : title(random.pick(short))
  const digits = written.aNumber.slice(1)
  const alien = random.chance(0.5) ? digits : digits.replace(/(\d{3})(\d{3})(\d{3})/, '$1 $2 $3')
  const honorific = person.sex === 'F' ? random.pick(['Ms.', 'Mrs.', 'Madam']) : random.pick(['Mr.', 'Mr.', 'Don'])
  return { full: `${given} ${family}`, given, family, alias, born: writeDay(written.born, '%m/%d/%Y'), alien, honorific }
}

/** Tells statements and notes; each person named in one is written to `truth_narratives.csv` with the name's exact text. */
export class Narrator {
  readonly #truth: Table
  #strangers = 4_000_000

  constructor(
    out: string,
    private readonly people: Population,
    private readonly offenders: readonly Person[],
  ) {
    this.#truth = new Table(out, 'truth_narratives.csv', ['system', 'id', 'field', 'ordinal', 'person_id', 'name'])
  }

  /** A statement in the first person of somebody who arrived that day, and the officer's note on the case. */
  tell(id: string, person: Person, kind: string, arrived: Day, random: Random): Told {
    const sentences = [this.#opening(person, arrived, random), random.pick(recruitments), random.pick(works[kind] ?? works['LABOR'] ?? [])]
    let ordinal = 0
    const names = random.happens('names_offender', 0.4) ? (random.happens('names_second', 0.12) ? 2 : 1) : 0
    for (; ordinal < names; ordinal += 1) sentences.splice(2, 0, this.#accuse('HAVEN', id, ordinal + 1, random.child('offender').child(ordinal)))
    sentences.push(random.pick(closings))
    return { narrative: sentences.join(random.chance(0.3) ? '\n' : ' '), note: this.#note(id, person, random.child('note')) }
  }

  /** A statement that sometimes names who did it. */
  accusation(system: 'HAVEN_U', id: string, statement: string, random: Random): string {
    return random.happens('names_offender', 0.35) ? `${statement} ${this.#accuse(system, id, 1, random.child('offender'))}` : statement
  }

  close(): number {
    this.#truth.close()
    return this.#truth.rows
  }

  #opening(person: Person, arrived: Day, random: Random): string {
    return random.pick(openings).replace('{country}', title(person.country)).replace('{year}', String(partsOf(arrived).year))
  }

  #offender(random: Random): Person {
    if (random.happens('is_subject', 0.35)) return random.pick(this.offenders)
    this.#strangers += 1
    return this.people.make(this.#strangers, { standing: random.chance(0.5) ? 'citizen' : 'visitor', born: random.between(-9000, 5000) })
  }

  #accuse(system: string, id: string, ordinal: number, random: Random): string {
    const offender = this.#offender(random)
    const name = named(offender, random)
    const [before, written, after] = random.pick(introductions)(name)
    this.#truth.row([system, id, 'narrative', ordinal, offender.id, written])
    const said = random.chance(0.5) ? ` and told me, "${random.pick(['You owe me, and you will pay.', 'Nobody will believe you.', 'If you leave, I call the police.'])}"` : ''
    return `${before}${written}${after} took my passport${said}${said === '' ? '.' : ''}`
  }

  /** Kept when the trafficker is a relative, so that nothing is granted to him or her through the applicant. */
  #note(id: string, applicant: Person, random: Random): string {
    if (random.happens('relative', 0.06)) {
      const offender = this.#kin(applicant, random)
      const name = named(offender, random)
      const relation = random.pick(relatives[offender.sex])
      this.#truth.row(['HAVEN', id, 'case_note', 1, offender.id, name.full])
      return random.pick(offenderNotes).replace('{relation}', relation).replace('{name}', name.full).replace('{born}', name.born)
    }
    return random.happens('other_note', 0.1) ? random.pick(otherNotes) : ''
  }

  #kin(applicant: Person, random: Random): Person {
    if (random.happens('is_subject', 0.3)) return random.pick(this.offenders)
    this.#strangers += 1
    const { culture, family, country } = applicant
    const shared = random.chance(0.5) && culture !== 'slavic' ? { family } : {}
    return this.people.make(this.#strangers, { culture, country, ...shared, maiden: '', standing: 'visitor', born: applicant.born - random.between(-3000, 9000) })
  }
}
