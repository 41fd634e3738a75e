import { calendarFault } from './cross-system.js'
import type { ConfigFault } from './fault.js'
import { didYouMean } from './nearest.js'
import type { Config } from './schema.js'

/** Faults of what a person confirmed: systems that there are not, days that are none. */
export function reliabilityFaults({ reliability, systems }: Pick<Config, 'reliability' | 'systems'>): ConfigFault[] {
  return Object.entries(reliability.confirmed).flatMap(([system, { on }]): ConfigFault[] => {
    const path = ['reliability', 'confirmed', system]
    const unknown = Object.hasOwn(systems, system) ? [] : [{ path, at: 'key' as const, what: `there is no system "${system}"`, remedy: didYouMean(system, Object.keys(systems), 'the systems') }]
    return [...unknown, ...calendarFault(on, [...path, 'on'])]
  })
}
