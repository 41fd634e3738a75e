/** Matches found by two samples that share no kind of field, as counts or sums of probabilities. */
export interface Split {
  readonly both: number
  readonly first: number
  readonly second: number
  /** Found by rules of neither sample. */
  readonly neither: number
}

/** Matches that entities imply without their own listing: two links through a third record of the person. */
export interface Implied {
  readonly listed: number
  readonly missed: number
}

export interface Captures {
  /** Matches that rules listed. */
  readonly found: number
  /** Matches that no rule listed and the entities show. */
  readonly seen: number
  readonly splits: readonly Split[]
  readonly implied: Implied
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
  /** Matches that rules listed. */
  readonly found: number
  /** Matches that no rule listed; the limits are whole. */
  readonly missed: Interval
  /** Share found of all matches. */
  readonly recall: Interval
}

interface Sampled {
  readonly missed: number
  readonly variance: number
}

const z = 1.96
/** Share of what was found that a sample must hold to speak for the rest. */
const leastShare = 0.1
/** Part of a match in every cell, lest an empty one promise certainty. */
const half = 0.5
/** Below so many missed matches the relative error grows no more. */
const leastMissed = 0.25
/** Odds ratio up to which finding a match in one sample may go with finding it in the other. */
const dependence = 2

/** Missed by both samples: first × second / both (Chapman 1951), less what rules of neither found; variance of Sekar and Deming (1949). */
function ofSplit({ both, first, second, neither }: Split, found: number, dispersion: number): Sampled | undefined {
  if (both < 1 || Math.min(first, second) + both < leastShare * found) return undefined
  const [a, b, ab] = [first + half, second + half, both + half]
  const outside = (a * b) / ab
  const itself = Math.max(outside - neither, leastMissed)
  return {
    missed: Math.max((first * second) / (both + 1) - neither, 0),
    variance: dispersion * (outside ** 2 * (1 / a + 1 / b + 1 / ab) + neither + itself),
  }
}

/** As large a share of all matches is missed as of those that entities imply. */
function ofImplied({ listed, missed }: Implied, found: number, dispersion: number): Sampled | undefined {
  if (listed < 1 || listed < leastShare * found) return undefined
  const times = found / listed
  return { missed: missed * times, variance: dispersion * (times ** 2 * (missed + half) + Math.max(missed * times, leastMissed)) }
}

/** Limits of a count whose logarithm is normal (Chao 1987). */
function limits({ missed, variance }: Sampled): readonly [lower: number, upper: number] {
  const middle = Math.max(missed, leastMissed)
  const factor = Math.exp(z * Math.sqrt(Math.log1p(variance / middle ** 2)))
  return [middle / factor, middle * factor]
}

/**
 * Matches that no blocking rule listed, without labels, by two kinds of sample.
 *
 * Rules that share a field miss the same pairs, so a match is counted by two samples that share none: the rules that stand on one kind of field
 * alone, and those that do without it (dual system estimation: Lincoln and Petersen; Chapman 1951). Of the splits, one a kind, the one of least
 * variance counts. Beside it stands the sample of pairs that an entity implies through a third record: some share of them was listed. Alone it says
 * nothing: where every rule stands on one field, all links of an entity do.
 *
 * Poor records are hard for both samples, so each of the two estimates is too low on the whole; the greater counts, and never less than the
 * entities show. The interval reaches from the lower limit of either under independence to the upper limit of either where the odds of being missed by
 * one sample are twice as high when the other missed it (sensitivity to dependence: Gerritse, van der Heijden and Bakker 2015): an assumption,
 * since two samples cannot tell their dependence. Records without any field in common are seen by none. Undefined when no split is large enough.
 */
export function estimateMissed({ found, seen, splits, implied, dispersion = 1 }: Captures): MissedMatches | undefined {
  const bySplit = splits.flatMap((split) => ofSplit(split, found, dispersion) ?? []).toSorted((a, b) => a.variance - b.variance)
  if (bySplit[0] === undefined) return undefined
  const samples = [bySplit[0], ofImplied(implied, found, dispersion) ?? []].flat()
  const estimate = Math.max(seen, ...samples.map(({ missed }) => missed))
  const ranges = samples.map(limits)
  const lower = Math.floor(Math.min(estimate, ...ranges.map(([least]) => least)))
  const upper = Math.ceil(Math.max(estimate, ...ranges.map(([, most]) => dependence * most)))
  const recall = (missed: number): number => found / (found + missed)
  return { found, missed: { estimate, lower, upper }, recall: { estimate: recall(estimate), lower: recall(upper), upper: recall(lower) } }
}
