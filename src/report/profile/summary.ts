/** One bar of a distribution; below and above are what lies too far off to be drawn. */
export interface Bar {
  readonly side: 'below' | 'within' | 'above'
  readonly lower: string | null
  readonly upper: string | null
  readonly cells: number
}

export interface ValueRange {
  readonly cells: number
  readonly least: string
  readonly median: string
  readonly greatest: string
}

/** What a profile says of one column; values are masked as its role asks. */
export interface ColumnProfile {
  readonly name: string
  readonly field: string
  readonly role: string
  readonly reason: string
  /** What at least nine in ten of its cells are; text where they are nothing in particular. */
  readonly kind: string
  readonly masked: boolean
  readonly rows: number
  readonly filled: number
  readonly distinct: number
  /** Values that stand in one cell only. */
  readonly once: number
  readonly placeholders: number
  /** Cells that are what the type of their field says, placeholders left out. */
  readonly conforming: number
  readonly type: string
  readonly least: string | null
  readonly greatest: string | null
  readonly lengths: { readonly least: number; readonly median: number; readonly greatest: number } | null
  readonly numbers: (ValueRange & { readonly mean: string; readonly quarters: readonly [string, string] }) | null
  readonly days: ValueRange | null
  readonly values: readonly { readonly value: string; readonly cells: number }[]
  readonly kinds: readonly { readonly kind: string; readonly layout: string | null; readonly cells: number; readonly valid: number }[]
  readonly patterns: readonly { readonly pattern: string; readonly cells: number }[]
  readonly bars: { readonly unit: string; readonly of: readonly Bar[] } | null
  readonly byLength: readonly { readonly length: number; readonly cells: number }[]
}

export interface RuleProposal {
  readonly kind: string
  readonly fields: readonly string[]
  readonly holds: number
  readonly tested: number
  readonly values: readonly string[] | null
}

export interface ProfileFinding {
  readonly rule: string
  readonly field: string | null
  readonly failing: number
  readonly tested: number
  readonly severity: string
}

export interface FileProfile {
  readonly system: string
  readonly file: string
  readonly rows_read: number
  readonly rows_quarantined: number
  /** Rows that say in every column what another row of the file says. */
  readonly repeated_rows: number
  readonly columns: readonly ColumnProfile[]
  readonly proposals: readonly RuleProposal[]
  readonly findings: readonly ProfileFinding[]
}

/** A column that several files have, by its name or by what it was taken for. */
export interface SharedColumn {
  readonly by: 'name' | 'role'
  readonly of: readonly { readonly system: string; readonly field: string }[]
}

/** All that a profile says; the page, the text and the JSON are made from it. */
export interface ProfileSummary {
  readonly crosswalk: string
  readonly files: readonly FileProfile[]
  readonly shared: readonly SharedColumn[]
}
