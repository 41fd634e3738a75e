import type { Config } from './schema.js'
import { roles } from './words.js'

/** A map in the order of its keys, and the maps in it. */
function sorted<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one) as unknown])) as T
}

const byRole = <T extends object>(columns: T): T => Object.fromEntries(Object.entries(columns).sort(([a], [b]) => roles.findIndex((role) => role === a) - roles.findIndex((role) => role === b))) as T

/** The same config with its maps in one order, however they were written. Systems and fields stay: theirs is the order of reports and of columns. */
export const canonical = (config: Config): Config => ({
  ...config,
  systems: Object.fromEntries(
    Object.entries(config.systems).map(([name, system]) => [
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
