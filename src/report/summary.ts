import type { Purpose } from './purpose.js'

/** A number that the report prints, with what it counts and where its rows are. */
export interface Figure {
  readonly value: number
  /** What is counted: rows, cases, candidates; or probability, bits, share (of 1), ratio. */
  readonly unit: string
  /** The value as an exact decimal, where it is an amount or too long for a number. */
  readonly exact?: string
  /** The denominator, in the same unit, and value as a percentage of it with one decimal. */
  readonly of?: number
  readonly percent?: number
  /** CSV of the run folder with exactly the rows that were counted. */
  readonly rows?: string
  /** File of the run folder in which the figure stands, where the rows themselves are not kept. */
  readonly source?: string
}

/** A figure that a statistics report does not show: a small cell, or one that would give a small cell away. */
export interface Suppressed {
  readonly unit: string
  readonly suppressed: 'small' | 'with it'
  /** Counts below this are small cells. */
  readonly below: number
  readonly value?: undefined
  readonly exact?: undefined
  readonly of?: undefined
  readonly percent?: undefined
  readonly rows?: undefined
  readonly source?: undefined
}

/** A figure as a summary has it. */
export type Shown = Figure | Suppressed

/** A figure by its name. */
export interface Ref {
  readonly figure: string
}

/** Running text: words and figures. */
export type Text = readonly (string | Ref)[]

/**
 * How a column is shown; `share` and `heat` print a percentage with its numerator and denominator, `change` two texts as old and new. In `waterfall`
 * each figure begins where the one above ended, and the last of a group is the total; `link` is a path inside the run folder.
 */
export type ColumnKind = 'text' | 'date' | 'code' | 'number' | 'share' | 'heat' | 'dots' | 'bar' | 'change' | 'waterfall' | 'link'

export interface Column {
  readonly label: string
  readonly kind: ColumnKind
}

export interface TableBlock {
  readonly kind: 'table'
  readonly caption: string
  readonly note?: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Text[])[]
  /** File with the whole table. */
  readonly file?: string | undefined
  /** Each row tells of one record: left out of statistics. */
  readonly individual?: boolean
  /** Each figure of a row counts what the one before it counts, and more. */
  readonly nested?: boolean
  /** Shown when asked for: long tables that stand for completeness. */
  readonly folded?: boolean
  /** Rows there are in all, where `rows` are the first of them, and what puts these first. */
  readonly total?: number
  readonly by?: string
  /** Parts of the table, one after another; the first column numbers them. */
  readonly groups?: readonly { readonly label: Text; readonly rows: number }[]
}

/** Sets and the sizes of their intersections; a pattern has a 1 for each set it is in. */
export interface OverlapChart {
  readonly kind: 'chart'
  readonly chart: 'overlap'
  readonly caption: string
  readonly alternative: string
  readonly unit: string
  readonly sets: readonly { readonly set: string; readonly figure: string }[]
  readonly patterns: readonly { readonly pattern: string; readonly figure: string }[]
}

/** Counts of each series in each period. */
export interface PeriodChart {
  readonly kind: 'chart'
  readonly chart: 'periods'
  readonly caption: string
  readonly alternative: string
  readonly unit: string
  readonly series: readonly string[]
  readonly periods: readonly string[]
  readonly counts: readonly { readonly series: string; readonly period: string; readonly figure: string }[]
}

/** Candidates by match weight. */
export interface WeightChart {
  readonly kind: 'chart'
  readonly chart: 'weights'
  readonly caption: string
  readonly alternative: string
  readonly bins: readonly { readonly from: number; readonly band: string; readonly figure: string }[]
}

/** From one total to another: what was added to it and what was taken from it. */
export interface WalkChart {
  readonly kind: 'chart'
  readonly chart: 'walk'
  readonly caption: string
  readonly alternative: string
  readonly steps: readonly { readonly label: string; readonly effect: 'total' | 'plus' | 'minus'; readonly figure: string }[]
}

/** The weight of each level of the comparisons of a match, with its m and u. */
export interface LevelChart {
  readonly kind: 'chart'
  readonly chart: 'levels'
  readonly caption: string
  readonly alternative: string
  readonly levels: readonly { readonly comparison: string; readonly level: string; readonly m: string; readonly u: string; readonly weight: string }[]
}

/** From all pairs to the ones that matter: each step is a part of the one before. */
export interface FunnelChart {
  readonly kind: 'chart'
  readonly chart: 'funnel'
  readonly caption: string
  readonly alternative: string
  readonly steps: readonly { readonly label: string; readonly figure: string }[]
}

export type ChartBlock = OverlapChart | PeriodChart | WeightChart | WalkChart | LevelChart | FunnelChart

export type Block =
  | { readonly kind: 'text'; readonly text: Text }
  | { readonly kind: 'list'; readonly items: readonly Text[] }
  | TableBlock
  | ChartBlock

export interface Section {
  readonly id: string
  readonly title: string
  readonly blocks: readonly Block[]
  readonly sections?: readonly Section[]
}

/** Two extracts compared at one grain; what the run did not count is absent. */
export interface ReconciledPair {
  readonly a: string
  readonly b: string
  readonly keys_a: number
  readonly added: number
  readonly removed: number
  readonly keys_b: number
  /** Cells that differ, those that differ in format only left out. */
  readonly changed?: number
  readonly explained?: number
  readonly contradicted?: number
  readonly unexplained?: number
}

/** What reconciling the extracts of a system at one grain came to. */
export interface Reconciliation {
  readonly system: string
  readonly grain: 'row' | 'unit'
  /** What is counted at the grain: rows, cases. */
  readonly counted: string
  readonly verdict: string
  readonly could_not_check: readonly string[]
  readonly extracts: readonly { readonly extract_id: string; readonly keys: number }[]
  /** Distinct keys of all extracts, and what counts alone bound them to. */
  readonly union: { readonly keys: number; readonly at_least: number; readonly at_most: number }
  readonly pairs: readonly ReconciledPair[]
  readonly ledger?: { readonly entries: number; readonly unused: number; readonly head: string }
}

/** All that a report says: figures by name, and the text and tables that refer to them. */
export interface Summary {
  readonly crosswalk: string
  readonly name: string
  readonly title: string
  readonly as_of: string
  readonly purpose: Purpose
  readonly limits: { readonly floor: number; readonly match: number; readonly review: number }
  readonly figures: Readonly<Record<string, Shown>>
  /** One a system with several extracts and grain; none where each system has one extract. */
  readonly reconciliation: readonly Reconciliation[]
  readonly sections: readonly Section[]
}

function partsOf(hole: string | number | Ref | Text | undefined): Text {
  if (hole === undefined) return []
  if (typeof hole === 'object') return 'figure' in hole ? [hole] : hole
  return [String(hole)]
}

/** Text with figures in it. */
export const text = (strings: TemplateStringsArray, ...holes: readonly (string | number | Ref | Text)[]): Text =>
  strings.flatMap((piece, index) => [...(piece === '' ? [] : [piece]), ...partsOf(holes[index])])

/** Texts one after another: a, b and c. */
export function listed(parts: readonly Text[], separator = ', ', last = ' and '): Text {
  return parts.flatMap((part, index) => (index === 0 ? part : [index === parts.length - 1 ? last : separator, ...part]))
}
