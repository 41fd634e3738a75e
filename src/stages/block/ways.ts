import type { Role } from '../../config/words.js'
import type { BlockRule } from '../plan.js'
import { rolesOfRule } from './atoms.js'

/** Kinds of field that go wrong for reasons of their own; what stands in none of them is one more kind. */
const kinds: readonly (readonly Role[])[] = [
  ['given_name', 'middle_name', 'family_name', 'full_name'],
  ['date_of_birth', 'birth_year', 'birth_month', 'birth_day', 'age'],
  ['street', 'house_number', 'unit', 'city', 'state', 'postcode'],
  ['ssn', 'a_number', 'receipt_number', 'passport', 'national_id', 'drivers_license', 'identifier', 'phone', 'email'],
]
export const kindNumbers = Array.from({ length: kinds.length + 1 }, (_, kind) => kind)
const kindOf = (role: Role): number => kindNumbers.find((kind) => kinds[kind]?.includes(role)) ?? kinds.length

/** The ways of a rule: two bits for each kind of field, whether it stands on that kind alone, and whether it does without it. None where the rule is not known. */
export function waysOf(rule: BlockRule | undefined): number {
  const used = new Set((rule === undefined ? [] : rolesOfRule(rule)).map(kindOf))
  if (used.size === 0) return 0
  return kindNumbers.reduce((bits, kind) => bits | (used.has(kind) ? (used.size === 1 ? 1 : 0) : 2) << (2 * kind), 0)
}

/** The ways of one kind among those of all: bit 1 where some rule stands on that kind alone, bit 2 where some does without it. */
export const waysOfKind = (ways: number, kind: number): number => (ways >> (2 * kind)) & 3
