import type { BlockKey } from '../config/block-key.js'
import type { Role } from '../config/words.js'
import { InputError } from '../engine/errors.js'
import { id, joinSql, sql, type Sql } from '../engine/sql.js'
import { allOwnColumns, ownColumns, personColumns } from './mention-columns.js'
import type { BlockRule, Plan, PlanMatch } from './plan.js'

const birthParts = { year: [1, 4], year_month: [1, 6], month_day: [5, 4] } as const

/** Columns of mention that hold a role: its own, or one for each field where the role may stand on several. */
export function columnsOfRole(plan: Plan, role: Role): string[] {
  if ((personColumns as readonly string[]).includes(role)) return [role]
  const of = new Set(plan.mentions.flatMap(ownColumns).filter((own) => own.role === role).map((own) => own.column))
  return allOwnColumns(plan).filter((column) => of.has(column))
}

/** The value of one blocking key of a mention. */
function keyValue(plan: Plan, key: BlockKey): Sql {
  const columns = columnsOfRole(plan, key.role)
  const [column] = columns
  const whole = columns.length > 1 ? sql`coalesce(${joinSql(columns.map((name) => id(name)))})` : id(column ?? key.role)
  const length = key.length ?? 3
  switch (key.transform) {
    case 'sound':
      return id(key.role === 'given_name' ? 'given_sound' : 'family_sound')
    case 'canonical':
      return id('given_canonical')
    case 'sorted':
      return id('names_sorted')
    case 'area':
      return id('postcode_area')
    case 'first':
      return sql`left(${whole}, ${length})`
    case 'last':
      return sql`right(${whole}, ${length})`
    case 'equal':
      return whole
    default: {
      const [from, count] = birthParts[key.transform]
      return sql`substr(date_of_birth, ${from}, ${count})`
    }
  }
}

/** All keys of a rule as one; null when any is missing. */
export function ruleKey(plan: Plan, rule: BlockRule): Sql {
  const parts = rule.keys.map((key) => sql`cast(${keyValue(plan, key)} as varchar)`)
  return sql`er_key(${joinSql(parts, sql` || '|' || `)})`
}

/** Roles whose values a rule makes equal: what it finds says nothing about how often they agree. */
export const rolesOfRule = (rule: BlockRule): Role[] =>
  rule.keys.flatMap((key): Role[] => (key.transform === 'sorted' ? ['given_name', 'middle_name', 'family_name', 'full_name'] : [key.role]))

const key = (role: Role, transform: BlockKey['transform'] = 'equal', length?: number): BlockKey =>
  length === undefined ? { role, transform } : { role, transform, length }

const given = key('given_name', 'canonical')
const family = key('family_name', 'sound')
const year = key('date_of_birth', 'year')

/**
 * Rules proposed where the config gives none: each identifier alone, then pairs of parts of which at least one survives
 * each usual fault: another spelling, a nickname, exchanged names, a wrong day or year, a move.
 */
const proposals: readonly (readonly BlockKey[])[] = [
  ...(['ssn', 'a_number', 'receipt_number', 'passport', 'national_id', 'drivers_license', 'identifier', 'email', 'phone'] as const).map((role) => [key(role)]),
  [key('full_name', 'sorted')],
  [key('date_of_birth'), key('given_name', 'first', 1)],
  [key('date_of_birth'), key('family_name', 'first', 1)],
  [key('date_of_birth'), key('postcode')],
  [key('date_of_birth'), key('gender')],
  [given, family],
  [family, key('date_of_birth', 'year_month')],
  [family, key('date_of_birth', 'month_day')],
  [given, key('date_of_birth', 'year_month')],
  [given, key('date_of_birth', 'month_day')],
  [family, year, key('gender')],
  [given, year, key('family_name', 'first', 1)],
  [given, year, key('postcode', 'area')],
  [key('given_name', 'first', 3), key('family_name', 'first', 3)],
  [given, key('postcode')],
  [family, key('postcode')],
  [family, key('city'), key('given_name', 'first', 1)],
  [given, key('city'), key('occupation')],
  [given, key('birth_place')],
  [family, key('birth_place')],
  [key('street'), key('house_number'), key('given_name', 'first', 1)],
  [key('street'), key('house_number'), key('family_name', 'first', 1)],
  [key('organisation')],
  [key('organisation'), key('city')],
]

const spelled = ({ role, transform, length }: BlockKey): string => {
  const head = transform === 'sorted' ? 'names' : role
  return transform === 'equal' ? head : `${head}.${transform}${length === undefined ? '' : `(${length})`}`
}

export const ruleName = (keys: readonly BlockKey[]): string => keys.map(spelled).join(' + ')

/** Roles that both sides of a match hold. */
export function sharedRoles(plan: Plan, match: PlanMatch): Set<Role> {
  const held = (no: number): Set<Role> => {
    const roles = plan.mentions
      .filter(({ population, organisations }) => population.no === no || organisations.no === no)
      .flatMap(({ config }) => Object.keys(config.columns) as Role[])
    const all = new Set(roles)
    if (all.has('full_name')) for (const role of ['given_name', 'middle_name', 'family_name'] as const) all.add(role)
    if (all.has('given_name') && all.has('family_name')) all.add('full_name')
    if (all.has('birth_year')) all.add('date_of_birth')
    if (all.has('street')) all.add('house_number')
    return all
  }
  const right = held(match.right.no)
  return new Set([...held(match.left.no)].filter((role) => right.has(role)))
}

/** The rules of a match: the config's, else those proposals whose roles both sides hold. */
export function rulesOf(plan: Plan, match: PlanMatch): readonly BlockRule[] {
  if (match.rules !== undefined) return match.rules
  const shared = sharedRoles(plan, match)
  return proposals.filter((keys) => keys.every(({ role }) => shared.has(role))).map((keys) => ({ name: ruleName(keys), keys }))
}

/** Refuses a match for which no rule can be proposed: nothing would be compared. Throws InputError. */
export function requireRules(plan: Plan): void {
  for (const match of plan.matches) {
    if (rulesOf(plan, match).length > 0) continue
    const roles = [...sharedRoles(plan, match)].join(', ')
    throw new InputError(
      `match ${match.name}: no blocking rule fits what both sides hold (${roles === '' ? 'nothing in common' : roles})`,
      {},
      'say what more columns mean (--role COLUMN=ROLE, or mentions in the config), or give the match a block of its own',
    )
  }
}
