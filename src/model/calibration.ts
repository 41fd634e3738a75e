import { solve } from './linear-equations.js'

/** Probabilities of pairs whose truth is known; an index of the arrays is a pair. */
export interface LabelledPairs {
  readonly probability: Float64Array
  /** 1 for a match, 0 for none. */
  readonly label: Uint8Array
  /** 1 each if not given. */
  readonly weight?: Float64Array
}

export type Calibrated = (probability: number) => number

/** A rising piecewise linear function: `value` at each `at`, both rising. */
export interface Curve {
  readonly at: Float64Array
  readonly value: Float64Array
}

/** Beta calibration: logit(calibrated) = a ln p − b ln(1 − p) + c; (1, 1, 0) changes nothing. */
export interface BetaParameters {
  readonly a: number
  readonly b: number
  readonly c: number
}

const bins = 15
const edge = 1e-9
const newtonSteps = 100
const tolerance = 1e-10
/** Precision of the prior around "changes nothing": of little weight beside ten labels, enough that few or one-sided labels do not run away. */
const prior = 0.1

const byProbability = (probability: Float64Array): Uint32Array =>
  Uint32Array.from(probability.keys()).sort((a, b) => (probability[a] ?? 0) - (probability[b] ?? 0) || a - b)

/** Isotonic regression (pool adjacent violators; Ayer and others 1955): constant over each pool, straight between pools. */
export function isotonic({ probability, label, weight }: LabelledPairs): Curve {
  const pools: { from: number; to: number; hits: number; weight: number }[] = []
  for (const pair of byProbability(probability)) {
    const [at, own] = [probability[pair] ?? 0, weight?.[pair] ?? 1]
    if (own <= 0) continue
    const hits = own * (label[pair] ?? 0)
    const last = pools.at(-1)
    if (last?.to === at && last.from === at) {
      last.hits += hits
      last.weight += own
    } else pools.push({ from: at, to: at, hits, weight: own })
    // The pool of this probability may still grow by pairs of the same one, so it is settled only when the next has come.
    settle(pools, 1)
  }
  settle(pools, 0)
  const points = pools.flatMap((pool) => [pool.from, pool.to].map((at) => [at, pool.hits / pool.weight] as const).slice(pool.from === pool.to ? 1 : 0))
  return { at: Float64Array.from(points, ([at]) => at), value: Float64Array.from(points, ([, value]) => value) }
}

function settle(pools: { from: number; to: number; hits: number; weight: number }[], open: number): void {
  for (let at = pools.length - 1 - open; at > 0; at -= 1) {
    const [below, above] = [pools[at - 1], pools[at]]
    if (!below || !above || below.hits * above.weight < above.hits * below.weight) return
    pools.splice(at - 1, 2, { from: below.from, to: above.to, hits: below.hits + above.hits, weight: below.weight + above.weight })
  }
}

/** The value of a curve, at its ends beyond them; the probability itself when the curve is empty. */
export function valueAt({ at, value }: Curve, probability: number): number {
  let [low, high] = [0, at.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((at[middle] ?? 0) < probability) low = middle + 1
    else high = middle
  }
  const [below, above] = [value[low - 1], value[low]]
  if (below === undefined || above === undefined || at[low] === probability) return above ?? below ?? probability
  const [from, to] = [at[low - 1] ?? 0, at[low] ?? 1]
  return below + ((above - below) * (probability - from)) / (to - from)
}

const bounded = (probability: number): number => Math.min(Math.max(probability, edge), 1 - edge)
const logistic = (odds: number): number => 1 / (1 + Math.exp(-odds))

export function betaCalibrated({ a, b, c }: BetaParameters, probability: number): number {
  const p = bounded(probability)
  return logistic(a * Math.log(p) - b * Math.log1p(-p) + c)
}

function fitBeta({ probability, label, weight }: LabelledPairs, free: readonly [a: boolean, b: boolean]): BetaParameters {
  const centre = Float64Array.of(free[0] ? 1 : 0, free[1] ? 1 : 0, 0)
  const [logs, others] = [probability.map((p) => (free[0] ? Math.log(bounded(p)) : 0)), probability.map((p) => (free[1] ? -Math.log1p(-bounded(p)) : 0))]
  const loss = (at: Float64Array): number => {
    let sum = at.reduce((penalty, value, k) => penalty + (prior / 2) * (value - (centre[k] ?? 0)) ** 2, 0)
    logs.forEach((x, pair) => {
      const odds = (at[0] ?? 0) * x + (at[1] ?? 0) * (others[pair] ?? 0) + (at[2] ?? 0)
      sum += (weight?.[pair] ?? 1) * (Math.max(odds, 0) + Math.log1p(Math.exp(-Math.abs(odds))) - (label[pair] ?? 0) * odds)
    })
    return sum
  }
  let at = centre
  let current = loss(at)
  for (let step = 0; step < newtonSteps; step += 1) {
    const slope = at.map((value, k) => prior * ((centre[k] ?? 0) - value))
    const curvature = Float64Array.of(prior, 0, 0, 0, prior, 0, 0, 0, prior)
    logs.forEach((x, pair) => {
      const row = [x, others[pair] ?? 0, 1]
      const p = logistic(at.reduce((sum, value, k) => sum + value * (row[k] ?? 0), 0))
      const own = weight?.[pair] ?? 1
      for (let k = 0; k < 3; k += 1) {
        slope[k] = (slope[k] ?? 0) + own * ((label[pair] ?? 0) - p) * (row[k] ?? 0)
        for (let other = 0; other < 3; other += 1) curvature[3 * k + other] = (curvature[3 * k + other] ?? 0) + own * p * (1 - p) * (row[k] ?? 0) * (row[other] ?? 0)
      }
    })
    const move = solve(curvature, slope)
    let [share, next, nextLoss] = [1, at, current]
    for (; share > 1e-6 && !(nextLoss < current); share /= 2) {
      const factor = share
      next = at.map((value, k) => value + factor * (move[k] ?? 0))
      nextLoss = loss(next)
    }
    const gain = current - nextLoss
    if (!(gain > 0)) break
    ;[at, current] = [next, nextLoss]
    if (gain < tolerance * (1 + current)) break
  }
  return { a: at[0] ?? 1, b: at[1] ?? 1, c: at[2] ?? 0 }
}

/**
 * Beta calibration (Kull, Silva Filho and Flach 2017) by Newton's method. A slope that would be negative, so that more probable meant less, is
 * held at 0 and the others are fitted again.
 */
export function betaCalibration(labelled: LabelledPairs): BetaParameters {
  const both = fitBeta(labelled, [true, true])
  if (both.a >= 0 && both.b >= 0) return both
  const one = fitBeta(labelled, [both.a >= 0, both.b >= 0 && both.a < 0])
  return one.a >= 0 && one.b >= 0 ? one : fitBeta(labelled, [false, false])
}

/**
 * Calibrated probabilities that saw no label of their own group (an entity, as its pairs stand and fall together): groups are dealt to the
 * folds in turn, and each fold is calibrated by what `fit` learns from the others.
 */
export function crossFitted(labelled: LabelledPairs & { readonly group: Int32Array }, folds: number, fit: (labelled: LabelledPairs) => Calibrated): Float64Array {
  const { probability, label, weight, group } = labelled
  const distinct = [...new Set(group)].sort((a, b) => a - b)
  const foldOf = new Map(distinct.map((each, index) => [each, index % folds]))
  const result = new Float64Array(probability.length)
  for (let fold = 0; fold < Math.min(folds, distinct.length); fold += 1) {
    const inFold = (pair: number): boolean => foldOf.get(group[pair] ?? 0) === fold
    const others = <T extends Float64Array | Uint8Array>(values: T): T => values.filter((_, pair) => !inFold(pair)) as T
    const calibrated = fit({ probability: others(probability), label: others(label), ...(weight && { weight: others(weight) }) })
    probability.forEach((value, pair) => {
      if (inFold(pair)) result[pair] = calibrated(value)
    })
  }
  return result
}

/** Expected calibration error: mean distance of stated and true share over 15 bins of equally many pairs, each by its weight. 0 without pairs. */
export function expectedCalibrationError({ probability, label, weight }: LabelledPairs): number {
  const order = Uint32Array.from(probability.keys()).sort((a, b) => (probability[b] ?? 0) - (probability[a] ?? 0) || a - b)
  const many = Math.min(bins, order.length)
  let [error, total, from] = [0, 0, 0]
  for (let bin = 0; bin < many; bin += 1) {
    const to = from + Math.floor(order.length / many) + (bin < order.length % many ? 1 : 0)
    let apart = 0
    for (const pair of order.subarray(from, to)) {
      const own = weight?.[pair] ?? 1
      total += own
      apart += own * ((probability[pair] ?? 0) - (label[pair] ?? 0))
    }
    error += Math.abs(apart)
    from = to
  }
  return total === 0 ? 0 : error / total
}
