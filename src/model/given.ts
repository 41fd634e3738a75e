import { agreement, weight, type ClassParameters, type ComparisonShape, type PairClass, type Parameters } from './comparison.js'
import { damagedM } from './damage.js'

/** Shares of a comparison's levels from 1 on; undefined where they are to be estimated. */
type Shares = readonly number[] | undefined

/** Parameters that are known from elsewhere; whatever is absent is estimated. m and u are indexed by comparison. */
export interface GivenParameters {
  readonly prior: Readonly<Partial<Record<PairClass, number>>>
  readonly m: Readonly<Partial<Record<PairClass, readonly Shares[]>>>
  readonly u: readonly Shares[]
}

/** m that follows from what is given, where it is not given itself: of damaged matches from sound ones, of a class that agrees as random pairs do from u. */
function following(given: GivenParameters, pairClass: PairClass, shape: ComparisonShape, c: number): Shares {
  const sound = given.m.match?.[c]
  if (pairClass === 'damaged') return sound === undefined ? undefined : damagedM(sound)
  return agreement(pairClass, shape) === 'random' ? given.u[c] : undefined
}

/** Parameters with all that is given in place of what they say. */
export function withGiven(given: GivenParameters | undefined, comparisons: readonly ComparisonShape[], parameters: Parameters): Parameters {
  if (given === undefined) return parameters
  const of = (pairClass: PairClass, { prior, m }: ClassParameters): ClassParameters => ({
    prior: given.prior[pairClass] ?? prior,
    m: m.map((levels, c) => {
      const shape = comparisons[c]
      return given.m[pairClass]?.[c] ?? (shape === undefined ? undefined : following(given, pairClass, shape, c)) ?? levels
    }),
  })
  const { match, ...others } = parameters.classes
  const rest = Object.fromEntries((Object.entries(others) as [PairClass, ClassParameters][]).map(([pairClass, own]) => [pairClass, of(pairClass, own)]))
  return { u: parameters.u.map((levels, c) => given.u[c] ?? levels), classes: { ...rest, match: of('match', match) } }
}

/** Whether nothing is left to estimate for the classes of a model. */
export const isComplete = (given: GivenParameters | undefined, comparisons: readonly ComparisonShape[], { classes }: Parameters): boolean =>
  given !== undefined &&
  comparisons.every((_, c) => given.u[c] !== undefined) &&
  (Object.keys(classes) as PairClass[]).every(
    (pairClass) => given.prior[pairClass] !== undefined && comparisons.every((shape, c) => given.m[pairClass]?.[c] !== undefined || following(given, pairClass, shape, c) !== undefined),
  )

/** Comparisons, m and u of matches given, in which agreement comes to weigh less than a lesser agreement. */
export const notMonotone = (given: GivenParameters, comparisons: readonly ComparisonShape[], parameters: Parameters): string[] =>
  comparisons
    .filter(({ labels }, c) => {
      if (given.m.match?.[c] === undefined && given.u[c] === undefined) return false
      return labels.some((_, at) => at > 0 && weight(parameters, 'match', c, at + 1) < weight(parameters, 'match', c, at))
    })
    .map(({ name }) => name)
