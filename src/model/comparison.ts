/** What the model knows of a comparison: its levels from 1 (all else) up to the strongest; 0 is missing on a side. */
export interface ComparisonShape {
  readonly name: string
  /** Labels of levels 1, 2, …; the last is full agreement. */
  readonly labels: readonly string[]
  /** Share of matches expected at each level before anything was learnt; sums to 1. */
  readonly defaultM: readonly number[]
  /** The most that level 1 may be of the matches: people's names and birth dates rarely differ altogether. */
  readonly mostElse: number
}

/** Agreement patterns of pairs and how many pairs show each: columns of equal length, one entry a pattern. */
export interface Patterns {
  /** For each comparison the level in each pattern. */
  readonly levels: readonly Int8Array[]
  readonly pairs: Float64Array
  /** Bit i is set when rule i found the pairs. */
  readonly foundBy: Int32Array
}

/** m, u and the prior; arrays are indexed by comparison, then level - 1. */
export interface Parameters {
  readonly m: readonly (readonly number[])[]
  readonly u: readonly (readonly number[])[]
  /** Probability that two mentions taken at random are a match. */
  readonly prior: number
}

/** Bits of evidence for a match at a level: log2(m / u). */
export const weight = (parameters: Parameters, comparison: number, level: number): number =>
  level === 0 ? 0 : Math.log2((parameters.m[comparison]?.[level - 1] ?? 1) / (parameters.u[comparison]?.[level - 1] ?? 1))

/** Bits of evidence before anything is compared: log2 of the prior odds. */
export const priorWeight = (parameters: Parameters): number => Math.log2(parameters.prior / (1 - parameters.prior))

/** The probability of a match weight in bits, prior included. */
export const probabilityOf = (bits: number): number => 1 / (1 + 2 ** -bits)
