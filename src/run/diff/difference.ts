/** Whether something is in the later run alone, in the earlier alone, or in both and another. */
export type Change = 'new' | 'gone' | 'changed'

export interface ChangedInput {
  readonly extract_id: string
  readonly file: string
  readonly change: Change
  readonly rows_before: number | null
  readonly rows_after: number | null
}

/** A setting, a version or the like, by its path; values as JSON. */
export interface ChangedSetting {
  readonly path: string
  readonly change: Change
  readonly before: string | null
  readonly after: string | null
}

export interface ChangedTable {
  readonly table: string
  readonly change: Change
  readonly rows_before: number | null
  readonly rows_after: number | null
}

export interface ChangedFigure {
  readonly name: string
  readonly change: Change
  readonly unit: string
  readonly before: string | null
  readonly after: string | null
}

/** A candidate that is new, gone, in another band, or scored otherwise within its band; columns that moved as `column: before → after`. */
export interface ChangedCandidate {
  readonly left_system: string
  readonly left_id: string
  readonly left_role: string
  readonly left_ordinal: number
  readonly right_system: string
  readonly right_id: string
  readonly right_role: string
  readonly right_ordinal: number
  readonly change: 'new' | 'gone' | 'moved' | 'scored'
  readonly band_before: string | null
  readonly band_after: string | null
  readonly probability_before: number | null
  readonly probability_after: number | null
  readonly match_weight_before: number | null
  readonly match_weight_after: number | null
  readonly evidence: string | null
  readonly weights: string | null
}

export interface CandidateChanges {
  readonly new: number
  readonly gone: number
  /** In another band. */
  readonly moved: number
  /** In the same band with another weight or probability. */
  readonly scored: number
  readonly moves: readonly { readonly from: string; readonly to: string; readonly pairs: number }[]
  /** Level columns that moved, of pairs in both runs whose band or score changed. */
  readonly evidence: readonly { readonly column: string; readonly pairs: number }[]
  /** The first of those that are new, gone or moved; all of them, and those scored otherwise, stand in candidates.csv of the folder that `out` names. */
  readonly rows: readonly ChangedCandidate[]
}

export interface EntityChanges {
  /** Entities of the later run that hold mentions of several of the earlier. */
  readonly merged: number
  /** Entities of the earlier run whose mentions are in several of the later. */
  readonly split: number
  /** The same mentions under another id. */
  readonly renamed: number
  readonly new_mentions: number
  readonly gone_mentions: number
}

export interface ChangedFinding {
  readonly rule: string
  readonly system: string | null
  readonly field: string | null
  readonly extract_id: string | null
  readonly period: string | null
  readonly severity: string | null
  readonly change: Change
  readonly failing_before: number | null
  readonly failing_after: number | null
}

/** How a later run differs from an earlier one. What a run does not have is null. */
export interface Difference {
  readonly same: boolean
  readonly before: string
  readonly after: string
  readonly inputs: readonly ChangedInput[]
  readonly config: readonly ChangedSetting[]
  readonly versions: readonly ChangedSetting[]
  readonly figures: readonly ChangedFigure[]
  readonly candidates: CandidateChanges | null
  readonly entities: EntityChanges | null
  readonly findings: readonly ChangedFinding[]
  readonly tables: readonly ChangedTable[]
}
