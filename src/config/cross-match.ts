import { InputError } from '../engine/errors.js'
import { parseBlockKey } from './block-key.js'
import { repeated } from './cross-system.js'
import type { ConfigFault, ConfigPath } from './fault.js'
import { didYouMean } from './nearest.js'
import { populationsOf } from './populations.js'
import type { Config, MatchConfig } from './schema.js'
import type { Role } from './words.js'

type Populations = ReadonlyMap<string, ReadonlySet<Role>>

/** A population that no system has. */
export const unknownPopulation = (population: string, path: ConfigPath, known: Iterable<string>): ConfigFault => ({
  path, what: `there is no population "${population}"`, remedy: didYouMean(population, known, 'populations'),
})

const heldByBoth = (role: Role, match: MatchConfig, populations: Populations, path: ConfigPath): ConfigFault[] =>
  [match.left, match.right ?? match.left].flatMap((side, index) => {
    const held = populations.get(side)
    if (held === undefined || held.has(role) || (index === 1 && match.right === undefined)) return []
    return [{ path, what: `${side} holds no ${role}`, remedy: `map it in the columns of the mention, or choose among: ${[...held].join(', ')}` }]
  })

const blockFaults = (match: MatchConfig, populations: Populations, path: ConfigPath): ConfigFault[] =>
  (match.block ?? []).flatMap((rule, number) =>
    rule.flatMap((text, index) => {
      const at = [...path, 'block', number, index]
      try {
        return heldByBoth(parseBlockKey(text).role, match, populations, at)
      } catch (error) {
        if (!(error instanceof InputError)) throw error
        return [{ path: at, what: error.what, remedy: error.remedy }]
      }
    }),
  )

const sideFaults = (match: MatchConfig, populations: Populations, path: ConfigPath): ConfigFault[] => {
  const sides = [{ name: match.left, key: 'left' }, ...(match.right === undefined ? [] : [{ name: match.right, key: 'right' }])]
  const unknown = sides.flatMap(({ name, key }) => (populations.has(name) ? [] : [unknownPopulation(name, [...path, key], populations.keys())]))
  if (match.right !== match.left) return unknown
  return [...unknown, { path: [...path, 'right'], what: `left and right are both ${match.left}`, remedy: 'leave right out to find duplicates inside left' }]
}

const compareFaults = (match: MatchConfig, populations: Populations, path: ConfigPath): ConfigFault[] =>
  (match.compare ?? []).flatMap((role, index) => {
    const at = [...path, 'compare', index]
    if (role === 'ignore' || role === 'source_system') return [{ path: at, what: `${role} is never compared`, remedy: 'leave it out' }]
    return heldByBoth(role, match, populations, at)
  })

const nothingFaults = (match: MatchConfig, populations: Populations, path: ConfigPath): ConfigFault[] => {
  const left = populations.get(match.left)
  const right = populations.get(match.right ?? match.left)
  if (match.compare !== undefined || left === undefined || right === undefined || [...left].some((role) => right.has(role))) return []
  const sides = match.right === undefined ? match.left : `${match.left} and ${match.right}`
  return [{ path: [...path, 'left'], what: `${sides} hold no comparison role in common`, remedy: 'map columns to roles in their mentions' }]
}

/** Faults of the matches: names, populations, blocking keys, roles that a side does not hold. */
export function matchFaults(config: Config): ConfigFault[] {
  const populations = populationsOf(config)
  const names = config.matches.map(({ name }, index) => ({ name, path: ['matches', index, 'name'] }))
  const faults = config.matches.flatMap((match, index) => {
    const path = ['matches', index]
    return [...sideFaults(match, populations, path), ...blockFaults(match, populations, path), ...compareFaults(match, populations, path), ...nothingFaults(match, populations, path)]
  })
  return [...repeated(names, 'the match'), ...faults]
}
