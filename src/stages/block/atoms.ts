import type { BlockKey } from '../../config/block-key.js'
import type { Role } from '../../config/words.js'
import { InputError } from '../../engine/errors.js'
import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import { allOwnColumns, ownColumnOf, ownColumns, personColumns } from '../mention-columns.js'
import type { BlockRule, Plan, PlanMatch } from '../plan.js'

/** Columns of mention that hold a role: its own, or one for each field where the role may stand on several. */
export function columnsOfRole(plan: Plan, role: Role): string[] {
  if ((personColumns as readonly string[]).includes(role)) return [role]
  const of = new Set(plan.mentions.flatMap(ownColumns).filter((own) => own.role === role).map((own) => own.column))
  return allOwnColumns(plan).filter((column) => of.has(column))
}

const birthDate = id('date_of_birth')
const ofBirth: Readonly<Partial<Record<BlockKey['transform'], Sql>>> = {
  year: sql`left(${birthDate}, 4)`,
  year_month: sql`left(${birthDate}, 6)`,
  month_day: sql`right(${birthDate}, 4)`,
  year_day: sql`left(${birthDate}, 4) || right(${birthDate}, 2)`,
}
const ofNames: Readonly<Partial<Record<BlockKey['transform'], Sql>>> = {
  sorted: id('names_sorted'),
  pair: sql`least(given_name, family_name) || ' ' || greatest(given_name, family_name)`,
  rarest: id('rarest'),
  second: id('second'),
}

function transformed(key: BlockKey, whole: Sql): Sql {
  const length = key.length ?? 3
  switch (key.transform) {
    case 'sound':
      return id(key.role === 'given_name' ? 'given_sound' : 'family_sound')
    case 'canonical':
      return id('given_canonical')
    case 'area':
      return id('postcode_area')
    case 'user':
      return sql`split_part(${whole}, '@', 1)`
    case 'word':
      return sql`split_part(${whole}, ' ', 1)`
    case 'last_word':
      return sql`split_part(${whole}, ' ', -1)`
    case 'first':
      return sql`left(${whole}, ${length})`
    case 'last':
      return sql`right(${whole}, ${length})`
    default:
      return ofBirth[key.transform] ?? ofNames[key.transform] ?? whole
  }
}

/** The column of a key that names its field; undefined where it names none. */
const ownColumn = ({ role, field }: BlockKey): string | undefined => (field === undefined ? undefined : ownColumnOf(role, field))

/** The value of one blocking key of a mention, as text; null where it is missing. */
export function keyValue(plan: Plan, key: BlockKey): Sql {
  const own = ownColumn(key)
  const columns = own === undefined ? columnsOfRole(plan, key.role) : [own]
  const [column] = columns
  const whole = columns.length > 1 ? sql`coalesce(${joinSql(columns.map((name) => id(name)))})` : id(column ?? key.role)
  return sql`cast(${transformed(key, whole)} as varchar)`
}

const nameRoles: readonly Role[] = ['given_name', 'middle_name', 'family_name', 'full_name']
const birthRoles: readonly Role[] = ['date_of_birth', 'birth_year', 'birth_month', 'birth_day']

/** Roles whose values a key makes equal: what it finds says nothing about how often they agree. */
function rolesOfKey(key: BlockKey): readonly Role[] {
  if (ofNames[key.transform] !== undefined) return nameRoles
  return key.role === 'date_of_birth' ? birthRoles : [key.role]
}

export const rolesOfRule = (rule: BlockRule): Role[] => rule.keys.flatMap(rolesOfKey)

/** Whether a rule says nothing of how often the values agree that a comparison compares. */
export const leavesOpen = ({ keys }: BlockRule, { roles, columns }: { readonly roles: readonly Role[]; readonly columns: readonly string[] }): boolean =>
  keys.every((key) => {
    const own = ownColumn(key)
    return own === undefined ? !rolesOfKey(key).some((role) => roles.includes(role)) : !columns.includes(own)
  })

const spelled = ({ role, transform, length, field }: BlockKey): string => {
  const head = ofNames[transform] !== undefined ? 'names' : field === undefined ? role : `${role}[${field}]`
  return transform === 'equal' ? head : `${head}.${transform}${length === undefined ? '' : `(${length})`}`
}

/** The name of a key, as a config writes it. */
export const keyName = spelled
export const ruleName = (keys: readonly BlockKey[]): string => (keys.length === 0 ? 'every pair' : keys.map(spelled).join(' + '))

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

type AtomForm = readonly [transform: BlockKey['transform'], length?: number]

/** Parts of values that survive an error in the rest: prefixes, sounds, roots of nicknames, parts of dates and of identifiers. */
const atomForms: Readonly<Partial<Record<Role, readonly AtomForm[]>>> = {
  given_name: [['word'], ['canonical'], ['sound'], ['first', 3], ['first', 1]],
  family_name: [['equal'], ['last_word'], ['sound'], ['first', 3], ['first', 1], ['last', 4]],
  middle_name: [['equal'], ['first', 1]],
  full_name: [['sorted'], ['pair'], ['rarest'], ['second']],
  date_of_birth: [['equal'], ['year'], ['month_day'], ['year_month'], ['year_day']],
  ssn: [['equal'], ['first', 4], ['last', 4]],
  a_number: [['equal'], ['first', 5], ['last', 4]],
  receipt_number: [['equal'], ['last', 5]],
  passport: [['equal'], ['first', 4], ['last', 4]],
  national_id: [['equal'], ['first', 4], ['last', 4]],
  drivers_license: [['equal'], ['first', 4], ['last', 4]],
  identifier: [['equal'], ['first', 4], ['last', 4]],
  phone: [['equal'], ['last', 4]],
  email: [['equal'], ['user']],
  postcode: [['equal'], ['area']],
  city: [['equal']],
  street: [['equal']],
  house_number: [['equal']],
  unit: [['equal']],
  birth_place: [['equal']],
  occupation: [['equal']],
  organisation: [['equal']],
  category: [['equal']],
  gender: [['equal']],
}

/** Fields of a role that both sides hold, each of which blocks on its own; none where the role stands on one field alone, or on others on each side. */
function ownFields(plan: Plan, match: PlanMatch, role: Role): string[] {
  if (columnsOfRole(plan, role).length < 2) return []
  const held = (no: number): Map<string, string> => {
    const mentions = plan.mentions.filter(({ population, organisations }) => population.no === no || organisations.no === no)
    return new Map(mentions.flatMap(ownColumns).filter((own) => own.role === role).map(({ column, field }) => [column, field]))
  }
  const right = held(match.right.no)
  return [...held(match.left.no)].filter(([column]) => right.has(column)).map(([, field]) => field)
}

/** The atoms of which blocking rules of a match are made. */
export function atomsOf(plan: Plan, match: PlanMatch): BlockKey[] {
  const shared = sharedRoles(plan, match)
  return (Object.entries(atomForms) as [Role, readonly AtomForm[]][])
    .filter(([role]) => shared.has(role) && (role === 'full_name' || columnsOfRole(plan, role).length > 0))
    .flatMap(([role, forms]) => {
      const fields = ownFields(plan, match, role)
      const heads = fields.length === 0 ? [{ role }] : fields.map((field) => ({ role, field }))
      return heads.flatMap((head) => forms.map(([transform, length]): BlockKey => ({ ...head, transform, ...(length === undefined ? {} : { length }) })))
    })
}

/** Keys that are not forms of one value: two fields of one role are two values. */
const disjoint = (a: BlockKey, b: BlockKey): boolean =>
  (a.field !== undefined && b.field !== undefined && a.field !== b.field) || !rolesOfKey(a).some((role) => rolesOfKey(b).includes(role))
const alone = ({ transform, length = 9 }: BlockKey): boolean => !(transform === 'first' && length < 3)

/** Candidate rules: each telling atom alone, every two atoms of different roles, and, for small files, every pair. */
function candidateRules(plan: Plan, match: PlanMatch): BlockRule[] {
  const atoms = atomsOf(plan, match)
  const pairs = atoms.flatMap((a, at) => atoms.slice(at + 1).filter((b) => disjoint(a, b)).map((b) => [a, b]))
  return [...atoms.filter(alone).map((a) => [a]), ...pairs, []].map((keys) => ({ name: ruleName(keys), keys }))
}

const candidates = new WeakMap<PlanMatch, readonly BlockRule[]>()

/** The rules of a match: the config's, else all that may be proposed, of which there are hundreds. */
export function rulesOf(plan: Plan, match: PlanMatch): readonly BlockRule[] {
  const rules = match.rules ?? candidates.get(match) ?? candidateRules(plan, match)
  if (match.rules === undefined) candidates.set(match, rules)
  return rules
}

/** Keys made of all names of a person in order, word by word. */
const ofSortedNames: ReadonlySet<BlockKey['transform']> = new Set(['sorted', 'rarest', 'second'])

/** Whether some rule of a match may need the names of a person in order: to put them so takes a while. */
export const needsSortedNames = (plan: Plan, match: PlanMatch): boolean => rulesOf(plan, match).some(({ keys }) => keys.some(({ transform }) => ofSortedNames.has(transform)))

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
