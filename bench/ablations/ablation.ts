import { populationsOf } from '../../src/config/populations.js'
import type { Config, MatchConfig } from '../../src/config/schema.js'
import type { Mechanism, Role } from '../../src/config/words.js'

/** One part of the matching engine that a run does without. */
export interface Ablation {
  readonly name: string
  /** What is left out, and what stands in its place. */
  readonly title: string
  /** The config of the same match without it; undefined where it has no part in that match. */
  readonly change: (config: Config) => Config | undefined
}

const without =
  (mechanism: Mechanism) =>
  (config: Config): Config => ({ ...config, model: { without: [mechanism] } })

const identifiers: readonly Role[] = ['ssn', 'a_number', 'receipt_number', 'passport', 'national_id', 'drivers_license', 'identifier']
const simpleRules: readonly (readonly Role[])[] = [['date_of_birth'], ['given_name', 'family_name'], ...identifiers.map((role) => [role])]

/** The simple rules whose keys both sides of a match hold. */
function simpleBlock(config: Config, { left, right = left }: MatchConfig): string[][] {
  const populations = populationsOf(config)
  const held = (side: string, role: Role): boolean => populations.get(side)?.has(role) === true
  return simpleRules.filter((keys) => keys.every((role) => held(left, role) && held(right, role))).map((keys) => [...keys])
}

function simplyBlocked(config: Config): Config | undefined {
  const blocks = config.matches.map((match) => simpleBlock(config, match))
  if (blocks.some((block) => block.length === 0)) return undefined
  return { ...config, matches: config.matches.map((match, at) => ({ ...match, block: blocks[at] })) }
}

const hasSources = (config: Config): boolean => config.matches.some(({ right }) => right !== undefined) || Object.values(config.systems).some(({ split_by: by }) => by !== undefined)

const manyToMany = (config: Config): Config | undefined =>
  hasSources(config) ? { ...config, matches: config.matches.map((match) => ({ ...match, one_to_one: false })) } : undefined

/** The parts of the engine, each left out alone. */
export const ablations: readonly Ablation[] = [
  { name: 'names', title: 'comparisons made for names: given, middle and family name by equality, one edit and Jaro-Winkler similarity alone', change: without('names') },
  { name: 'term_frequency', title: 'frequencies of values: every full agreement of a comparison weighs the same', change: without('term_frequency') },
  { name: 'relatives', title: 'the classes of relatives and namesakes: whoever is no match is a random pair', change: without('relatives') },
  { name: 'damaged', title: 'the class of damaged matches: all matches have one m', change: without('damaged') },
  { name: 'estimation', title: 'estimation: m, λ and the other classes as they start, u of random pairs with the matches among them', change: without('estimation') },
  { name: 'calibration', title: 'what sources and clusters bring back to the probability of a pair: no prior by source, each pair as probable as it is by itself', change: without('calibration') },
  { name: 'collective', title: 'collective evidence: connected components at .5, no pairs that clusters ask for, no entities compared, nothing brought back to the pairs', change: without('collective') },
  { name: 'blocking', title: 'proposed blocking rules: birth date, given with family name, and each identifier, all exact; where true pairs hardly ever agree in these, hardly any is listed', change: simplyBlocked },
  { name: 'one_to_one', title: 'competition of links where sources hold a person once (sets of several sources)', change: manyToMany },
]
