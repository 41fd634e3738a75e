import { Table } from './write.js'

export type TruthSystem = 'TECS' | 'CLAIMS3' | 'HAVEN' | 'HAVEN_U'
export type TruthRole = 'subject' | 'petitioner' | 'beneficiary' | 'applicant'

/** Who is who: one row per mention of a person or company, by system, key of the record and role. */
export class Truth {
  readonly #table: Table

  constructor(out: string) {
    this.#table = new Table(out, 'truth.csv', ['system', 'id', 'role', 'ordinal', 'person_id'])
  }

  mention(system: TruthSystem, id: string, role: TruthRole, person: string): void {
    this.#table.row([system, id, role, 1, person])
  }

  get rows(): number {
    return this.#table.rows
  }

  close(): void {
    this.#table.close()
  }
}
