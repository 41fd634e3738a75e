import { priorWeight, probabilityOf, weight, type ComparisonShape, type Parameters, type Patterns } from './comparison.js'

export interface EstimateInput {
  readonly comparisons: readonly ComparisonShape[]
  /** Pairs that blocking found. */
  readonly blocked: Patterns
  /** Pairs taken at random. */
  readonly random: Patterns
  /** For each comparison the rules that use what it compares, as bits. */
  readonly usedBy: readonly number[]
  /** All pairs that could be, blocked or not. */
  readonly possiblePairs: number
  readonly mentions: number
}

export interface Estimate extends Parameters {
  /** Matches among the blocked pairs, by the model. */
  readonly expectedMatches: number
  readonly iterations: number
  readonly converged: boolean
  /** Why the default m was kept, where training failed. */
  readonly failure?: string
}

const mostIterations = 50
const tolerance = 1e-5
/** Pseudo-matches of the default model that each comparison starts with. */
const priorMatches = 10
const leastShare = 1e-7
/** A person has few records: more expected matches a mention than this means that the classes were switched. */
const mostMatchesPerMention = 60

const normalise = (counts: readonly number[]): number[] => {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count) => Math.max(count / total, leastShare))
}

function levelCounts(patterns: Patterns, comparison: number, levels: number, weigh: (pattern: number) => number): number[] {
  const counts = Array.from({ length: levels }, () => 0)
  const column = patterns.levels[comparison] ?? new Int8Array(0)
  column.forEach((level, pattern) => {
    if (level > 0) counts[level - 1] = (counts[level - 1] ?? 0) + weigh(pattern)
  })
  return counts
}

/** u of random pairs, half a pair added to each level so that a level never seen is rare, not impossible. */
function randomShares(input: EstimateInput): number[][] {
  return input.comparisons.map((shape, comparison) =>
    normalise(levelCounts(input.random, comparison, shape.labels.length, (pattern) => input.random.pairs[pattern] ?? 0).map((count) => count + 0.5)),
  )
}

/** Random pairs hold matches too: takes them out, u = (u_random - prior m) / (1 - prior). */
const withoutMatches = (random: readonly number[], m: readonly number[], prior: number): number[] =>
  normalise(random.map((share, level) => Math.max((share - prior * (m[level] ?? 0)) / (1 - prior), share * 0.01, leastShare)))

function posteriors(input: EstimateInput, parameters: Parameters): Float64Array {
  const weights = input.comparisons.map((shape, comparison) =>
    Float64Array.from({ length: shape.labels.length + 1 }, (_, level) => weight(parameters, comparison, level)),
  )
  const start = priorWeight(parameters)
  return Float64Array.from(input.blocked.pairs, (_, pattern) => {
    let bits = start
    for (let c = 0; c < weights.length; c += 1) bits += weights[c]?.[input.blocked.levels[c]?.[pattern] ?? 0] ?? 0
    return probabilityOf(bits)
  })
}

const capElse = (shares: readonly number[], most: number): number[] => {
  const [first = 0, ...rest] = shares
  if (first <= most || rest.length === 0) return [...shares]
  const others = rest.reduce((sum, share) => sum + share, 0)
  return [most, ...rest.map((share) => (others > 0 ? (share / others) * (1 - most) : (1 - most) / rest.length))]
}

/** m of a comparison, only from pairs that some rule found without using what it compares: others agree because they were blocked so. */
function matchShares(input: EstimateInput, posterior: Float64Array, comparison: number): number[] {
  const shape = input.comparisons[comparison]
  if (shape === undefined) return []
  const used = input.usedBy[comparison] ?? 0
  const counts = levelCounts(input.blocked, comparison, shape.labels.length, (pattern) =>
    ((input.blocked.foundBy[pattern] ?? 0) & ~used) === 0 ? 0 : (posterior[pattern] ?? 0) * (input.blocked.pairs[pattern] ?? 0),
  )
  return capElse(normalise(counts.map((count, level) => count + priorMatches * (shape.defaultM[level] ?? 0))), shape.mostElse)
}

const sumMatches = (input: EstimateInput, posterior: Float64Array): number =>
  posterior.reduce((sum, probability, pattern) => sum + probability * (input.blocked.pairs[pattern] ?? 0), 0)

const priorOf = (matches: number, possible: number): number => Math.min(Math.max(matches, 0.5) / Math.max(possible, 1), 0.5)

const furthest = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number =>
  Math.max(0, ...a.flatMap((row, i) => row.map((value, j) => Math.abs(value - (b[i]?.[j] ?? 0)))))

const defaults = (input: EstimateInput, u: readonly (readonly number[])[]): Parameters => ({
  m: input.comparisons.map((shape) => shape.defaultM),
  u,
  prior: priorOf(input.mentions, input.possiblePairs),
})

/**
 * Parameters of Fellegi and Sunter's model (1969) by expectation maximisation over agreement patterns (Winkler 1988): u from random pairs
 * with the matches among them taken out, m from blocked pairs, the prior over all possible pairs. Sums run in the order of the patterns,
 * so the same patterns give the same parameters.
 */
export function estimateParameters(input: EstimateInput): Estimate {
  const random = randomShares(input)
  let parameters = defaults(input, random)
  let converged = false
  let iterations = 0
  let posterior = posteriors(input, parameters)
  while (!converged && iterations < mostIterations) {
    iterations += 1
    const m = input.comparisons.map((_, comparison) => matchShares(input, posterior, comparison))
    const prior = priorOf(sumMatches(input, posterior), input.possiblePairs)
    const u = random.map((shares, comparison) => withoutMatches(shares, m[comparison] ?? [], prior))
    converged = furthest(m, parameters.m) < tolerance && Math.abs(Math.log(prior / parameters.prior)) < 1e-3
    parameters = { m, u, prior }
    posterior = posteriors(input, parameters)
  }
  const expectedMatches = sumMatches(input, posterior)
  const failure = failureOf(input, parameters, expectedMatches)
  if (failure === undefined) return { ...parameters, expectedMatches, iterations, converged }
  const fallback = defaults(input, random)
  return { ...fallback, expectedMatches: sumMatches(input, posteriors(input, fallback)), iterations, converged, failure }
}

/** Health of a training, by what needs no labels. */
function failureOf(input: EstimateInput, parameters: Parameters, expectedMatches: number): string | undefined {
  if (input.blocked.pairs.length === 0) return 'blocking found no pairs'
  if (expectedMatches > mostMatchesPerMention * input.mentions) return 'the model expects more matches than people have records'
  const switched = input.comparisons.filter((shape, c) => weight(parameters, c, shape.labels.length) < 0)
  if (switched.length > 0) return `full agreement speaks against a match in ${switched.map((shape) => shape.name).join(', ')}`
  return undefined
}
