/** One thing that is not as run.json says. */
export interface Mismatch {
  readonly what: 'manifest' | 'signature' | 'input' | 'missing' | 'changed' | 'extra' | 'identity' | 'sql' | 'rerun'
  /** The file, or the identity with its scope. */
  readonly name: string
  readonly detail: string
}

/** What could not be checked, and why. */
export interface Unchecked {
  readonly what: 'signature' | 'input' | 'identity' | 'sql' | 'rerun'
  readonly name: string
  readonly why: string
}

/** What one check found. */
export interface Found {
  readonly checked: number
  readonly mismatches: readonly Mismatch[]
  readonly unchecked: readonly Unchecked[]
}
