import type { Role } from '../config/words.js'
import type { ComparisonKind, ComparisonShape } from '../model/comparison.js'
import { id, sql, type Sql } from '../engine/sql.js'
import { columnsOfRole, sharedRoles } from './block/atoms.js'
import { asList } from './mention-columns.js'
import type { Plan, PlanMatch } from './plan.js'

export interface Level {
  readonly label: string
  /** Over `l` and `r`, the two mentions; the first that holds from the strongest on is the pair's level. */
  readonly holds: Sql
}

/** A comparison: its levels in SQL, and what the model needs to know of them. */
export interface Comparison extends ComparisonShape {
  /** Columns of mention that it compares. */
  readonly columns: readonly string[]
  /** Roles behind them: a rule that uses one says nothing of this comparison. */
  readonly roles: readonly Role[]
  /** Both sides hold something to compare. */
  readonly present: Sql
  /** From the strongest down, all but the last, which is all else. */
  readonly levels: readonly Level[]
  /** Column whose value's frequency weighs full agreement. */
  readonly frequencyOf?: string
}

const left = (column: string): Sql => sql`l.${id(column)}`
const right = (column: string): Sql => sql`r.${id(column)}`
const equal = (column: string): Sql => sql`${left(column)} = ${right(column)}`
const similar = (column: string, least: number): Sql => sql`er_similar(${left(column)}, ${right(column)}) >= ${least}`
const both = (column: string): Sql => sql`${left(column)} is not null and ${right(column)} is not null`

interface Draft {
  readonly name: string
  readonly kind: ComparisonKind
  readonly columns: readonly string[]
  readonly roles: readonly Role[]
  readonly levels: readonly (readonly [label: string, holds: Sql, m: number])[]
  readonly present?: Sql
  readonly frequencyOf?: string
  readonly mostElse?: number
}

function finish(draft: Draft): Comparison {
  const { levels, present, name, kind, columns, roles, frequencyOf } = draft
  const shares = levels.map(([, , m]) => m)
  const rest = 1 - shares.reduce((sum, share) => sum + share, 0)
  return {
    name,
    kind,
    columns,
    roles,
    present: present ?? both(columns[0] ?? name),
    levels: levels.map(([label, holds]) => ({ label, holds })),
    labels: ['else', ...levels.map(([label]) => label).toReversed()],
    defaultM: [rest, ...shares.toReversed()],
    mostElse: draft.mostElse ?? 0.6,
    ...(frequencyOf === undefined ? {} : { frequencyOf }),
  }
}

const givenName: Draft = {
  name: 'given_name',
  kind: 'name',
  columns: ['given_name', 'given_canonical', 'given_sound', 'family_name'],
  roles: ['given_name', 'full_name'],
  frequencyOf: 'given_name',
  mostElse: 0.12,
  levels: [
    ['exact', equal('given_name'), 0.72],
    ['nickname', equal('given_canonical'), 0.05],
    ['similar', similar('given_name', 0.92), 0.07],
    ['exchanged', sql`${left('given_name')} = ${right('family_name')} and ${left('family_name')} = ${right('given_name')}`, 0.02],
    ['part', sql`er_is_part(${left('given_name')}, ${right('given_name')})`, 0.02],
    ['initial', sql`er_is_initial(${left('given_name')}, ${right('given_name')})`, 0.02],
    ['sounds alike', sql`(${equal('given_sound')} or ${similar('given_name', 0.85)})`, 0.03],
  ],
}

const familyName: Draft = {
  name: 'family_name',
  kind: 'family',
  columns: ['family_name', 'family_sound', 'given_name'],
  roles: ['family_name', 'full_name'],
  frequencyOf: 'family_name',
  mostElse: 0.12,
  levels: [
    ['exact', equal('family_name'), 0.76],
    ['similar', similar('family_name', 0.92), 0.08],
    ['exchanged', sql`${left('given_name')} = ${right('family_name')} and ${left('family_name')} = ${right('given_name')}`, 0.02],
    ['part', sql`er_is_part(${left('family_name')}, ${right('family_name')})`, 0.03],
    ['sounds alike', sql`(${equal('family_sound')} or ${similar('family_name', 0.85)})`, 0.04],
  ],
}

const middleName: Draft = {
  name: 'middle_name',
  kind: 'name',
  columns: ['middle_name'],
  roles: ['middle_name', 'full_name'],
  frequencyOf: 'middle_name',
  levels: [
    ['exact', equal('middle_name'), 0.7],
    ['initial or part', sql`(er_is_initial(${left('middle_name')}, ${right('middle_name')}) or er_is_part(${left('middle_name')}, ${right('middle_name')}))`, 0.15],
    ['similar', similar('middle_name', 0.88), 0.05],
  ],
}

const dateOfBirth: Draft = {
  name: 'date_of_birth',
  kind: 'personal',
  columns: ['date_of_birth'],
  roles: ['date_of_birth', 'birth_year', 'birth_month', 'birth_day'],
  frequencyOf: 'date_of_birth',
  mostElse: 0.06,
  levels: [
    ['exact', equal('date_of_birth'), 0.82],
    ['day and month exchanged', sql`er_day_month_swapped(${left('date_of_birth')}, ${right('date_of_birth')})`, 0.02],
    ['one edit', sql`er_one_edit(${left('date_of_birth')}, ${right('date_of_birth')})`, 0.07],
    ['year and month or day', sql`(left(${left('date_of_birth')}, 4) = left(${right('date_of_birth')}, 4)
      and (substr(${left('date_of_birth')}, 5, 2) = substr(${right('date_of_birth')}, 5, 2) or right(${left('date_of_birth')}, 2) = right(${right('date_of_birth')}, 2)))`, 0.02],
    ['month and day', sql`right(${left('date_of_birth')}, 4) = right(${right('date_of_birth')}, 4)`, 0.02],
    ['year', sql`left(${left('date_of_birth')}, 4) = left(${right('date_of_birth')}, 4)`, 0.01],
  ],
}

const identifier = (column: string, role: Role): Draft => ({
  name: column,
  kind: 'personal',
  columns: [column],
  roles: [role],
  mostElse: 0.2,
  levels: [
    ['exact', equal(column), 0.85],
    ['one edit', sql`er_one_edit(${left(column)}, ${right(column)})`, 0.07],
  ],
})

const address: Draft = {
  name: 'address',
  kind: 'shared',
  columns: ['street', 'house_number'],
  roles: ['street', 'house_number'],
  frequencyOf: 'street',
  levels: [
    ['street and number', sql`(${equal('street')} and ${equal('house_number')})`, 0.5],
    ['street', equal('street'), 0.1],
    ['similar street', similar('street', 0.92), 0.05],
  ],
}

/** Town, postcode and state move together, so they are one comparison. */
const place: Draft = {
  name: 'place',
  kind: 'shared',
  columns: ['postcode', 'postcode_area', 'city', 'state'],
  roles: ['postcode', 'city', 'state'],
  present: sql`((${both('postcode')}) or (${both('city')}) or (${both('state')}))`,
  frequencyOf: 'postcode',
  levels: [
    ['postcode', equal('postcode'), 0.5],
    ['city', sql`(${equal('city')} or ${similar('city', 0.92)})`, 0.15],
    ['postcode area', equal('postcode_area'), 0.05],
    ['state', equal('state'), 0.1],
  ],
}

const phone: Draft = { name: 'phone', kind: 'shared', columns: ['phone'], roles: ['phone'], levels: [['exact', equal('phone'), 0.6], ['one edit', sql`er_one_edit(${left('phone')}, ${right('phone')})`, 0.05]] }

const email: Draft = {
  name: 'email',
  kind: 'personal',
  columns: ['email'],
  roles: ['email'],
  levels: [
    ['exact', equal('email'), 0.7],
    ['user', sql`split_part(${left('email')}, '@', 1) = split_part(${right('email')}, '@', 1)`, 0.05],
    ['similar', similar('email', 0.92), 0.1],
  ],
}

const words = (column: string, role: Role, m: number, kind: ComparisonKind = 'trait'): Draft => ({
  name: column,
  kind,
  columns: [column],
  roles: [role],
  frequencyOf: column,
  levels: [
    ['exact', equal(column), m],
    ['similar or part', sql`(${similar(column, 0.9)} or er_is_part(${left(column)}, ${right(column)}))`, 0.1],
  ],
})

const plain = (column: string, role: Role, m: number): Draft => ({ name: column, kind: 'trait', columns: [column], roles: [role], levels: [['exact', equal(column), m]] })

const suffix: Draft = { ...plain('name_suffix', 'name_suffix', 0.95), kind: 'name', roles: ['name_suffix', 'full_name', 'family_name'] }

/** Where mentions may be organisations, that column is their name; where all are persons, it is where they work. */
const namesOrganisations = (plan: Plan, match: PlanMatch): boolean =>
  plan.mentions.some(
    ({ population, organisations, config }) =>
      [population.no, organisations.no].some((no) => no === match.left.no || no === match.right.no) && (config.kind === 'organisation' || config.kind_field !== undefined),
  )

const identifierRoles: readonly Role[] = ['ssn', 'a_number', 'receipt_number', 'passport', 'national_id', 'drivers_license', 'identifier']

/** The comparisons of a match: all whose roles both sides hold, or those that the config names. */
export function comparisonsOf(plan: Plan, match: PlanMatch): readonly Comparison[] {
  const shared = sharedRoles(plan, match)
  const named = match.config.compare === undefined ? undefined : new Set<Role>(asList(match.config.compare))
  const wanted = (...roles: Role[]): boolean => roles.some((role) => shared.has(role) && (named === undefined || named.has(role) || role === 'full_name'))
  const drafts: (Draft | false)[] = [
    wanted('given_name') && givenName,
    wanted('middle_name') && middleName,
    wanted('family_name') && familyName,
    wanted('family_name', 'name_suffix') && suffix,
    wanted('date_of_birth') && dateOfBirth,
    ...identifierRoles.filter((role) => wanted(role)).flatMap((role) => columnsOfRole(plan, role).map((column) => identifier(column, role))),
    wanted('gender') && { ...plain('gender', 'gender', 0.96), kind: 'sex' as const, mostElse: 0.1 },
    wanted('street') && address,
    wanted('postcode', 'city', 'state') && place,
    wanted('country') && plain('country', 'country', 0.9),
    wanted('phone') && phone,
    wanted('email') && email,
    wanted('birth_place') && words('birth_place', 'birth_place', 0.7),
    wanted('occupation') && words('occupation', 'occupation', 0.5),
    wanted('organisation') && words('organisation', 'organisation', 0.6, namesOrganisations(plan, match) ? 'personal' : 'shared'),
    ...(wanted('category') ? columnsOfRole(plan, 'category').map((column) => plain(column, 'category', 0.85)) : []),
  ]
  return drafts.filter((draft) => draft !== false).map(finish)
}

/** The level of a pair in a comparison, as an expression over `l` and `r`. */
export function levelOf(comparison: Comparison): Sql {
  const cases = comparison.levels.map(({ holds }, index) => sql` when ${holds} then ${comparison.levels.length + 1 - index}`)
  const branches = cases.reduce((all, branch) => sql`${all}${branch}`, sql``)
  return sql`cast(case when not (${comparison.present}) then 0${branches} else 1 end as tinyint)`
}
