/** The names of one culture, each list most frequent first; `heads` × `ends` make its rare surnames, a share `tail` of all. */
export interface NameSource {
  readonly surnames: readonly string[]
  readonly male: readonly string[]
  readonly female: readonly string[]
  readonly heads: readonly string[]
  readonly ends: readonly string[]
  readonly tail: number
  /** Zipf exponent of the surnames. */
  readonly exponent: number
  readonly countries: readonly string[]
}

/** Words of a compact list, each once; an underscore stands for a space inside a name. */
export const words = (list: string): readonly string[] => [
  ...new Set(list.split(/\s+/).filter((word) => word !== '').map((word) => word.replaceAll('_', ' '))),
]
