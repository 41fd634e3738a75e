import { agreement, classesFrom, shares, weight, type ComparisonShape, type PairClass, type Parameters, type Patterns } from './comparison.js'
import { damagedM, soundM } from './damage.js'
import { isComplete, withGiven, type GivenParameters } from './given.js'
import { defaultShares, defaultsWith, leastShare, levelCounts, normalise, posteriors, priorOf, randomShares, type ModelInput, type Posteriors } from './latent-classes.js'

export interface EstimateInput extends ModelInput {
  /** Pairs that blocking found. */
  readonly blocked: Patterns
  /** Parameters that are not to be estimated. */
  readonly given?: GivenParameters | undefined
  /** Rounds of estimation at most; with none the model stays as it is before anything was learnt. */
  readonly rounds?: number
}

export interface Estimate extends Parameters {
  /** Matches among the blocked pairs, by the model. */
  readonly expectedMatches: number
  readonly iterations: number
  readonly converged: boolean
  /** Comparisons that weigh nothing, because full agreement came to speak against a match in them. */
  readonly mended?: readonly string[]
  /** Why the default m was kept in all, where training failed. */
  readonly failure?: string
}

const mostIterations = 60
const tolerance = 1e-4
/**
 * Pseudo-pairs of the default model that each comparison starts with: at least ten, and a share of the mentions, because among many mentions
 * with few matches the many pairs that half agree would otherwise become the match class.
 */
const priorPairs = (mentions: number): number => Math.max(10, mentions * 0.02)
/** The most of the matches that are damaged. */
const mostDamaged = 0.4
/** The most of a class that agrees beyond random pairs where it only sometimes does: few relatives bear one given name. */
const mostSometimes = 0.1
/** A person has few records: more expected matches a mention than this means that the classes were switched. */
const mostMatchesPerMention = 60
/** Bits that shares lose by rounding: a comparison that no pair holds weighs nothing, and that is no failure. */
const rounding = 1e-6

/** Random pairs hold matches too: takes them out, u = (u_random - prior m) / (1 - prior). */
const withoutMatches = (random: readonly number[], { m, prior }: { m: readonly number[]; prior: number }): number[] =>
  normalise(random.map((share, level) => Math.max((share - prior * (m[level] ?? 0)) / (1 - prior), share * 0.01, leastShare)))

const capElse = (levels: readonly number[], most: number): number[] => {
  const [first = 0, ...rest] = levels
  if (first <= most || rest.length === 0) return [...levels]
  const others = rest.reduce((sum, share) => sum + share, 0)
  return [most, ...rest.map((share) => (others > 0 ? (share / others) * (1 - most) : (1 - most) / rest.length))]
}

/** No one kind of error is commoner than no error: where few pairs say so, they are others that happen to look alike. */
function capErrors(levels: readonly number[]): number[] {
  const top = levels.at(-1) ?? 1
  return normalise(levels.map((share, level) => (level === 0 ? share : Math.min(share, top))))
}

/** Counts of each level in a class, only from pairs that some rule found without using what is compared: others agree because they were blocked so. */
function classCounts({ blocked, comparisons }: EstimateInput, expecting: Float64Array | undefined, comparison: number): number[] {
  const levels = comparisons[comparison]?.labels.length ?? 0
  return expecting === undefined ? Array.from({ length: levels }, () => 0) : levelCounts(blocked, comparison, levels, expecting, true)
}

/** For each class how many of the pairs of each pattern are expected in it. */
const expectedPairs = ({ blocked: { pairs } }: EstimateInput, posterior: Posteriors): Posteriors =>
  Object.fromEntries(Object.entries(posterior).map(([pairClass, of]) => [pairClass, of.map((probability, pattern) => probability * (pairs[pattern] ?? 0))]))

const sumOf = (counts: Float64Array | undefined): number => (counts === undefined ? 0 : counts.reduce((sum, count) => sum + count, 0))

/** m of the sound matches: errors that a damaged record has besides are not counted, so all else stays rare in them. */
function soundShares(input: EstimateInput, expecting: Posteriors, shape: ComparisonShape, comparison: number): number[] {
  const strength = priorPairs(input.mentions)
  const counts = classCounts(input, expecting.match, comparison).map((count, level) => count + strength * (shape.defaultM[level] ?? 0))
  return capElse(capErrors(normalise(soundM(counts, classCounts(input, expecting.damaged, comparison)))), shape.mostElse)
}

/** Keeps what a class agrees in beyond random pairs within what is usual: else it would take the place of the matches. */
function capSometimes(learnt: readonly number[], u: readonly number[]): number[] {
  const beyond = learnt.reduce((sum, share, level) => sum + Math.max(share - (u[level] ?? 0), 0), 0)
  const kept = Math.min(1, mostSometimes / Math.max(beyond, 1e-9))
  return learnt.map((share, level) => (u[level] ?? 0) + kept * (share - (u[level] ?? 0)))
}

/** m of a class that is no match, from its own pairs and what it is at first. */
function otherShares(input: EstimateInput, pairClass: PairClass, expecting: Posteriors, u: readonly number[], comparison: number): number[] {
  const shape = input.comparisons[comparison]
  if (shape === undefined || !shares(pairClass, shape)) return [...u]
  const [strength, start] = [priorPairs(input.mentions), defaultShares(pairClass, shape, u)]
  const learnt = normalise(classCounts(input, expecting[pairClass], comparison).map((count, level) => count + strength * (start[level] ?? 0)))
  return agreement(pairClass, shape) === 'sometimes' ? capSometimes(learnt, u) : learnt
}

function maximise(input: EstimateInput, random: readonly (readonly number[])[], posterior: Posteriors): Parameters {
  const expecting = expectedPairs(input, posterior)
  const m = input.comparisons.map((shape, c) => soundShares(input, expecting, shape, c))
  const prior = (pairClass: PairClass): number => priorOf(sumOf(expecting[pairClass]), input.possiblePairs)
  const match = { prior: prior('match'), m }
  const u = random.map((levels, c) => withoutMatches(levels, { m: m[c] ?? [], prior: match.prior }))
  const damaged = posterior.damaged && { prior: Math.min(prior('damaged'), (match.prior * mostDamaged) / (1 - mostDamaged)), m: m.map(damagedM) }
  const others = (['relative', 'namesake'] as const)
    .filter((pairClass) => posterior[pairClass] !== undefined)
    .map((pairClass) => [pairClass, { prior: prior(pairClass), m: u.map((levels, c) => otherShares(input, pairClass, expecting, levels, c)) }] as const)
  return { u, classes: classesFrom([['match', match], ...(damaged === undefined ? [] : [['damaged', damaged] as const]), ...others]) }
}

const furthest = (a: Parameters, b: Parameters): number =>
  Math.max(0, ...a.classes.match.m.flatMap((row, i) => row.map((value, j) => Math.abs(value - (b.classes.match.m[i]?.[j] ?? 0)))))

function expected(input: EstimateInput, posterior: Posteriors): number {
  const { match, damaged } = expectedPairs(input, posterior)
  return sumOf(match) + sumOf(damaged)
}

/**
 * Parameters of Fellegi and Sunter's model (1969) by expectation maximisation over agreement patterns (Winkler 1988), with latent classes for
 * damaged matches, relatives and namesakes: u from random pairs with the matches among them taken out, m from blocked pairs, priors over all
 * possible pairs. Sums run in the order of the patterns, so the same patterns give the same parameters. Yields after each round, with the most there may be.
 */
export function* estimating(input: EstimateInput): Generator<readonly [rounds: number, most: number], Estimate> {
  const random = randomShares(input)
  const learnt = yield* learn(input, random)
  if (learnt.failure !== undefined || !drifted(input, learnt)) return learnt
  const { given } = input
  const kept = input.comparisons.map((shape, c) => given?.m.match?.[c] ?? shape.defaultM)
  const anchored = yield* learn({ ...input, given: { prior: given?.prior ?? {}, u: given?.u ?? [], m: { ...given?.m, match: kept } } }, random)
  return { ...anchored, failure: anchored.failure ?? 'pairs of others came to stand for the matches: the default m is kept, and only how many matches there are is learnt' }
}

/** The same at once. */
export function estimateParameters(input: EstimateInput): Estimate {
  const rounds = estimating(input)
  for (;;) {
    const round = rounds.next()
    if (round.done === true) return round.value
  }
}

/** Comparisons that tell persons apart. */
const telling: ReadonlySet<string> = new Set(['name', 'family', 'personal'])
/** So near to the most of a class's pairs that may contradict each other in a comparison, it would be more if it might. */
const atBound = 0.95

/**
 * Whether the matches learnt contradict each other, in half of the comparisons that tell persons apart or more, as often as is allowed. Records of one person do
 * so in few of them; where matches are rare beside the pairs that half agree, likelihood grows by taking some of those for matches.
 */
function drifted({ comparisons, given }: EstimateInput, { classes }: Parameters): boolean {
  const own = comparisons.flatMap(({ kind, mostElse, defaultM }, c) => {
    const learnt = given?.m.match?.[c] === undefined && (defaultM[0] ?? 0) < atBound * mostElse
    return telling.has(kind) && learnt ? [{ share: classes.match.m[c]?.[0] ?? 0, mostElse }] : []
  })
  const bound = own.filter(({ share, mostElse }) => share >= atBound * mostElse).length
  return bound >= 3 && bound * 2 >= own.length
}

function* learn(input: EstimateInput, random: readonly number[][]): Generator<readonly [rounds: number, most: number], Estimate> {
  const { comparisons, blocked } = input
  let parameters = withGiven(input.given, comparisons, defaultsWith(input, random))
  let posterior = posteriors(comparisons, blocked, parameters)
  let converged = isComplete(input.given, comparisons, parameters)
  let iterations = 0
  while (!converged && iterations < (input.rounds ?? mostIterations)) {
    iterations += 1
    const next = withGiven(input.given, comparisons, maximise(input, random, posterior))
    converged = furthest(next, parameters) < tolerance && Math.abs(Math.log(next.classes.match.prior / parameters.classes.match.prior)) < 1e-3
    parameters = next
    posterior = posteriors(comparisons, blocked, parameters)
    yield [iterations, input.rounds ?? mostIterations]
  }
  const mended = withoutSwitched(input, parameters)
  if (mended !== undefined) {
    parameters = withGiven(input.given, comparisons, mended.parameters)
    posterior = posteriors(comparisons, blocked, parameters)
  }
  const expectedMatches = expected(input, posterior)
  const failure = failureOf(input, expectedMatches)
  const told = mended === undefined ? {} : { mended: mended.names }
  if (failure === undefined) return { ...parameters, ...told, expectedMatches, iterations, converged }
  const fallback = withGiven(input.given, comparisons, defaultsWith(input, random))
  return { ...fallback, expectedMatches: expected(input, posteriors(comparisons, blocked, fallback)), iterations, converged, failure }
}

/**
 * Comparisons in which full agreement came to speak against a match, because few pairs hold them: they weigh nothing. Undefined where there
 * are none.
 */
function withoutSwitched(input: EstimateInput, parameters: Parameters): { parameters: Parameters; names: string[] } | undefined {
  const switched = input.comparisons.map((shape, c) => input.given?.m.match?.[c] === undefined && weight(parameters, 'match', c, shape.labels.length) < -rounding)
  if (!switched.includes(true)) return undefined
  const m = parameters.classes.match.m.map((levels, c) => (switched[c] === true ? (parameters.u[c] ?? levels) : levels))
  const { damaged } = parameters.classes
  const classes = { ...parameters.classes, match: { ...parameters.classes.match, m }, ...(damaged === undefined ? {} : { damaged: { ...damaged, m: m.map((levels, c) => (switched[c] === true ? levels : damagedM(levels))) } }) }
  return { parameters: { ...parameters, classes }, names: input.comparisons.filter((_, c) => switched[c]).map(({ name }) => name) }
}

/** Health of a training, by what needs no labels. */
function failureOf(input: EstimateInput, expectedMatches: number): string | undefined {
  if (input.blocked.pairs.length === 0) return 'blocking found no pairs'
  if (expectedMatches > mostMatchesPerMention * input.mentions) return 'the model expects more matches than people have records'
  return undefined
}
