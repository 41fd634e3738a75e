import { fitLogLinear, type LogLinearFit } from './log-linear.js'
import { fitTwoClasses } from './two-classes.js'

export interface Captures {
  /** Ways of finding a match that are as independent as can be had, 2 to 10. */
  readonly ways: number
  /** The ways that found each match, as bits. */
  readonly found: Int32Array
  /** Matches that each entry stands for: a count, a probability or a sum of them. */
  readonly weight: Float64Array
  /** How many times the variance exceeds that of independent matches, as when those of one person are found together; 1 if not given. */
  readonly dispersion?: number
}

export interface Interval {
  readonly estimate: number
  /** 95 % limits. */
  readonly lower: number
  readonly upper: number
}

export interface MissedMatches {
  /** Matches that at least one way found. */
  readonly found: number
  /** Matches that no way found; the limits are whole. */
  readonly missed: Interval
  /** Share found of all matches. */
  readonly recall: Interval
  /** Whether the upper limit of the missed is out of reach: with fewer than four ways, matches that are hard for every way do not show. */
  readonly leastOnly: boolean
}

const z = 1.96
const mostWays = 10

const bitsOf = (history: number): number => (history === 0 ? 0 : (history & 1) + bitsOf(history >> 1))
const pairsOf = (bits: number): number => (bits * (bits - 1)) / 2

function logLinear(counts: Float64Array, ways: number, terms: (history: number) => number[]): LogLinearFit {
  const histories = Array.from({ length: counts.length - 1 }, (_, index) => index + 1)
  const main = (history: number): number[] => Array.from({ length: ways }, (_, way) => (history >> way) & 1)
  const design = histories.map((history) => Float64Array.from([1, ...main(history), ...terms(history)]))
  // Evans and Bonett (1994): part of a match in every cell, lest an empty one make an estimate endless.
  return fitLogLinear(design, Float64Array.from(histories, (history) => (counts[history] ?? 0) + 0.5 ** (ways - 1)))
}

const everyPair = (ways: number) => (history: number): number[] =>
  Array.from({ length: ways }, (_, first) => Array.from({ length: first }, (__, second) => (history >> first) & (history >> second) & 1)).flat()

/** Limits of a count whose expectation has a normal logarithm of this variance (Chao 1987); the count itself varies as Poisson. */
function limits(missed: number, variance: number, dispersion: number): readonly [lower: number, upper: number] {
  const factor = Math.exp(z * Math.sqrt(Math.log1p(dispersion * (Math.min(variance, 50) + 1 / Math.max(missed, 1e-9)))))
  return [missed / factor, missed * factor]
}

/** Chao's lower bound (1987) from matches found once and twice, corrected for bias, and the variance of its logarithm. */
function lowerBound(counts: Float64Array, ways: number): readonly [missed: number, variance: number] {
  let [once, twice] = [0, 0]
  counts.forEach((count, history) => {
    if (bitsOf(history) === 1) once += count
    if (bitsOf(history) === 2) twice += count
  })
  return [(((ways - 1) / ways) * once * Math.max(once - 1, 0)) / (2 * (twice + 1)), 4 / Math.max(once, 1) + 1 / (twice + 1)]
}

/**
 * Matches that no way of looking for them found, from how the ways overlap, without labels.
 *
 * Ways depend on each other: they share fields, and a poor record is hard for all of them, so that independence promises too high a recall. Four
 * ways or more: the geometric mean of two models that err in opposite directions, the log-linear model with every pair of ways dependent
 * (Fienberg 1972; too many missed where ways share fields) and two latent classes, easy and hard (too few where hardness is gradual); the interval
 * reaches from the least to the greatest of their limits, and down to those of Chao's lower bound, because which of them is right cannot be
 * told from the data. Three: Chao's bound and one dependence common to all pairs (Darroch and others 1993). Two: Chao's bound alone.
 * What no way could find at all, as records without any field in common, is seen by none of them. Undefined when nothing was found, or by one way.
 */
export function estimateMissed({ ways, found, weight, dispersion = 1 }: Captures): MissedMatches | undefined {
  if (!(ways >= 2 && ways <= mostWays)) throw new RangeError(`between 2 and ${mostWays} ways are needed, not ${ways}`)
  const used = found.reduce((bits, history) => bits | history, 0)
  const kept = Array.from({ length: ways }, (_, way) => way).filter((way) => (used >> way) & 1)
  const counts = new Float64Array(2 ** kept.length)
  found.forEach((history, entry) => {
    const own = kept.reduce((bits, way, place) => bits | (((history >> way) & 1) << place), 0)
    if (own > 0) counts[own] = (counts[own] ?? 0) + (weight[entry] ?? 0)
  })
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (kept.length < 2 || !(total > 0)) return undefined
  const [bound, boundVariance] = lowerBound(counts, kept.length)
  const models: (readonly [missed: number, variance: number])[] = []
  if (kept.length >= 4) {
    const pairwise = logLinear(counts, kept.length, everyPair(kept.length))
    models.push([Math.exp(pairwise.coefficients[0] ?? 0), pairwise.variance], [fitTwoClasses(counts, kept.length), pairwise.variance])
  } else if (kept.length === 3) {
    const alike = logLinear(counts, 3, (history) => [pairsOf(bitsOf(history))])
    models.push([Math.exp(alike.coefficients[0] ?? 0), alike.variance], [bound, boundVariance])
  } else models.push([bound, boundVariance])
  const estimate = Math.exp(models.reduce((sum, [missed]) => sum + Math.log(Math.max(missed, 1e-9)) / models.length, 0))
  const ranges = models.map(([missed, variance]) => limits(missed, variance, dispersion))
  const lower = Math.floor(Math.min(estimate, limits(bound, boundVariance, dispersion)[0], ...ranges.map(([least]) => least)))
  const upper = Math.ceil(Math.max(estimate, ...ranges.map(([, most]) => most)))
  const recall = (missed: number): number => total / (total + missed)
  return {
    found: total,
    missed: { estimate, lower, upper },
    recall: { estimate: recall(estimate), lower: recall(upper), upper: recall(lower) },
    leastOnly: kept.length < 4,
  }
}
