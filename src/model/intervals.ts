import type { Interval } from './capture-recapture.js'
import { grouped } from './grouping.js'
import { normal, seededRandom } from './random.js'

/** What the draws of intervals start from, unless told otherwise. */
export const intervalSeed = 1

export interface ExpectedMatches {
  /** Calibrated probabilities of the listed pairs. */
  readonly probability: Float64Array
  /** Entity of each pair, 1 … groups. Its pairs stand and fall together. */
  readonly group: Int32Array
  readonly groups: number
  /** Pairs at or above it are predicted to be matches. */
  readonly threshold: number
  /** Matches that are not listed; none if not given. */
  readonly missed?: Interval
  /** Standard error of the calibration as a whole, in log odds; 0 if not given. */
  readonly calibrationError?: number
  readonly seed?: number
  /** Draws; 400 if not given, fewer when there are many groups. */
  readonly draws?: number
}

export interface ExpectedRates {
  /** Matches, listed or not. */
  readonly matches: Interval
  readonly predicted: number
  /** Undefined when nothing is predicted. */
  readonly precision: Interval | undefined
  /** Undefined when no match is expected. */
  readonly recall: Interval | undefined
}

const z = 1.96
const mostSteps = 200_000_000
const leastDraws = 100

const logit = (value: number): number => Math.log(value) - Math.log1p(-value)
const logistic = (odds: number): number => 1 / (1 + Math.exp(-odds))

/** A number of missed matches whose 95 % limits are those given: even below the estimate, by ratios above it. */
function drawMissed({ estimate, lower, upper }: Interval, random: () => number): number {
  const at = normal(random) / z
  if (at < 0) return Math.max(0, estimate + at * (estimate - lower))
  return estimate > 0 ? estimate * Math.exp(at * Math.log(Math.max(upper / estimate, 1))) : at * upper
}

/** The 2.5th and 97.5th percentile; the estimate lies between them or is one. */
function interval(estimate: number, drawn: readonly number[]): Interval {
  const sorted = Float64Array.from(drawn).sort()
  const percentile = (share: number): number => {
    const place = share * (sorted.length - 1)
    const [below, above] = [sorted[Math.floor(place)] ?? estimate, sorted[Math.ceil(place)] ?? estimate]
    return below + (above - below) * (place - Math.floor(place))
  }
  return { estimate, lower: Math.min(estimate, percentile(0.025)), upper: Math.max(estimate, percentile(0.975)) }
}

/** Probabilities by group, falling within each, where each group that has any starts, the least of each, and how many of all are predicted. */
interface Falling {
  readonly firsts: Int32Array
  readonly least: Float64Array
  readonly sorted: Float64Array
  readonly predicted: number
}

function fallingByGroup({ probability, group, groups, threshold }: ExpectedMatches): Falling {
  const { starts, order } = grouped(probability.length, groups, (pair) => group[pair] ?? 0)
  const sorted = new Float64Array(order.length)
  for (let place = 0; place < order.length; place += 1) sorted[place] = -(probability[order[place] ?? 0] ?? 0)
  let held = 0
  for (let each = 1; each <= groups; each += 1) if (starts[each + 1] !== starts[each]) held += 1
  const [firsts, least] = [new Int32Array(held + 1).fill(sorted.length), new Float64Array(held)]
  let at = 0
  for (let each = 1; each <= groups; each += 1) {
    const [from, to] = [starts[each] ?? 0, starts[each + 1] ?? 0]
    if (from === to) continue
    if (to - from > 1) sorted.subarray(from, to).sort()
    firsts[at] = from
    least[at] = -(sorted[to - 1] ?? 0)
    at += 1
  }
  let predicted = 0
  for (let place = 0; place < sorted.length; place += 1) {
    sorted[place] = -(sorted[place] ?? 0)
    if ((sorted[place] ?? 0) >= threshold) predicted += 1
  }
  return { firsts, least, sorted, predicted }
}

/** One draw of the truth: the matches among all pairs, and among those that are predicted. */
function drawHits({ firsts, least, sorted, predicted }: Falling, random: () => number, shift: number, threshold: number): { hits: number; predictedHits: number } {
  let [hits, predictedHits] = [sorted.length, predicted]
  for (let each = 0; each < least.length; each += 1) {
    const even = random()
    const bar = shift === 0 ? even : logistic(logit(even) - shift)
    // Most of the time all pairs of an entity are matches.
    if ((least[each] ?? 0) > bar) continue
    const from = firsts[each] ?? 0
    for (let place = (firsts[each + 1] ?? 0) - 1; place >= from && (sorted[place] ?? 0) <= bar; place -= 1) {
      hits -= 1
      if ((sorted[place] ?? 0) >= threshold) predictedHits -= 1
    }
  }
  return { hits, predictedHits }
}

/** As expectedRates, in steps, so that who asks can rest between them; each gives how many draws are done of how many. */
export function* expectedRatesSteps(input: ExpectedMatches): Generator<readonly [done: number, of: number], ExpectedRates> {
  const { probability, groups, threshold, missed = { estimate: 0, lower: 0, upper: 0 }, calibrationError = 0, seed = intervalSeed, draws = 400 } = input
  const falling = fallingByGroup(input)
  const random = seededRandom(seed)
  const many = Math.max(Math.min(draws, leastDraws), Math.min(draws, Math.floor(mostSteps / Math.max(groups, 1))))
  let [predicted, listed, correct] = [0, 0, 0]
  for (const value of probability) {
    listed += value
    if (value < threshold) continue
    predicted += 1
    correct += value
  }
  const drawn: { matches: number; precision: number; recall: number }[] = []
  for (let draw = 0; draw < many; draw += 1) {
    const shift = calibrationError * normal(random)
    yield [draw, many]
    const { hits, predictedHits } = drawHits(falling, random, shift, threshold)
    const matches = hits + drawMissed(missed, random)
    drawn.push({ matches, precision: predictedHits / Math.max(predicted, 1), recall: matches === 0 ? 1 : predictedHits / matches })
  }
  const total = listed + missed.estimate
  return {
    matches: interval(total, drawn.map(({ matches }) => matches)),
    predicted,
    precision: predicted === 0 ? undefined : interval(correct / predicted, drawn.map(({ precision }) => precision)),
    recall: total === 0 ? undefined : interval(correct / total, drawn.map(({ recall }) => recall)),
  }
}

/**
 * How many matches there are, and the precision and recall of the pairs at or above a threshold, with 95 % intervals for what is true of these
 * very pairs. Given calibrated probabilities, the truth is drawn again and again, entity by entity: independent draws of pairs (Poisson
 * binomial) would make the intervals too narrow because one mistake about a person makes several wrong pairs, so all pairs of an entity
 * share one even number and are matches where their probability exceeds it, the strongest dependence that leaves each its probability. An error of
 * the calibration shifts the log odds of all pairs alike.
 */
export function expectedRates(input: ExpectedMatches): ExpectedRates {
  const steps = expectedRatesSteps(input)
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}
