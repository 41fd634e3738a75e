import type { Role } from '../config/words.js'
import { joinSql, sql, type Sql } from '../engine/sql.js'
import { columnsOfRole, sharedRoles } from './block/atoms.js'
import { finish, Values, type Comparison, type Draft, type Level } from './compare/comparison.js'
import { asWord, familyName, givenName, middleName, suffix } from './compare/names.js'
import { age, dateOfBirth, email, identifier, phone } from './compare/personal.js'
import { address, city, postcode, state } from './compare/places.js'
import { country, date, gender, number, organisation, plain, words } from './compare/traits.js'
import { asList, setColumns } from './mention-columns.js'
import { uses, type Plan, type PlanMatch, type PlanMention } from './plan.js'

export type { Comparison } from './compare/comparison.js'

const isIn = ({ population, organisations }: PlanMention, { left, right }: PlanMatch): boolean =>
  [population.no, organisations.no].some((no) => no === left.no || no === right.no)

/** All mentions of the match are organisations. */
const onlyOrganisations = (plan: Plan, match: PlanMatch): boolean =>
  plan.mentions
    .filter((mention) => isIn(mention, match))
    .every(({ population, organisations, config }) => config.kind === 'organisation' || (organisations.no !== population.no && population.no !== match.left.no && population.no !== match.right.no))

/** Some may be organisations: then that column is their name; where all are persons, it is where they work. */
const someOrganisations = (plan: Plan, match: PlanMatch): boolean =>
  plan.mentions.some(
    (mention) => isIn(mention, match) && (mention.config.kind === 'organisation' || (mention.config.kind_field !== undefined && (mention.organisations.no === mention.population.no || onlyOrganisations(plan, match)))),
  )

const identifierRoles: readonly Role[] = ['ssn', 'a_number', 'receipt_number', 'passport', 'national_id', 'drivers_license', 'identifier']

type Wanted = (...roles: readonly Role[]) => boolean

function ofPersons(plan: Plan, wanted: Wanted, values: Values): (Draft | false)[] {
  const name = (draft: Draft): Draft => (uses(plan, 'names') ? draft : asWord(draft, values))
  return [
    wanted('given_name') && name(givenName(values)),
    wanted('middle_name') && name(middleName),
    wanted('family_name') && name(familyName(values)),
    wanted('family_name', 'name_suffix') && suffix,
    wanted('date_of_birth') && dateOfBirth(values),
    wanted('age') && !wanted('date_of_birth') && age,
    wanted('gender') && gender,
    wanted('birth_place') && words(values, 'birth_place', 'birth_place', 0.65),
    wanted('occupation') && words(values, 'occupation', 'occupation', 0.5),
  ]
}

function ofAll(plan: Plan, match: PlanMatch, wanted: Wanted, values: Values): (Draft | false)[] {
  const each = (role: Role, draft: (column: string) => Draft): Draft[] => (wanted(role) ? columnsOfRole(plan, role).map(draft) : [])
  const hasPostcode = wanted('postcode')
  return [
    ...identifierRoles.flatMap((role) => each(role, (column) => identifier(values, column, role))),
    wanted('street', 'house_number') && address,
    hasPostcode && postcode,
    wanted('city') && city(hasPostcode),
    wanted('state') && state(hasPostcode, wanted('city')),
    wanted('country') && country(values),
    wanted('phone') && phone(values),
    wanted('email') && email(values, onlyOrganisations(plan, match)),
    wanted('organisation') && organisation(values, someOrganisations(plan, match) ? 'personal' : 'shared'),
    ...each('category', (column) => plain(column, 'category', 0.6)),
    ...each('text', (column) => words(values, column, 'text', 0.5)),
    ...each('date', date),
    ...each('number', number),
  ]
}

/** The same comparison, whose values all weigh the same, however rare. */
const equallyTelling = (comparison: Comparison): Comparison => {
  const { frequencyOf: _, ...rest } = comparison
  return rest
}

/** The comparisons of a match: all whose roles both sides hold, or those that the config names. */
export function comparisonsOf(plan: Plan, match: PlanMatch): readonly Comparison[] {
  const shared = sharedRoles(plan, match)
  const organisations = onlyOrganisations(plan, match)
  if (shared.has('full_name') && someOrganisations(plan, match)) shared.add('organisation')
  const named = match.config.compare === undefined ? undefined : new Set<Role>(asList(match.config.compare))
  const wanted: Wanted = (...roles) => roles.some((role) => shared.has(role) && (named === undefined || named.has(role) || role === 'full_name'))
  const values = new Values(new Set(setColumns(plan)))
  const drafts = [...(organisations ? [] : ofPersons(plan, wanted, values)), ...ofAll(plan, match, wanted, values)]
  const finished = drafts.filter((draft) => draft !== false).map(finish)
  return uses(plan, 'term_frequency') ? finished : finished.map(equallyTelling)
}

/** Branches of the CASE that gives the level, of levels from the strongest of them on. */
function branchesOf(levels: readonly Level[]): Sql[] {
  return levels.flatMap(({ holds, narrows }, index) => {
    const level = levels.length + 1 - index
    const next = levels[index + 1]
    if (levels[index - 1]?.narrows === true) return []
    return narrows === true && next !== undefined
      ? [sql` when ${next.holds} then case when ${holds} then ${level} else ${level - 1} end`]
      : [sql` when ${holds} then ${level}`]
  })
}

/** The level of a pair in a comparison, as an expression over `l` and `r`: 0 where a side holds nothing to compare. */
export function levelOf({ levels, unless, missing, apart, present }: Comparison): Sql {
  const first = unless === undefined ? sql`` : sql` when ${unless} then 0`
  // Said first, levels are spared asking.
  const absent = missing === undefined ? sql`` : sql` when ${missing} then 0`
  const otherwise = sql` when ${present} then 1 else 0 end`
  const level = (branches: readonly Sql[]): Sql => sql`case${joinSql(branches, sql``)}${otherwise}`
  const branches = branchesOf(levels)
  if (apart !== undefined) branches.splice(1, 0, sql` when ${apart.holds} then ${level(branchesOf(levels.slice(levels.length - apart.leaves)))}`)
  return sql`cast(case${first}${absent}${joinSql(branches, sql``)}${otherwise} as tinyint)`
}
