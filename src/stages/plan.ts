import type { TypedComparison } from '../config/condition.js'
import type { FileControls } from '../config/control-entry.js'
import type { BlockKey } from '../config/block-key.js'
import type { PlanExhibit } from './exhibits.js'
import type { Ledger } from './reconcile/ledger-check.js'
import type { PlanFigure } from './reconcile/figures.js'
import type { ReliabilityConfig } from '../config/reliability-schema.js'
import type { QualityRule } from '../config/quality-schema.js'
import type { AnalysisConfig, ExtractConfig, MatchConfig, MentionConfig, SystemConfig } from '../config/schema.js'
import type { Mechanism } from '../config/words.js'

/** Totals of an extract by one document. */
export type StatedTotals = Pick<FileControls, 'rows' | 'keys' | 'units' | 'amount' | 'source'> & { readonly key_hash_total?: string | undefined; readonly row_hash_total?: string | undefined }

/** One delivery of a system's data, its columns resolved against the file's header. */
export interface PlanExtract {
  readonly id: string
  /** Order of delivery in the system, from 1. */
  readonly seq: number
  /** Name by which outputs call the file: as the config writes it, without folders. */
  readonly file: string
  readonly path: string
  /** Of the bytes by which the run is named, where they were hashed before it: the file that is read must still hold them. */
  readonly sha256?: string
  readonly config: ExtractConfig
  /** What its deliverer states of it: by the config, a control file, a trailer. */
  readonly stated: readonly StatedTotals[]
  /** For each field of the system the position of its column in the file, from 0; null where it was not delivered. */
  readonly positions: Readonly<Record<string, number | null>>
  readonly header: readonly string[]
  readonly dialect: { readonly delimiter: string; readonly quote: string; readonly encoding: string }
}

export interface PlanSystem {
  readonly name: string
  /** The name as it ends table names, lower case. */
  readonly suffix: string
  readonly config: SystemConfig
  readonly key: readonly string[]
  readonly fields: readonly string[]
  readonly extracts: readonly PlanExtract[]
}

/** Mentions of one system in one role, numbered from 0 over the run. */
export interface Population {
  readonly no: number
  readonly system: PlanSystem
  readonly role: string
}

/** One set of columns that holds a mention, the `ordinal`-th of its role on a record. */
export interface PlanMention {
  readonly population: Population
  readonly ordinal: number
  readonly config: MentionConfig
  /** Population of those that are organisations; the same unless the config gives them a role of their own. */
  readonly organisations: Population
}

/** A blocking rule: keys that must all be equal. */
export interface BlockRule {
  readonly name: string
  readonly keys: readonly BlockKey[]
  /** Pairs beyond which a block is not compared under this rule. */
  readonly maxPairs?: number
  /** Pairs beyond which a block takes no part in training. */
  readonly trainPairs?: number
}

export interface PlanMatch {
  readonly name: string
  readonly suffix: string
  readonly left: Population
  readonly right: Population
  /** Left and right are one population: duplicates are looked for. */
  readonly within: boolean
  readonly rules?: readonly BlockRule[]
  /** The file of pairs or clusters that people have judged: what outputs call it, and where it is. */
  readonly labels?: { readonly file: string; readonly path: string }
  readonly config: MatchConfig
}

/** One rule of data quality, resolved against its system. */
export interface PlanRule {
  /** SYSTEM.name */
  readonly id: string
  readonly system: PlanSystem
  /** Follows from the types and roles of fields; no config names it. */
  readonly library: boolean
  readonly config: QualityRule
  readonly fields: readonly string[]
  /** What a row must meet to be tested. */
  readonly where: readonly TypedComparison[]
  /** What it must then meet, of a rule of kind compare. */
  readonly compare: readonly TypedComparison[]
  /** Where its key must exist, of a rule of kind reference. */
  readonly to?: { readonly system: PlanSystem; readonly fields: readonly string[] }
}

/** What an earlier run of the same config found by one rule in all extracts. */
export interface TrendLine {
  readonly rule_id: string
  readonly as_of: string
  readonly tested: number
  readonly failing: number
}

/** Rules of data quality, the field by system that says whose they are to correct, and what earlier runs found. */
export interface PlanQuality {
  readonly rules: readonly PlanRule[]
  readonly office: Readonly<Record<string, string>>
  readonly history: readonly TrendLine[]
}

/** All that a run will do, known before it starts. */
export interface Plan {
  readonly systems: readonly PlanSystem[]
  readonly populations: readonly Population[]
  readonly mentions: readonly PlanMention[]
  readonly matches: readonly PlanMatch[]
  readonly analyses: readonly AnalysisConfig[]
  readonly figures: readonly PlanFigure[]
  readonly ledgers: readonly Ledger[]
  readonly exhibits: readonly PlanExhibit[]
  readonly reliability: ReliabilityConfig
  readonly quality: PlanQuality
  /** Delivery date that results are as of, YYYY-MM-DD. */
  readonly asOf: string
  /** Mechanisms of matching that are left out; none when absent. */
  readonly without?: readonly Mechanism[]
}

/** Whether a mechanism takes part in the matches of a run. */
export const uses = ({ without }: Plan, mechanism: Mechanism): boolean => without?.includes(mechanism) !== true

/** The table of a system, a match or an extract among those made from one file. */
export const tableOf = (file: string, of: { readonly suffix: string }): string => `${file}_${of.suffix}`

/** The table of a system's records, one a key, composed from all its extracts. */
export const compositeOf = (system: PlanSystem): string => tableOf('composite', system)
