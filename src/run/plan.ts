import { basename } from 'node:path'
import { parseBlockKey } from '../config/block-key.js'
import type { CheckedConfig, ResolvedExtract } from '../config/check.js'
import { keysOf, type BlockRuleConfig, type Config, type SystemConfig } from '../config/schema.js'
import { sniffDialect } from '../engine/delimited/index.js'
import { ruleName } from '../stages/block/atoms.js'
import type { PlanExhibit } from '../stages/exhibits.js'
import type { BlockRule, Plan, PlanExtract, PlanMatch, PlanMention, PlanSystem, Population, StatedTotals } from '../stages/plan.js'
import { readTrailer } from '../stages/trailer.js'
import { planFigures } from './figures.js'
import { trendOf } from './history.js'
import { planQuality } from './quality.js'

/** SHA-256 of files of extracts, by path. */
export type InputHashes = ReadonlyMap<string, string>

const suffixOf = (name: string): string => name.toLowerCase()

async function planExtract(resolved: ResolvedExtract, config: SystemConfig, seq: number, checked: CheckedConfig, hashes: InputHashes): Promise<PlanExtract> {
  const extract = config.extracts[seq - 1]
  if (extract === undefined) throw new Error(`extract ${resolved.id} is not in the config`)
  const { delimiter = ',', quote, encoding } = extract
  const dialect = await sniffDialect(resolved.path, { delimiter, ...(quote === undefined ? {} : { quote }), ...(encoding === undefined ? {} : { encoding }) })
  const positions = resolved.columns.map(({ field, column }) => [field, column === null ? null : resolved.header.indexOf(column)] as const)
  const { control_totals: totals, trailer } = extract
  const file = basename(extract.file)
  const controls = checked.controls.get(extract.id)
  const sha256 = hashes.get(resolved.path)
  const stated: StatedTotals[] = [
    ...(totals === 'none' || 'file' in totals ? [] : [totals]),
    ...(controls === undefined ? [] : [controls.stated]),
    ...(trailer === undefined ? [] : [await readTrailer({ extract: { id: extract.id, file, path: resolved.path, dialect }, config: trailer })]),
  ]
  return {
    id: extract.id,
    seq,
    file,
    path: resolved.path,
    ...(sha256 === undefined ? {} : { sha256 }),
    config: extract,
    stated,
    positions: Object.fromEntries(positions),
    header: resolved.header,
    dialect,
  }
}

async function planSystem(name: string, config: SystemConfig, checked: CheckedConfig, hashes: InputHashes): Promise<PlanSystem> {
  const resolved = checked.extracts.filter((extract) => extract.system === name)
  const extracts: PlanExtract[] = []
  for (const [index, extract] of resolved.entries()) extracts.push(await planExtract(extract, config, index + 1, checked, hashes))
  const key = typeof config.key === 'string' ? [config.key] : config.key
  return { name, suffix: suffixOf(name), config, key, fields: Object.keys(config.fields), extracts }
}

function populationsOf(systems: readonly PlanSystem[]): Population[] {
  const roles = systems.flatMap((system) =>
    [...new Set(system.config.mentions.flatMap(({ role, organisation_role: other }) => (other === undefined ? [role] : [role, other])))].map((role) => ({ system, role })),
  )
  return roles.map((population, no) => ({ no, ...population }))
}

function mentionsOf(systems: readonly PlanSystem[], populations: readonly Population[]): PlanMention[] {
  const find = (system: PlanSystem, role: string): Population => {
    const found = populations.find((population) => population.system === system && population.role === role)
    if (found === undefined) throw new Error(`no population ${system.name}.${role}`)
    return found
  }
  return systems.flatMap((system) => {
    const seen = new Map<string, number>()
    return system.config.mentions.map((config) => {
      const ordinal = (seen.get(config.role) ?? 0) + 1
      seen.set(config.role, ordinal)
      const population = find(system, config.role)
      const organisations = config.organisation_role === undefined ? population : find(system, config.organisation_role)
      return { population, ordinal, config, organisations }
    })
  })
}

function ruleOf(rule: BlockRuleConfig): BlockRule {
  const keys = keysOf(rule).map(parseBlockKey)
  const { max_pairs: maxPairs, train_pairs: trainPairs } = Array.isArray(rule) ? {} : rule
  return { name: ruleName(keys), keys, ...(maxPairs === undefined ? {} : { maxPairs }), ...(trainPairs === undefined ? {} : { trainPairs }) }
}

function matchesOf(config: Config, populations: readonly Population[], { labels }: CheckedConfig): PlanMatch[] {
  const find = (text: string): Population => {
    const found = populations.find(({ system, role }) => `${system.name}.${role}` === text)
    if (found === undefined) throw new Error(`no population ${text}`)
    return found
  }
  return config.matches.map((match) => {
    const left = find(match.left)
    const right = match.right === undefined ? left : find(match.right)
    const rules = match.block?.map(ruleOf)
    const told = labels.get(match.name)
    return {
      name: match.name, suffix: suffixOf(match.name), left, right, within: left === right, config: match,
      ...(rules === undefined ? {} : { rules }), ...(told === undefined ? {} : { labels: told }),
    }
  })
}

const exhibitsOf = ({ exhibits }: Config, checked: CheckedConfig): PlanExhibit[] =>
  exhibits.flatMap((exhibit) => {
    const resolved = checked.exhibits.find(({ name }) => name === exhibit.name)
    return resolved === undefined ? [] : [{ suffix: suffixOf(exhibit.name), config: exhibit, select: resolved.select, rows: resolved.rows }]
  })

/** What a run will do: the config, resolved against the headers of its files, which must still have these hashes when they are read. */
export async function buildPlan(config: Config, checked: CheckedConfig, hashes: InputHashes = new Map()): Promise<Plan> {
  const systems: PlanSystem[] = []
  for (const [name, system] of Object.entries(config.systems)) systems.push(await planSystem(name, system, checked, hashes))
  const populations = populationsOf(systems)
  const delivered = systems.flatMap((system) => system.extracts.flatMap((extract) => extract.config.delivered ?? [])).sort()
  return {
    systems,
    populations,
    mentions: mentionsOf(systems, populations),
    matches: matchesOf(config, populations, checked),
    analyses: config.analyses,
    figures: planFigures(config.figures, config.systems),
    ledgers: checked.ledgers,
    exhibits: exhibitsOf(config, checked),
    reliability: config.reliability,
    quality: planQuality(config, systems, trendOf(checked.history?.lines ?? [])),
    asOf: config.as_of ?? delivered.at(-1) ?? '',
    ...(config.model === undefined ? {} : { without: config.model.without }),
  }
}
