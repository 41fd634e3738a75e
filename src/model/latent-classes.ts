import { agreement, pairClasses, priorWeight, weight, type ComparisonShape, type PairClass, type Parameters, type Patterns } from './comparison.js'
import { damagedM } from './damage.js'
import { oddsOf } from './odds.js'

/** What a model starts from, before any pair was blocked. */
export interface ModelInput {
  readonly comparisons: readonly ComparisonShape[]
  /** Pairs taken at random. */
  readonly random: Patterns
  /** All pairs that could be, blocked or not. */
  readonly possiblePairs: number
  readonly mentions: number
  /** Classes beside the matches that the model does without. */
  readonly leftOut?: readonly PairClass[]
}

/** For each class the probability of each pattern to be of it. */
export type Posteriors = Partial<Record<PairClass, Float64Array>>

export const leastShare = 1e-7
/** Share of the matches that are taken as damaged at first. */
const startDamaged = 0.1
/** Share of a class that agrees as matches do where it only sometimes does, at first. */
const startSometimes = 0.05
/** Random pairs that hold a comparison, below which u says nothing. */
const fewRandom = 20

/** Shares of counts, none of them zero. */
export const normalise = (counts: readonly number[]): number[] => {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count) => Math.max(count / total, leastShare))
}

/** What the patterns of each level of a comparison weigh together, from level 1; with `open` only those that some rule found without using what is compared. */
export function levelCounts({ levels: columns, free }: Patterns, comparison: number, levels: number, weights: Float64Array, open = false): number[] {
  const counts = new Float64Array(levels + 1)
  const column = columns[comparison] ?? new Int8Array(0)
  for (let pattern = 0; pattern < column.length; pattern += 1) {
    // Those that are left out count with level 0, which is not asked for.
    const level = (column[pattern] ?? 0) * (open ? ((free[pattern] ?? 0) >> comparison) & 1 : 1)
    counts[level] = (counts[level] ?? 0) + (weights[pattern] ?? 0)
  }
  return [...counts.subarray(1)]
}

/** Pairs of people at large that count beside those of the file where it is known how often they half agree. */
const pairsAtLarge = 2000
/** A level never seen is rare, not impossible. */
const leastPseudo = (chances: readonly number[], level: number): number => (chances[level - 1] === undefined ? 0.5 : 0.05)

/** Pseudo-mentions, or pairs, of each value that people at large may have: a file with few values cannot show how rare they are. */
export const valuesAtLarge = 0.1

/**
 * u of random pairs, half a pair added to each level so that a level never seen is rare, not impossible; full agreement also counts pairs of people at
 * large, who have a value in common as seldom as there are many to choose from. Where hardly a random pair holds a comparison of which nothing is known, u is the default m: what cannot
 * be seen weighs nothing.
 */
export const randomShares = ({ comparisons, random }: ModelInput): number[][] =>
  comparisons.map(({ labels, choices, chances = [], defaultM }, comparison) => {
    const counts = levelCounts(random, comparison, labels.length, random.pairs)
    const seen = counts.reduce((sum, count) => sum + count, 0)
    if (choices === undefined) return seen < fewRandom ? [...defaultM] : normalise(counts.map((count) => count + 0.5))
    const equal = ((counts.at(-1) ?? 0) + valuesAtLarge) / (seen + valuesAtLarge * choices)
    const atLarge = Math.min(valuesAtLarge * choices, pairsAtLarge)
    const known = chances.slice(0, counts.length - 2).reduce((sum, chance) => sum + chance, 0)
    const rest = counts.slice(0, -1).map((count, level) => count + Math.max(level === 0 ? (1 - known) * atLarge : (chances[level - 1] ?? 0) * atLarge, leastPseudo(chances, level)))
    return normalise([...normalise(rest).map((share) => share * (1 - equal)), equal])
  })

/** Prior of a class: pairs expected in it over all possible ones. */
export const priorOf = (pairs: number, possible: number): number => Math.min(Math.max(pairs, 0.5) / Math.max(possible, 1), 0.5)

/** The classes that the comparisons can tell apart: without anything personal a namesake looks like a match. */
export function classesOf(comparisons: readonly ComparisonShape[], leftOut: readonly PairClass[] = []): PairClass[] {
  const has = (...kinds: string[]): boolean => comparisons.some(({ kind }) => kinds.includes(kind))
  const relatives = has('family', 'shared') && has('name', 'personal')
  const namesakes = has('personal') && has('name', 'family')
  return pairClasses.filter((pairClass) => ({ match: true, damaged: true, relative: relatives, namesake: namesakes })[pairClass] && !leftOut.includes(pairClass))
}

/** m of a comparison in a class before anything was learnt. */
export function defaultShares(pairClass: PairClass, shape: ComparisonShape, u: readonly number[]): readonly number[] {
  if (pairClass === 'damaged') return damagedM(shape.defaultM)
  const agrees = agreement(pairClass, shape)
  if (agrees === 'shared') return shape.defaultM
  if (agrees === 'random') return u
  return u.map((share, level) => (1 - startSometimes) * share + startSometimes * (shape.defaultM[level] ?? 0))
}

/** A model of default m and the given u, with one match a mention. */
export function defaultsWith(input: ModelInput, u: readonly (readonly number[])[]): Parameters {
  const prior = priorOf(input.mentions, input.possiblePairs)
  const of = (pairClass: PairClass) => ({
    prior: pairClass === 'damaged' ? prior * startDamaged : prior,
    m: input.comparisons.map((shape, c) => defaultShares(pairClass, shape, u[c] ?? [])),
  })
  return { u, classes: { ...Object.fromEntries(classesOf(input.comparisons, input.leftOut).map((pairClass) => [pairClass, of(pairClass)] as const)), match: of('match') } }
}

/** The model before anything was learnt: the default m of each comparison, u of random pairs, one match a mention. */
export const defaultParameters = (input: ModelInput): Parameters => defaultsWith(input, randomShares(input))

const rowsOfPatterns = new WeakMap<Patterns, Uint8Array>()

/** Levels pattern by pattern, those of a pattern side by side: they are read many times. */
function rowsOf(patterns: Patterns): Uint8Array {
  const known = rowsOfPatterns.get(patterns)
  if (known !== undefined) return known
  const width = patterns.levels.length
  const rows = new Uint8Array(patterns.pairs.length * width)
  for (const [c, column] of patterns.levels.entries()) {
    for (let pattern = 0, at = c; pattern < column.length; pattern += 1, at += width) rows[at] = column[pattern] ?? 0
  }
  rowsOfPatterns.set(patterns, rows)
  return rows
}

/** The probability of each pattern to be of each class. */
export function posteriors(comparisons: readonly ComparisonShape[], blocked: Patterns, parameters: Parameters): Posteriors {
  const classes = pairClasses.filter((pairClass) => parameters.classes[pairClass] !== undefined)
  const rows = rowsOf(blocked)
  const width = 1 + Math.max(0, ...comparisons.map(({ labels }) => labels.length))
  const bitsOf = (pairClass: PairClass): Float64Array => {
    const table = new Float64Array(width * comparisons.length)
    for (const [c, { labels }] of comparisons.entries()) for (let level = 0; level <= labels.length; level += 1) table[c * width + level] = weight(parameters, pairClass, c, level)
    return table
  }
  const total = new Float64Array(blocked.pairs.length).fill(1)
  const result = classes.map((pairClass) => {
    const [table, start] = [bitsOf(pairClass), priorWeight(parameters, pairClass)]
    const odds = new Float64Array(total.length)
    for (let pattern = 0, at = 0; pattern < odds.length; pattern += 1) {
      let bits = start
      for (let from = 0; from < table.length; from += width, at += 1) bits += table[from + (rows[at] ?? 0)] ?? 0
      const of = oddsOf(Math.min(bits, 500))
      odds[pattern] = of
      total[pattern] = (total[pattern] ?? 0) + of
    }
    return odds
  })
  for (const odds of result) for (let pattern = 0; pattern < odds.length; pattern += 1) odds[pattern] = (odds[pattern] ?? 0) / (total[pattern] ?? 1)
  return Object.fromEntries(classes.map((pairClass, k) => [pairClass, result[k]]))
}
