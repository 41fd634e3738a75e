import type { ResolvedExtract } from './check.js'
import type { Config, SystemConfig } from './schema.js'
import { roles } from './words.js'

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** A map in the order of its keys, and the maps in it. */
function sorted<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => byName(a, b)).map(([key, one]) => [key, sorted(one) as unknown])) as T
}

const byRole = <T extends object>(columns: T): T => Object.fromEntries(Object.entries(columns).sort(([a], [b]) => roles.findIndex((role) => role === a) - roles.findIndex((role) => role === b))) as T

/** The same config with its maps in one order, however they were written: systems by name. Fields wait for the files whose columns they are. */
export const canonical = (config: Config): Config => ({
  ...config,
  systems: Object.fromEntries(
    Object.entries(config.systems).sort(([a], [b]) => byName(a, b)).map(([name, system]) => [
      name,
      {
        ...system,
        mentions: system.mentions.map((mention) => ({ ...mention, columns: byRole(mention.columns) })),
        extracts: system.extracts.map((extract) => ({ ...extract, columns: sorted(extract.columns), formats: sorted(extract.formats) })),
      },
    ]),
  ),
  matches: config.matches.map((match) => (match.parameters === undefined ? match : { ...match, parameters: sorted(match.parameters) })),
  ...(config.quality === undefined ? {} : { quality: { ...config.quality, office: sorted(config.quality.office) } }),
  reliability: { ...config.reliability, confirmed: sorted(config.reliability.confirmed) },
})

/** Fields as the extracts, in their order, first deliver them: by the place of the column in its file, those that share one by name. */
function fieldsOf({ fields }: SystemConfig, extracts: readonly ResolvedExtract[]): string[] {
  const delivered = extracts.flatMap(({ header, columns }) => {
    const placed = columns.flatMap(({ field, column }) => (column === null ? [] : [{ field, at: header.indexOf(column) }]))
    return placed.sort((a, b) => a.at - b.at || byName(a.field, b.field)).map(({ field }) => field)
  })
  return [...new Set([...delivered, ...Object.keys(fields).sort(byName)])]
}

const inOrder = (fields: SystemConfig['fields'], order: readonly string[]): SystemConfig['fields'] =>
  Object.fromEntries(order.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]] as const])))

/** The config and its extracts with the fields of each system in the order of the columns that hold them. */
export function inColumnOrder(config: Config, extracts: readonly ResolvedExtract[]): { readonly config: Config; readonly extracts: readonly ResolvedExtract[] } {
  const order = new Map(Object.entries(config.systems).map(([name, system]) => [name, fieldsOf(system, extracts.filter((extract) => extract.system === name))]))
  const systems = Object.entries(config.systems).map(([name, system]) => [name, { ...system, fields: inOrder(system.fields, order.get(name) ?? []) }] as const)
  const resolved = extracts.map((extract) => {
    const places = new Map(order.get(extract.system)?.map((field, at) => [field, at]))
    return { ...extract, columns: extract.columns.toSorted((a, b) => (places.get(a.field) ?? 0) - (places.get(b.field) ?? 0)) }
  })
  return { config: { ...config, systems: Object.fromEntries(systems) }, extracts: resolved }
}
