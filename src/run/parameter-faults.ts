import type { CheckedConfig } from '../config/check.js'
import { refuse, type ConfigFault, type ConfigPath } from '../config/fault.js'
import type { LoadedConfig } from '../config/load.js'
import { didYouMean } from '../config/nearest.js'
import type { ParametersConfig } from '../config/schema.js'
import { modelOf, type ModelShape } from '../stages/model-shape.js'
import { buildPlan } from './plan.js'

/** Shares are written with few digits: their sum may be so far from 1. */
const rounding = 0.005

const classNames = ['match', 'damaged', 'relative', 'namesake'] as const
type Shares = ParametersConfig['u']

const levelFaults = (labels: readonly string[], shares: Shares[string], path: ConfigPath): ConfigFault[] => {
  const unknown = Object.keys(shares).filter((label) => !labels.includes(label))
  const missing = labels.filter((label) => shares[label] === undefined)
  const faults = unknown.map((label): ConfigFault => ({ path: [...path, label], at: 'key', what: `there is no level "${label}"`, remedy: didYouMean(label, labels, 'levels') }))
  if (missing.length > 0) return [...faults, { path, at: 'key', what: `the level "${missing.join('", "')}" is missing`, remedy: 'give the share of every level, or leave the comparison out' }]
  const sum = Object.values(shares).reduce((all, share) => all + share, 0)
  if (faults.length > 0 || Math.abs(sum - 1) <= rounding) return faults
  return [{ path, at: 'key', what: `the shares sum to ${Number(sum.toFixed(4))}`, remedy: 'the shares of the levels sum to 1: correct one of them' }]
}

const shareFaults = (shares: Shares, { comparisons }: ModelShape, path: ConfigPath): ConfigFault[] =>
  Object.entries(shares).flatMap(([name, levels]): ConfigFault[] => {
    const comparison = comparisons.find((one) => one.name === name)
    if (comparison !== undefined) return levelFaults(comparison.labels, levels, [...path, name])
    return [{ path: [...path, name], at: 'key', what: `the match has no comparison "${name}"`, remedy: didYouMean(name, comparisons.map((one) => one.name), 'comparisons') }]
  })

const faultsOf = ({ prior, m, u }: ParametersConfig, model: ModelShape, path: ConfigPath): ConfigFault[] =>
  shareFaults(u, model, [...path, 'u']).concat(
    classNames.flatMap((name): ConfigFault[] => {
      const absent = (key: 'prior' | 'm', value: unknown): ConfigFault[] =>
        value === undefined || model.classes.includes(name)
          ? []
          : [{ path: [...path, key, name], at: 'key', what: `the comparisons cannot tell the class "${name}" apart`, remedy: `leave it out; the classes of this match: ${model.classes.join(', ')}` }]
      return [...absent('prior', prior[name]), ...absent('m', m[name]), ...shareFaults(m[name] ?? {}, model, [...path, 'm', name])]
    }),
  )

/**
 * Checks the parameters that a config gives against the comparisons of its matches: comparisons, levels and classes exist, all levels are there, shares sum to
 * one. Throws one ConfigError, each fault at its place.
 */
export async function checkParameters(loaded: LoadedConfig, checked: CheckedConfig): Promise<void> {
  const { config } = loaded
  if (config.matches.every(({ parameters }) => parameters === undefined)) return
  const plan = await buildPlan(config, checked)
  const faults = plan.matches.flatMap((match, index) =>
    match.config.parameters === undefined ? [] : faultsOf(match.config.parameters, modelOf(plan, match), ['matches', index, 'parameters']),
  )
  refuse(faults, (at, kind) => loaded.place(at, kind))
}
