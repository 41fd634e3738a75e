import type { Role } from '../../config/words.js'
import { estimateMissed, type MissedMatches, type Split } from '../../model/capture-recapture.js'
import { rolesOfRule } from '../block/atoms.js'
import { chosenRules, ruleNamed } from '../block/rules.js'
import type { PlanMatch } from '../plan.js'
import type { StageContext } from '../stage.js'
import { foundPairs, type Clusters, type FoundPairs } from './found-pairs.js'

/** Probability from which a pair counts, by as much, as a match. */
const leastCounted = 0.1
const inMillionths = 1e6

/** Kinds of field that go wrong for reasons of their own; what stands in none of them is one more kind. */
const kinds: readonly (readonly Role[])[] = [
  ['given_name', 'middle_name', 'family_name', 'full_name'],
  ['date_of_birth', 'birth_year', 'birth_month', 'birth_day', 'age'],
  ['street', 'house_number', 'unit', 'city', 'state', 'postcode'],
  ['ssn', 'a_number', 'receipt_number', 'passport', 'national_id', 'drivers_license', 'identifier', 'phone', 'email'],
]
const kindNumbers = Array.from({ length: kinds.length + 1 }, (_, kind) => kind)
const kindOf = (role: Role): number => kindNumbers.find((kind) => kinds[kind]?.includes(role)) ?? kinds.length

/** Two bits for each kind of field: whether a rule stands on that kind alone, and whether it does without it. */
function waysOf(roles: readonly Role[]): number {
  const used = new Set(roles.map(kindOf))
  if (used.size === 0) return 0
  return kindNumbers.reduce((bits, kind) => bits | (used.has(kind) ? (used.size === 1 ? 1 : 0) : 2) << (2 * kind), 0)
}

async function waysByRule(context: StageContext, match: PlanMatch): Promise<ReadonlyMap<number, number>> {
  return new Map((await chosenRules(context, match)).map(({ rule_no: no, rule }) => {
    const named = ruleNamed(context, match, rule)
    return [no, waysOf(named === undefined ? [] : rolesOfRule(named))]
  }))
}

function splitBy(kind: number, pairs: readonly FoundPairs[]): Split {
  const sum = (wanted: number): number => pairs.reduce((all, { ways, millionths }) => all + (((ways >> (2 * kind)) & 3) === wanted ? millionths : 0), 0) / inMillionths
  return { both: sum(3), first: sum(1), second: sum(2), neither: sum(0) }
}

/** What no rule of a match listed, and the part of it that the clusters show. */
export interface Missed extends MissedMatches {
  readonly seen: number
}

/** Estimates the matches that no blocking rule of a match listed; undefined where its rules do not make two samples. */
export async function missedBy(context: StageContext, match: PlanMatch, clusters: Clusters): Promise<Missed | undefined> {
  const pairs = await foundPairs(context, match, await waysByRule(context, match), Math.log2(leastCounted / (1 - leastCounted)), clusters)
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
