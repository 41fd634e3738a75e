import type { Config } from './schema.js'

/** The day a run speaks of: `as_of` where given, else the newest delivery; empty where no delivery is dated. */
export function asOf(config: Config): string {
  const delivered = Object.values(config.systems).flatMap(({ extracts }) => extracts.flatMap((extract) => extract.delivered ?? []))
  return config.as_of ?? delivered.toSorted().at(-1) ?? ''
}
