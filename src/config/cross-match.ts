import { InputError } from '../engine/errors.js'
import { parseBlockKey, type BlockKey } from './block-key.js'
import { repeated } from './cross-system.js'
import type { ConfigFault, ConfigPath } from './fault.js'
import { didYouMean } from './nearest.js'
import { fieldsOf, populationsOf } from './populations.js'
import { keysOf, type BlockRuleConfig, type Config, type MatchConfig } from './schema.js'
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

/** A key that names a field does so of a field that both sides compare in that role. */
const fieldFaults = ({ role, field }: BlockKey, match: MatchConfig, config: Config, path: ConfigPath): ConfigFault[] =>
  field === undefined
    ? []
    : [...new Set([match.left, match.right ?? match.left])].flatMap((side) => {
        const held = fieldsOf(config, side, role)
        if (held.length === 0 || held.some((name) => name.toLowerCase() === field.toLowerCase())) return []
        return [{ path, what: `${side} holds no ${role} in the field "${field}"`, remedy: didYouMean(field, held, `fields of ${role}`) }]
      })

const keyFaults = (text: string, match: MatchConfig, config: Config, populations: Populations, path: ConfigPath): ConfigFault[] => {
  try {
    const key = parseBlockKey(text)
    return [...heldByBoth(key.role, match, populations, path), ...fieldFaults(key, match, config, path)]
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return [{ path, what: error.what, remedy: error.remedy }]
  }
}

const limitFaults = (rule: BlockRuleConfig, path: ConfigPath): ConfigFault[] => {
  if (Array.isArray(rule) || rule.train_pairs === undefined || rule.max_pairs === undefined || rule.train_pairs <= rule.max_pairs) return []
  const what = `train_pairs ${rule.train_pairs} is above max_pairs ${rule.max_pairs}`
  return [{ path: [...path, 'train_pairs'], what, remedy: 'blocks that are not compared cannot train: lower train_pairs or raise max_pairs' }]
}

const blockFaults = (match: MatchConfig, config: Config, populations: Populations, path: ConfigPath): ConfigFault[] => {
  const rules = (match.block ?? []).map((rule, number) => ({ rule, keys: keysOf(rule), path: [...path, 'block', number] }))
  const said = rules.map(({ keys, path: at }) => ({ name: keys.length === 0 ? 'every pair' : keys.join(' + '), path: at }))
  const faults = rules.flatMap(({ rule, keys, path: at }) => [
    ...keys.flatMap((text, index) => keyFaults(text, match, config, populations, [...at, ...(Array.isArray(rule) ? [] : ['keys']), index])),
    ...limitFaults(rule, at),
  ])
  return [...faults, ...repeated(said, 'the blocking rule').map((fault) => ({ ...fault, remedy: 'leave one of them out' }))]
}

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
    return [...sideFaults(match, populations, path), ...blockFaults(match, config, populations, path), ...compareFaults(match, populations, path), ...nothingFaults(match, populations, path)]
  })
  return [...repeated(names, 'the match'), ...faults]
}
