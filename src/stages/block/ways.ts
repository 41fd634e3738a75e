import type { Role } from '../../config/words.js'
import type { PlanMatch } from '../plan.js'
import type { StageContext } from '../stage.js'
import { rolesOfRule } from './atoms.js'
import { chosenRules, ruleNamed } from './rules.js'

/** Kinds of field that go wrong for reasons of their own; what stands in none of them is one more kind. */
const kinds: readonly (readonly Role[])[] = [
  ['given_name', 'middle_name', 'family_name', 'full_name'],
  ['date_of_birth', 'birth_year', 'birth_month', 'birth_day', 'age'],
  ['street', 'house_number', 'unit', 'city', 'state', 'postcode'],
  ['ssn', 'a_number', 'receipt_number', 'passport', 'national_id', 'drivers_license', 'identifier', 'phone', 'email'],
]
export const kindNumbers = Array.from({ length: kinds.length + 1 }, (_, kind) => kind)
const kindOf = (role: Role): number => kindNumbers.find((kind) => kinds[kind]?.includes(role)) ?? kinds.length

/** Two bits for each kind of field: whether a rule stands on that kind alone, and whether it does without it. */
function waysOf(roles: readonly Role[]): number {
  const used = new Set(roles.map(kindOf))
  if (used.size === 0) return 0
  return kindNumbers.reduce((bits, kind) => bits | (used.has(kind) ? (used.size === 1 ? 1 : 0) : 2) << (2 * kind), 0)
}

/** The ways of one kind among those of all: bit 1 where some rule stands on that kind alone, bit 2 where some does without it. */
export const waysOfKind = (ways: number, kind: number): number => (ways >> (2 * kind)) & 3

/** The ways of each chosen rule of a match, by its number: what rules find a pair by. */
export async function waysByRule(context: StageContext, match: PlanMatch): Promise<ReadonlyMap<number, number>> {
  return new Map((await chosenRules(context, match)).map(({ rule_no: no, rule }) => {
    const named = ruleNamed(context, match, rule)
    return [no, waysOf(named === undefined ? [] : rolesOfRule(named))]
  }))
}
