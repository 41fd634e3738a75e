import type { Database } from '../engine/database.js'
import type { Purpose } from './purpose.js'

/** A table of the run folder; paths are inside the folder. */
export interface ReportFile {
  readonly table: string
  readonly csv?: string
  readonly parquet: string
}

export interface ReportMention {
  readonly role: string
  /** Comparison role: the field or fields that hold it. */
  readonly columns: Readonly<Record<string, string | readonly string[] | undefined>>
}

export interface ReportField {
  readonly type?: string | undefined
  /** The values that may occur, where the list is closed. */
  readonly values?: readonly string[] | undefined
}

export interface ReportSystem {
  readonly title: string
  /** The field or fields that identify a row. */
  readonly key?: string | readonly string[] | undefined
  /** The field whose distinct values documents count, where it is coarser than the key. */
  readonly count?: string | undefined
  readonly event_date?: string | undefined
  /** The field whose money is summed. */
  readonly amount?: string | undefined
  readonly period: 'year' | 'fiscal_year' | 'month'
  readonly protected: boolean
  /** In their order; what they hold decides whether their cells may be shown. */
  readonly fields: Readonly<Record<string, ReportField>>
  readonly mentions: readonly ReportMention[]
}

export interface ReportAnalysis {
  readonly name: string
  readonly title: string
  /** Populations, written SYSTEM.role. */
  readonly subject: string
  readonly petitioner: string
  readonly beneficiary: string
  readonly applicant?: string | undefined
  readonly decided?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

export interface ReportExhibitColumn {
  readonly name: string
  readonly label: string
  readonly kind: 'text' | 'date' | 'code' | 'count' | 'amount' | 'share'
  readonly unit?: string | undefined
  readonly denominator?: string | undefined
}

/** A table that the config declares; its rows stand in the table exhibit_NAME. */
export interface ReportExhibit {
  readonly name: string
  readonly title: string
  readonly note: string
  readonly source: string
  readonly columns: readonly ReportExhibitColumn[]
  readonly total?: string | undefined
}

/** What the data are used for, and what a person concluded of a system. */
export interface ReportReliability {
  readonly purpose: string
  readonly confirmed: Readonly<Record<string, { readonly by: string; readonly on: string; readonly conclusion: string; readonly reason: string }>>
}

/** The part of a config that words and denominators of a report depend on; a whole config is one. */
export interface ReportConfig {
  readonly systems: Readonly<Record<string, ReportSystem>>
  readonly matches: readonly { readonly name: string; readonly left: string; readonly right?: string | undefined }[]
  readonly analyses: readonly ReportAnalysis[]
  readonly exhibits?: readonly ReportExhibit[]
  readonly reliability?: ReportReliability
}

export interface ReportInput {
  readonly database: Database
  /** The run folder, which is there. */
  readonly folder: string
  readonly name: string
  readonly title?: string
  /** What the report is made for; default: review. */
  readonly purpose?: Purpose
  /** YYYY-MM-DD. */
  readonly asOf: string
  readonly version: string
  /** Probabilities: the lowest that is kept, and of each band. */
  readonly limits: { readonly floor: number; readonly match: number; readonly review: number }
  readonly files: readonly ReportFile[]
  /** Tables that the run folder does not keep, though they can be read now. */
  readonly notKept?: readonly string[]
  readonly config: ReportConfig
  /** Exhibits of protected data (8 USC 1367), by name. */
  readonly protectedExhibits?: readonly string[]
  /** Does a piece of the work and tells how long it took; nothing is told without it. */
  readonly timed?: <T>(what: string, work: () => Promise<T>) => Promise<T>
}
