import { estimateMissed, type MissedMatches, type Split } from '../../model/capture-recapture.js'
import { kindNumbers, waysOfKind } from '../block/ways.js'
import type { PlanMatch } from '../plan.js'
import type { StageContext } from '../stage.js'
import { foundPairs, type Clusters, type FoundPairs } from './found-pairs.js'

/** Probability from which a pair counts, by as much, as a match. */
const leastCounted = 0.1
const inMillionths = 1e6

function splitBy(kind: number, pairs: readonly FoundPairs[]): Split {
  const sum = (wanted: number): number => pairs.reduce((all, { ways, millionths }) => all + (waysOfKind(ways, kind) === wanted ? millionths : 0), 0) / inMillionths
  return { both: sum(3), first: sum(1), second: sum(2), neither: sum(0) }
}

/** What no rule of a match listed, and the part of it that the clusters show. */
export interface Missed extends MissedMatches {
  readonly seen: number
}

/** Estimates the matches that no blocking rule of a match listed; undefined where its rules do not make two samples. */
export async function missedBy(context: StageContext, match: PlanMatch, clusters: Clusters): Promise<Missed | undefined> {
  const pairs = await foundPairs(context, match, Math.log2(leastCounted / (1 - leastCounted)), clusters)
  const sum = (of: 'millionths' | 'shared', counts: (one: FoundPairs) => boolean): number => pairs.reduce((all, one) => all + (counts(one) ? one[of] : 0), 0) / inMillionths
  const own = pairs.filter(({ listed }) => listed)
  const [found, seen] = [sum('millionths', ({ listed }) => listed), sum('millionths', ({ listed }) => !listed)]
  const estimate = estimateMissed({
    found,
    seen,
    splits: kindNumbers.map((kind) => splitBy(kind, own)),
    implied: { listed: sum('millionths', ({ listed, implied }) => listed && implied), missed: sum('millionths', ({ listed, implied }) => !listed && implied) },
    dispersion: Math.max(sum('shared', () => true) / Math.max(found + seen, 1), 1),
  })
  return estimate === undefined ? undefined : { ...estimate, seen }
}
