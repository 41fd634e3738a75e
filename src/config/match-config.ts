import { basename, extname } from 'node:path'
import { guessedSystem } from './guessed-system.js'
import type { InitFile } from './init-file.js'
import { legalNames } from './legal-names.js'
import { configSchema, type Config, type ConfigInput, type SystemInput } from './schema.js'

export interface MatchOptions {
  /** Also pair records of the same file when several are given; one file always is. */
  readonly within?: boolean
  readonly oneToOne?: boolean
  /** The day on which the files count as delivered, YYYY-MM-DD, where it is known. */
  readonly asOf?: string
  /** File of labels, which every match gets; ids that a match does not know are passed over. */
  readonly labels?: string
}

/** A name for each file, from its base name without the extension. */
export const systemNames = (files: readonly InitFile[]): string[] =>
  legalNames(files.map(({ path }) => basename(path, extname(path))), 'file')

const populationsOf = (name: string, { mentions = [] }: SystemInput): string[] =>
  mentions.flatMap(({ role, organisation_role: organisation }) => (organisation === undefined ? [`${name}.${role}`] : [`${name}.${role}`, `${name}.${organisation}`]))

interface Sides {
  readonly left: string
  readonly right?: string
}

/** Pairs of populations of the same role, across each pair of systems and, where asked for, inside each. */
export function matchesOf(systems: Readonly<Record<string, SystemInput>>, within: boolean, { oneToOne = false, labels }: Pick<MatchOptions, 'oneToOne' | 'labels'>): NonNullable<ConfigInput['matches']> {
  const populations = Object.entries(systems).map(([name, system]) => populationsOf(name, system))
  const inside = within || populations.length === 1
  const sides = populations.flatMap((lefts, index): Sides[] => {
    const across = populations.slice(index + 1).flatMap((rights) =>
      lefts.flatMap((left) => rights.filter((right) => right.split('.')[1] === left.split('.')[1]).map((right) => ({ left, right }))),
    )
    return inside ? [...lefts.map((left) => ({ left })), ...across] : across
  })
  const said = sides.map((side) => (side.right === undefined ? `within ${side.left}` : `${side.left} ${side.right}`).replaceAll(/\W/gu, '_'))
  const names = legalNames(said, 'match')
  return sides.map((side, index) => ({ name: names[index] ?? '', ...side, ...(oneToOne && side.right !== undefined ? { one_to_one: true } : {}), ...(labels === undefined ? {} : { labels }) }))
}

/** The config by which `crosswalk profile FILE…` runs: each file a system with one extract, nothing matched. Paths are kept as given. */
export function profileConfig(files: readonly InitFile[]): Config {
  const names = systemNames(files)
  const systems = Object.fromEntries(files.map((file, index) => {
    const { system } = guessedSystem(file, names[index] ?? '', undefined, 'the command line')
    return [names[index] ?? '', { ...system, mentions: (system.mentions ?? []).filter(({ columns }) => Object.keys(columns).length > 0) }]
  }))
  return configSchema.parse({ version: 1, name: 'profile', systems })
}

/**
 * The config by which `crosswalk match FILE…` runs: each file a system with one extract, keyed on its id column; one file is paired with
 * itself, several each with each, and with themselves when `within`. Paths are kept as given.
 */
export function matchConfig(files: readonly InitFile[], { within = false, asOf, ...further }: MatchOptions = {}): Config {
  const names = systemNames(files)
  const guessed = files.map((file, index) => guessedSystem(file, names[index] ?? '', asOf, 'the command line').system)
  const systems = Object.fromEntries(guessed.map((system, index) => [names[index] ?? '', system]))
  return configSchema.parse({ version: 1, name: 'match', ...(asOf === undefined ? {} : { as_of: asOf }), systems, matches: matchesOf(systems, within, further) })
}
