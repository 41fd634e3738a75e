/** What a comparison is about, which decides what people who are not the same person share in it. */
export type ComparisonKind = 'name' | 'family' | 'personal' | 'contact' | 'shared' | 'trait' | 'sex'

/** What the model knows of a comparison: its levels from 1 (all else) up to the strongest; 0 is missing on a side. */
export interface ComparisonShape {
  readonly name: string
  readonly kind: ComparisonKind
  /** Labels of levels 1, 2, …; the last is full agreement. */
  readonly labels: readonly string[]
  /** Share of matches expected at each level before anything was learnt; sums to 1. */
  readonly defaultM: readonly number[]
  /** The most that level 1 may be of the matches: people's names and birth dates rarely differ altogether. */
  readonly mostElse: number
  /** Among people at large one in about so many has a given value; absent where nothing is known. */
  readonly choices?: number
  /** Share of people at large, taken in pairs, at levels 2, 3, … but the last; with `choices` alone. */
  readonly chances?: readonly number[]
}

/** Agreement patterns of pairs and how many pairs show each: columns of equal length, one entry a pattern. */
export interface Patterns {
  /** For each comparison the level in each pattern. */
  readonly levels: readonly Int8Array[]
  readonly pairs: Float64Array
  /** Bit c is set when a rule found the pairs that does not use what comparison c compares. */
  readonly free: Int32Array
}

/**
 * Kinds of pair beside random ones: the same person, and the same person where a record is wrong in several fields; relatives, who share a household; namesakes, who share a name and where it comes from.
 * They are latent classes of their own (Larsen and Rubin 2001), or a household would pass for a person.
 */
export const pairClasses = ['match', 'damaged', 'relative', 'namesake'] as const
export type PairClass = (typeof pairClasses)[number]

const everything: readonly ComparisonKind[] = ['name', 'family', 'personal', 'contact', 'shared', 'trait', 'sex']
const sharedBy: Readonly<Record<PairClass, readonly ComparisonKind[]>> = {
  match: everything,
  damaged: everything,
  relative: ['family', 'shared', 'trait'],
  namesake: ['name', 'family', 'trait', 'sex'],
}

/** Some relatives bear one name, and an e-mail address is often made of a name: there the data say how far a class agrees more than random pairs do. */
const sometimesBy: Readonly<Record<PairClass, readonly ComparisonKind[]>> = {
  match: [],
  damaged: [],
  relative: ['name', 'contact'],
  namesake: ['contact'],
}

/** Whether pairs of a class agree in a comparison as matches do, as random pairs do, or sometimes as the one and sometimes as the other. */
export function agreement(pairClass: PairClass, shape: ComparisonShape): 'shared' | 'sometimes' | 'random' {
  if (sharedBy[pairClass].includes(shape.kind)) return 'shared'
  return sometimesBy[pairClass].includes(shape.kind) ? 'sometimes' : 'random'
}

/** Whether pairs of a class agree in a comparison otherwise than random ones do. */
export const shares = (pairClass: PairClass, shape: ComparisonShape): boolean => agreement(pairClass, shape) !== 'random'

/** Parameters of one class of pairs; m is indexed by comparison, then level - 1. */
export interface ClassParameters {
  readonly m: readonly (readonly number[])[]
  /** Probability that two mentions taken at random are of this class. */
  readonly prior: number
}

/** Parameters of a model: u of random pairs, and the classes that the comparisons can tell apart. */
export interface Parameters {
  readonly u: readonly (readonly number[])[]
  readonly classes: Readonly<Record<'match', ClassParameters>> & Readonly<Partial<Record<PairClass, ClassParameters>>>
}

/** Bits of evidence for a class, against a random pair, at a level: log2(m / u). */
export const weight = (parameters: Parameters, pairClass: PairClass, comparison: number, level: number): number => {
  const m = parameters.classes[pairClass]?.m[comparison]
  return level === 0 || m === undefined ? 0 : Math.log2((m[level - 1] ?? 1) / (parameters.u[comparison]?.[level - 1] ?? 1))
}

/** Bits of evidence for a class before anything is compared: log2 of the prior odds. */
export const priorWeight = (parameters: Parameters, pairClass: PairClass): number => {
  const prior = parameters.classes[pairClass]?.prior ?? 0
  return Math.log2(prior / (1 - prior))
}

/** The probability of a match weight in bits, prior and alternatives included. */
export const probabilityOf = (bits: number): number => 1 / (1 + 2 ** -bits)

/** Classes of a model that are no matches. */
export const alternatives = (parameters: Parameters): PairClass[] =>
  pairClasses.filter((pairClass) => pairClass !== 'match' && pairClass !== 'damaged' && parameters.classes[pairClass] !== undefined)

/** Classes by name. Throws when matches are not among them. */
export function classesFrom(entries: readonly (readonly [PairClass, ClassParameters])[]): Parameters['classes'] {
  const match = entries.find(([pairClass]) => pairClass === 'match')
  if (match === undefined) throw new RangeError('a model has a class of matches')
  return { ...(Object.fromEntries(entries) as Partial<Record<PairClass, ClassParameters>>), match: match[1] }
}
