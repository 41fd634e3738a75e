/** A number that the report prints, with what it counts and where its rows are. */
export interface Figure {
  readonly value: number
  /** What is counted: rows, cases, candidates; or probability, bits, share (of 1), ratio. */
  readonly unit: string
  /** The denominator, in the same unit, and value as a percentage of it with one decimal. */
  readonly of?: number
  readonly percent?: number
  /** CSV of the run folder with exactly the rows that were counted. */
  readonly rows?: string
  /** File of the run folder in which the figure stands, where the rows themselves are not kept. */
  readonly source?: string
}

/** A figure by its name. */
export interface Ref {
  readonly figure: string
}

/** Running text: words and figures. */
export type Text = readonly (string | Ref)[]

/** How a column is shown; `share` and `heat` print a percentage with its numerator and denominator. */
export type ColumnKind = 'text' | 'date' | 'code' | 'number' | 'share' | 'heat' | 'dots' | 'bar'

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
  /** Shown when asked for: long tables that stand for completeness. */
  readonly folded?: boolean
}

/** Sets and the sizes of their intersections; a pattern has a 1 for each set it is in. */
export interface OverlapChart {
  readonly kind: 'chart'
  readonly chart: 'overlap'
  readonly caption: string
  readonly alternative: string
  readonly unit: string
  readonly sets: readonly string[]
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

export type ChartBlock = OverlapChart | PeriodChart | WeightChart

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

/** All that a report says: figures by name, and the text and tables that refer to them. */
export interface Summary {
  readonly crosswalk: string
  readonly name: string
  readonly title: string
  readonly as_of: string
  readonly limits: { readonly floor: number; readonly match: number; readonly review: number }
  readonly figures: Readonly<Record<string, Figure>>
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
