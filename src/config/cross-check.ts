import { asOf } from './as-of.js'
import { analysisFaults } from './cross-analysis.js'
import { exhibitFaults } from './cross-exhibits.js'
import { explainFaults } from './cross-explain.js'
import { figureFaults } from './cross-figures.js'
import { matchFaults } from './cross-match.js'
import { qualityFaults } from './cross-quality.js'
import { calendarFault, systemFaults } from './cross-system.js'
import { refuse, type ConfigFault } from './fault.js'
import type { LoadedConfig } from './load.js'
import { reliabilityFaults } from './cross-reliability.js'
import type { Config } from './schema.js'

const bandFaults = ({ bands, floor }: Config): ConfigFault[] => [
  ...(bands.match < bands.review
    ? [{ path: ['bands', 'match'], what: `the match band begins at ${bands.match}, below review at ${bands.review}`, remedy: 'raise match or lower review' }]
    : []),
  ...(bands.review < floor
    ? [{ path: ['bands', 'review'], what: `the review band begins at ${bands.review}, below the floor ${floor}`, remedy: 'raise review or lower floor' }]
    : []),
]

const dayFaults = (config: Config): ConfigFault[] => {
  const newest = asOf({ ...config, as_of: undefined })
  const early = config.as_of !== undefined && config.as_of < newest
  return [
    ...calendarFault(config.as_of, ['as_of']),
    ...(early ? [{ path: ['as_of'], what: `as_of ${config.as_of} is before the newest delivery ${newest}`, remedy: 'leave as_of out, or leave that extract out' }] : []),
  ]
}

/** All faults between the parts of a config, none of which needs the data. */
export function crossFaults(config: Config): ConfigFault[] {
  return [...systemFaults(config), ...explainFaults(config.systems), ...figureFaults(config.figures, config.systems), ...matchFaults(config), ...analysisFaults(config), ...qualityFaults(config), ...exhibitFaults(config.exhibits), ...reliabilityFaults(config), ...bandFaults(config), ...dayFaults(config)]
}

/** Throws one ConfigError with every fault between the parts of a config, each at its place in the file. */
export function crossCheck(loaded: LoadedConfig): void {
  refuse(crossFaults(loaded.config), (path, at) => loaded.place(path, at))
}
