import {
  classesFrom, pairClasses, priorWeight, shares, weight, type ClassParameters, type ComparisonShape, type PairClass, type Parameters, type Patterns,
} from './comparison.js'
import { damagedM, damageFactors, soundM } from './damage.js'

export interface EstimateInput {
  readonly comparisons: readonly ComparisonShape[]
  /** Pairs that blocking found. */
  readonly blocked: Patterns
  /** Pairs taken at random. */
  readonly random: Patterns
  /** All pairs that could be, blocked or not. */
  readonly possiblePairs: number
  readonly mentions: number
  core?: boolean
}

export interface Estimate extends Parameters {
  /** Matches among the blocked pairs, by the model. */
  readonly expectedMatches: number
  readonly iterations: number
  readonly converged: boolean
  /** Comparisons that kept the default m, because full agreement came to speak against a match in them. */
  readonly mended?: readonly string[]
  /** Why the default m was kept in all, where training failed. */
  readonly failure?: string
}

type Posteriors = Partial<Record<PairClass, Float64Array>>

const mostIterations = 60
const tolerance = 1e-4
/**
 * Pseudo-pairs of the default model that each comparison starts with: at least ten, and a share of the mentions, because among many mentions
 * with few matches the many pairs that half agree would otherwise become the match class.
 */
const priorPairs = (mentions: number): number => Math.max(10, mentions * 0.02)
const leastShare = 1e-7
/** Share of the matches that are taken as damaged at first, and at most. */
const startDamaged = 0.1
const defaultFactor = 3
const mostDamaged = 0.4
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
const randomShares = ({ comparisons, random }: Omit<EstimateInput, 'blocked'>): number[][] =>
  comparisons.map((shape, comparison) =>
    normalise(levelCounts(random, comparison, shape.labels.length, (pattern) => random.pairs[pattern] ?? 0).map((count) => count + 0.5)),
  )

/** Random pairs hold matches too: takes them out, u = (u_random - prior m) / (1 - prior). */
const withoutMatches = (random: readonly number[], { m, prior }: { m: readonly number[]; prior: number }): number[] =>
  normalise(random.map((share, level) => Math.max((share - prior * (m[level] ?? 0)) / (1 - prior), share * 0.01, leastShare)))

function posteriors({ comparisons, blocked, core }: EstimateInput, parameters: Parameters): Posteriors {
  const classes = pairClasses.filter((pairClass) => parameters.classes[pairClass] !== undefined)
  const tables = classes.map((pairClass) =>
    comparisons.map((shape, c) => Float64Array.from({ length: shape.labels.length + 1 }, (_, level) => weight(parameters, pairClass, c, level))),
  )
  const starts = classes.map((pairClass) => priorWeight(parameters, pairClass))
  const result = classes.map(() => new Float64Array(blocked.pairs.length))
  const odds = new Float64Array(classes.length)
  for (let pattern = 0; pattern < blocked.pairs.length; pattern += 1) {
    let total = 1
    for (let k = 0; k < classes.length; k += 1) {
      let bits = starts[k] ?? 0
      for (let c = 0; c < comparisons.length; c += 1) bits += tables[k]?.[c]?.[blocked.levels[c]?.[pattern] ?? 0] ?? 0
      odds[k] = 2 ** Math.min(bits, 500)
      total += odds[k] ?? 0
    }
    for (let k = 0; k < classes.length; k += 1) (result[k] as Float64Array)[pattern] = (odds[k] ?? 0) / total
  }
  return Object.fromEntries(classes.map((pairClass, k) => [pairClass, result[k]]))
}

const capElse = (levels: readonly number[], most: number): number[] => {
  const [first = 0, ...rest] = levels
  if (first <= most || rest.length === 0) return [...levels]
  const others = rest.reduce((sum, share) => sum + share, 0)
  return [most, ...rest.map((share) => (others > 0 ? (share / others) * (1 - most) : (1 - most) / rest.length))]
}

/** Counts of each level, only from pairs that some rule found without using what it compares: others agree because they were blocked so. */
function classCounts(input: EstimateInput, posterior: Float64Array | undefined, comparison: number): number[] {
  const { free, pairs } = input.blocked
  return levelCounts(input.blocked, comparison, input.comparisons[comparison]?.labels.length ?? 0, (pattern) =>
    (((free[pattern] ?? 0) >> comparison) & 1) === 0 ? 0 : (posterior?.[pattern] ?? 0) * (pairs[pattern] ?? 0),
  )
}

/** m of a comparison, the default model counting as some pairs. */
function classShares(input: EstimateInput, pairClass: PairClass, posterior: Posteriors, comparison: number, factor: number): number[] {
  const shape = input.comparisons[comparison]
  if (shape === undefined) return []
  const counts = classCounts(input, posterior[pairClass], comparison)
  const strength = priorPairs(input.mentions)
  const withPrior = counts.map((count, level) => count + strength * (shape.defaultM[level] ?? 0))
  if (pairClass !== 'match' || posterior.damaged === undefined) return normalise(withPrior)
  const m = normalise(soundM(withPrior, classCounts(input, posterior.damaged, comparison), factor))
  return ['name', 'personal', 'sex'].includes(shape.kind) && shape.labels.length > 2 ? capElse(m, Number(process.env['CAP'] ?? 0.4)) : m
}

const sumOf = ({ blocked }: EstimateInput, posterior: Float64Array | undefined): number =>
  posterior === undefined ? 0 : posterior.reduce((sum, probability, pattern) => sum + probability * (blocked.pairs[pattern] ?? 0), 0)

const priorOf = (pairs: number, possible: number): number => Math.min(Math.max(pairs, 0.5) / Math.max(possible, 1), 0.5)

/** The classes that the comparisons can tell apart: without anything personal a namesake looks like a match. */
function classesOf(comparisons: readonly ComparisonShape[]): PairClass[] {
  const has = (...kinds: string[]): boolean => comparisons.some(({ kind }) => kinds.includes(kind))
  const relatives = has('family', 'shared') && has('name', 'personal')
  const namesakes = has('personal') && has('name', 'family')
  return pairClasses.filter((pairClass) => ({ match: true, damaged: true, relative: relatives, namesake: namesakes })[pairClass])
}

function defaults(input: Omit<EstimateInput, 'blocked'>, u: readonly (readonly number[])[], factor: number): Parameters {
  const prior = priorOf(input.mentions, input.possiblePairs)
  const of = (pairClass: PairClass): ClassParameters => ({
    prior: pairClass === 'damaged' ? prior * startDamaged : prior,
    m: input.comparisons.map((shape, c) => (shares(pairClass, shape) ? (pairClass === 'damaged' ? damagedM(shape.defaultM, factor) : shape.defaultM) : (u[c] ?? []))),
  })
  const others = classesOf(input.comparisons).map((pairClass) => [pairClass, of(pairClass)] as const)
  return { u, classes: { ...Object.fromEntries(others), match: of('match') } }
}

/** The model before anything was learnt: the default m of each comparison, u of random pairs, one match a mention. */
export const defaultParameters = (input: Omit<EstimateInput, 'blocked'>): Parameters => defaults(input, randomShares(input), defaultFactor)

function maximise(input: EstimateInput, random: readonly (readonly number[])[], posterior: Posteriors, factor: number): Parameters {
  const learnt = Object.entries(posterior).map(([name, share]) => {
    const pairClass = name as PairClass
    const m = input.comparisons.map((shape, c) => (shares(pairClass, shape) ? classShares(input, pairClass, posterior, c, factor) : null))
    return { pairClass, m, prior: priorOf(sumOf(input, share), input.possiblePairs) }
  })
  const match = learnt.find(({ pairClass }) => pairClass === 'match')
  const u = random.map((levels, c) => withoutMatches(levels, { m: match?.m[c] ?? [], prior: match?.prior ?? 0 }))
  const classes = learnt.map(({ pairClass, m, prior }) => {
    if (pairClass !== 'damaged') return [pairClass, { prior, m: m.map((levels, c) => levels ?? u[c] ?? []) }] as const
    return [pairClass, { prior: Math.min(prior, (match?.prior ?? 0) * (mostDamaged / (1 - mostDamaged))), m: (match?.m ?? []).map((levels) => damagedM(levels ?? [], factor)) }] as const
  })
  return { u, classes: classesFrom(classes) }
}

const furthest = (a: Parameters, b: Parameters): number =>
  Math.max(0, ...a.classes.match.m.flatMap((row, i) => row.map((value, j) => Math.abs(value - (b.classes.match.m[i]?.[j] ?? 0)))))

/**
 * Parameters of Fellegi and Sunter's model (1969) by expectation maximisation over agreement patterns (Winkler 1988), with latent classes for
 * relatives and namesakes: u from random pairs with the matches among them taken out, m from blocked pairs, priors over all possible pairs.
 * Sums run in the order of the patterns, so the same patterns give the same parameters.
 */
export function estimateParameters(input: EstimateInput): Estimate {
  const all = damageFactors.map((factor) => estimateWith(input, factor))
  for (const one of all) console.error('LL', one.ll, one.expectedMatches, one.classes.damaged?.prior, one.iterations)
  return all[Number(process.env['FAC'] ?? 2)] as Estimate
}

function estimateWith(input: EstimateInput, factor: number): Estimate & { ll: number } {
  const random = randomShares(input)
  let parameters = defaults(input, random, factor)
  let posterior = posteriors(input, parameters)
  let converged = false
  let iterations = 0
  while (!converged && iterations < mostIterations) {
    iterations += 1
    input.core = iterations < Number(process.env['CORE'] ?? 4)
    const next = maximise(input, random, posterior, factor)
    converged = furthest(next, parameters) < tolerance && Math.abs(Math.log(next.classes.match.prior / parameters.classes.match.prior)) < 1e-3
    parameters = next
    posterior = posteriors(input, parameters)
  }
  const mended = withoutSwitched(input, parameters)
  if (mended !== undefined) {
    parameters = mended.parameters
    posterior = posteriors(input, parameters)
  }
  const expectedMatches = sumOf(input, posterior.match) + sumOf(input, posterior.damaged)
  const failure = failureOf(input, parameters, expectedMatches)
  const told = mended === undefined ? {} : { mended: mended.names }
  if (failure === undefined) return { ...parameters, ...told, expectedMatches, iterations, converged, ll: likelihood(input, parameters) }
  const fallback = defaults(input, random, factor)
  const again = posteriors(input, fallback)
  return { ...fallback, expectedMatches: sumOf(input, again.match) + sumOf(input, again.damaged), iterations, converged, failure, ll: 0 }
}

/**
 * Comparisons in which full agreement came to speak against a match, because few pairs hold them: they keep the default m. Undefined
 * where there are none.
 */
function withoutSwitched(input: EstimateInput, parameters: Parameters): { parameters: Parameters; names: string[] } | undefined {
  const switched = input.comparisons.map((shape, c) => weight(parameters, 'match', c, shape.labels.length) < 0)
  if (!switched.includes(true)) return undefined
  const m = parameters.classes.match.m.map((levels, c) => (switched[c] === true ? (input.comparisons[c]?.defaultM ?? levels) : levels))
  const classes = { ...parameters.classes, match: { ...parameters.classes.match, m } }
  return { parameters: { ...parameters, classes }, names: input.comparisons.filter((_, c) => switched[c]).map(({ name }) => name) }
}

/** Health of a training, by what needs no labels. */
function failureOf(input: EstimateInput, parameters: Parameters, expectedMatches: number): string | undefined {
  if (input.blocked.pairs.length === 0) return 'blocking found no pairs'
  if (expectedMatches > mostMatchesPerMention * input.mentions) return 'the model expects more matches than people have records'
  return undefined
}

function likelihood(input: EstimateInput, parameters: Parameters): number {
  const p = posteriors(input, parameters)
  let sum = 0
  for (let at = 0; at < input.blocked.pairs.length; at += 1) {
    let rest = 1
    for (const name of pairClasses) rest -= p[name]?.[at] ?? 0
    let u = 0
    input.comparisons.forEach((_, c) => { const level = input.blocked.levels[c]?.[at] ?? 0; if (level > 0) u += Math.log(parameters.u[c]?.[level - 1] ?? 1) })
    sum += (input.blocked.pairs[at] ?? 0) * (u - Math.log(Math.max(rest, 1e-300)))
  }
  return sum
}
