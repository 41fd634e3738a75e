import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadConfig } from '../../src/config/load.js'
import type { MatchConfig, ParametersConfig } from '../../src/config/schema.js'
import { configToYaml } from '../../src/config/to-yaml.js'
import { soundM } from '../../src/model/damage.js'
import type { CountedLevel, CountedParameters } from './truth-parameters.js'

/** m of the sound matches, so that sound and damaged ones together show each level as often as was counted. */
function soundShares(levels: readonly CountedLevel[], damaged: number): Record<string, number> {
  const m = soundM(levels.map((level) => level.m * (1 - damaged)), levels.map((level) => level.m * damaged))
  return Object.fromEntries(levels.map(({ label }, at) => [label, m[at] ?? 0]))
}

/** The parameters of a run with λ and m of its matches as counted; u and the other classes as it learnt them, and of the matches as large a share damaged. */
export function countedParameters({ prior, levels }: CountedParameters, learnt: ParametersConfig): ParametersConfig {
  const { match = 0, damaged = 0 } = learnt.prior
  const share = damaged / (match + damaged)
  const m = Object.fromEntries([...new Set(levels.map(({ comparison }) => comparison))].map((name) => [name, soundShares(levels.filter(({ comparison }) => comparison === name), share)]))
  const { damaged: _, ...others } = learnt.m
  return { prior: { ...learnt.prior, match: prior * (1 - share), ...(damaged === 0 ? {} : { damaged: prior * share }) }, m: { ...others, match: m }, u: learnt.u }
}

/** Writes the config of the same run with counted parameters, and without reports, which nobody reads of it, beside its chosen.yaml; returns the path. */
export async function writeCounted(run: string, counted: readonly CountedParameters[]): Promise<string> {
  const { config } = await loadConfig(join(run, 'chosen.yaml'))
  const matches = config.matches.map((match): MatchConfig => {
    const own = counted.find((one) => one.match === match.name)
    return own === undefined || match.parameters === undefined ? match : { ...match, parameters: countedParameters(own, match.parameters) }
  })
  const path = join(run, 'counted.yaml')
  writeFileSync(path, configToYaml({ ...config, matches, outputs: { ...config.outputs, reports: 'none' } }))
  return path
}
