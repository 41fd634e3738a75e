import type { CheckedConfig } from '../config/check.js'
import { populationsOf } from '../config/populations.js'
import { roles, type Role } from '../config/words.js'
import type { Config, MatchConfig, ParametersConfig } from '../config/schema.js'
import type { Database } from '../engine/database.js'
import { id, sql } from '../engine/sql.js'
import { keyName, rulesOf } from '../stages/block/atoms.js'
import { comparisonsOf } from '../stages/comparisons.js'
import { tableOf, type Plan, type PlanMatch } from '../stages/plan.js'
import type { RunEvent } from './events.js'

/** What a run made of itself, as far as its choices are concerned. */
export interface Ran {
  readonly database: Database
  readonly config: Config
  readonly checked: CheckedConfig
  readonly plan: Plan
  readonly events: readonly RunEvent[]
}

export interface RuleRow {
  readonly rule: string
  readonly max_pairs: number
  readonly train_pairs: number
  readonly pairs: number
  readonly gain: number | null
}

/** The blocking rules of a match as they were used, in order. */
export const usedRules = async (database: Database, match: PlanMatch): Promise<RuleRow[]> =>
  await database.rows<RuleRow>(
    sql`select rule, cast(max_pairs as double) as max_pairs, cast(train_pairs as double) as train_pairs, cast(pairs as double) as pairs, gain
    from ${id(tableOf('block_rule', match))} where chosen order by rule_no`,
  )

async function blockOf({ database, plan }: Ran, match: PlanMatch): Promise<NonNullable<MatchConfig['block']>> {
  const byName = new Map(rulesOf(plan, match).map((rule) => [rule.name, rule]))
  const rows = await usedRules(database, match)
  return rows.map(({ rule, max_pairs: most, train_pairs: trains }) => ({ keys: (byName.get(rule)?.keys ?? []).map(keyName), max_pairs: most, train_pairs: trains }))
}

const sameNames = (a: readonly { readonly name: string }[], b: readonly { readonly name: string }[]): boolean => a.map(({ name }) => name).join('|') === b.map(({ name }) => name).join('|')

/** The fewest roles by which a config names the comparisons of a match; undefined where it cannot. */
function compareOf({ config, plan }: Ran, match: PlanMatch): Role[] | undefined {
  if (match.config.compare !== undefined) return match.config.compare
  const populations = populationsOf(config)
  const held = (side: string): ReadonlySet<Role> => populations.get(side) ?? new Set()
  const both = roles.filter((role) => held(match.config.left).has(role) && held(match.config.right ?? match.config.left).has(role))
  const all = comparisonsOf(plan, match)
  const by = (compare: Role[]): readonly { readonly name: string }[] => comparisonsOf(plan, { ...match, config: { ...match.config, compare } })
  const anyway = new Set(by([]).map(({ name }) => name))
  const named = new Set(all.map(({ name }) => name))
  const needed = both.filter((role) => by([role]).some(({ name }) => named.has(name) && !anyway.has(name)))
  return [needed, both].find((compare) => sameNames(by(compare), all))
}

/** For every two sources of a match whether their links were found to be one to one; none where there is one source. */
export const foundOneToOne = ({ events }: Pick<Ran, 'events'>, match: PlanMatch): readonly boolean[] =>
  events.flatMap((event) => (event.kind === 'one_to_one' && event.match === match.name ? [event.found] : []))

/** That as the config can say it: undefined where nothing, or not the same of all. */
function oneToOneOf(ran: Ran, match: PlanMatch): boolean | undefined {
  const found = new Set(foundOneToOne(ran, match))
  return match.config.one_to_one ?? (found.size === 1 ? [...found][0] : undefined)
}

interface Level {
  readonly class: keyof ParametersConfig['m']
  readonly comparison: string
  readonly label: string
  readonly m: number
  readonly u: number
}

/** The parameters that scored the pairs of a match, from the tables that they were read from. */
async function parametersOf({ database }: Ran, match: PlanMatch): Promise<ParametersConfig> {
  const priors = await database.rows<{ class: Level['class']; prior: number }>(sql`select class, prior from training where match = ${match.name} order by class`)
  const levels = await database.rows<Level>(sql`select class, comparison, label, m, u from parameter where match = ${match.name} order by class, comparison, level`)
  const sharesOf = (pairClass: Level['class'], column: 'm' | 'u'): ParametersConfig['u'] => {
    const shares: ParametersConfig['u'] = {}
    for (const row of levels.filter((level) => level.class === pairClass)) (shares[row.comparison] ??= {})[row.label] = row[column]
    return shares
  }
  return {
    prior: Object.fromEntries(priors.map((row) => [row.class, row.prior])),
    m: Object.fromEntries(priors.map((row) => [row.class, sharesOf(row.class, 'm')])),
    u: sharesOf('match', 'u'),
  }
}

async function chosenMatch(ran: Ran, match: PlanMatch): Promise<MatchConfig> {
  const compare = compareOf(ran, match)
  const oneToOne = oneToOneOf(ran, match)
  return {
    ...match.config,
    block: await blockOf(ran, match),
    ...(compare === undefined ? {} : { compare }),
    ...(oneToOne === undefined ? {} : { one_to_one: oneToOne }),
    parameters: await parametersOf(ran, match),
  }
}

/** The config of a run with all that the run chose written out: run on the same files it gives the same candidates and entities. */
export async function chosenConfig(ran: Ran): Promise<Config> {
  const { config, plan, database } = ran
  const matches: MatchConfig[] = []
  let most = config.blocking.max_pairs
  for (const match of plan.matches) {
    matches.push(await chosenMatch(ran, match))
    // A rule that was used stays within the budget.
    most = Math.max(most, (await usedRules(database, match)).reduce((sum, { pairs }) => sum + pairs, 0))
  }
  return { ...config, matches, blocking: { ...config.blocking, max_pairs: most } }
}
