import type { z } from 'zod'
import type { Config } from '../config/schema.js'
import type { Database } from '../engine/database.js'
import type { Params, Slots } from '../engine/template.js'
import type { Sql } from '../engine/sql.js'
import type { Plan } from './plan.js'

/** What a stage may report while it works; the runner adds times and hands it on. */
export type StageEvent =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number; readonly unit: string; readonly label: string }
  | { readonly kind: 'note'; readonly level: 'info' | 'warning'; readonly text: string }
  | { readonly kind: 'one_to_one'; readonly match: string; readonly found: boolean }

/** What the runner hands to a stage. */
export interface StageContext {
  readonly config: Config
  readonly plan: Plan
  readonly database: Database
  /** Folder of the run for files that do not outlive it. */
  readonly workFolder: string
  readonly signal: AbortSignal
  emit(event: StageEvent): void
  /** Saves SQL that code composed, so that it stands in the run folder like any other. */
  saveSql(table: string, statement: Sql): void
  /** What `reached` was told last of a piece of the table's code before the run was stopped; undefined where it was not, or the piece had not begun. */
  leftOff<T>(piece: string, shape: z.ZodType<T>): T | undefined
  /**
   * Says how far a piece of the code of a table has come, by a value that JSON keeps and that holds no data. To be called where the database's tables and
   * what was told of all pieces describe all that was done: from here a run that is stopped may go on, by the same code called again. What is still held in
   * memory alone `settle` writes into tables; it is called only where the run is saved.
   */
  reached(piece: string, value: unknown, settle?: () => Promise<void>): Promise<void>
}

type Lazy<T> = T | ((context: StageContext) => T | Promise<T>)

/** A part of a table that is made piece by piece: the first part creates the table, the others add to it. */
export interface TablePart {
  readonly label: string
  readonly slots?: Slots
  readonly params?: Params
}

/** One table of a stage: made by its SQL file, or by code where SQL does it badly. */
export interface TableSpec {
  readonly table: string
  /** The file's name in the stage's folder, where the table is one of several made from it. */
  readonly file?: string
  readonly reads: readonly string[]
  readonly slots?: Lazy<Slots>
  readonly params?: Lazy<Params>
  readonly parts?: (context: StageContext) => readonly TablePart[] | Promise<readonly TablePart[]>
  /** Makes the table itself. */
  readonly code?: (context: StageContext) => Promise<void>
  /** Columns that are unique together, by which the table is written; by all its columns where this is not said. */
  readonly order?: readonly string[]
  /** Name of its files, where it is not the table's. */
  readonly exported?: string
  /** Too large to be written as CSV beside Parquet. */
  readonly bulk?: boolean
  /** Holds what records hold, a row each or more: not kept where a config keeps results alone. */
  readonly records?: boolean
  /** Kept as it is: read once or twice, it is not worth the time of compressing it. */
  readonly plain?: boolean
  /** Not stored but read through to the tables that it reads. */
  readonly view?: boolean
  /** Rows up to which a view is made a table when the stages are done: reports read it over and over, and planning it takes longer than reading so few rows. */
  readonly heldUpTo?: number
  /** Tables for the work alone: neither exported nor in the manifest. */
  readonly internal?: boolean
  /** Tables for the work alone that nothing after it reads: dropped as soon as it stands. */
  readonly drops?: readonly string[]
}

/** Two counts that must be equal, whatever the data. */
export interface Identity {
  readonly identity: string
  readonly scope: string
  readonly lhs: Sql
  readonly rhs: Sql
}

/** A stage is data: the tables it writes, in order, and the identities that hold once they are written. */
export interface Stage {
  readonly name: string
  readonly tables: (plan: Plan) => readonly TableSpec[]
  /** Tables that views of the stage read through: they stay, and are neither exported nor in the manifest. */
  readonly loaded?: (plan: Plan) => readonly string[]
  /** Tables of the work alone, dropped when the stage is done. */
  readonly temporary?: (plan: Plan) => readonly string[]
  readonly identities?: (plan: Plan) => readonly Identity[]
  /** Tables of the stage whose rows are identities: identity, scope, lhs, rhs. */
  readonly identityTables?: (plan: Plan) => readonly string[]
  /** Queries whose rows are identities: identity, scope, lhs, rhs, and the place by which they are told in order. */
  readonly identityQueries?: (plan: Plan) => readonly Sql[]
}
