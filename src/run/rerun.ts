import { join, resolve } from 'node:path'
import type { CheckedConfig } from '../config/check.js'
import type { Config } from '../config/schema.js'
import { stages as allStages } from '../stages/index.js'
import type { Stage } from '../stages/stage.js'
import type { Manifest } from './manifest-schema.js'
import { reconcileStages } from './reconcile.js'
import { profileStages } from './profile.js'
import { runFacts } from './run-facts.js'
import { run, type RunOptions } from './run.js'

const named = (stages: readonly Stage[]): string => stages.map(({ name }) => name).join(' ')

/** How a run is made again. */
export interface Again extends Pick<RunOptions, 'memory' | 'threads' | 'signal' | 'listener' | 'finishers'> {
  readonly check: (config: string) => Promise<{ readonly config: Config; readonly checked: CheckedConfig }>
  /** Stages and what finishes the folder of a profile, or why it cannot be made again. */
  readonly profile: (folder: string, checked: CheckedConfig) => Promise<Pick<RunOptions, 'stages' | 'finishers'> | string>
}

/**
 * Runs what a run folder says anew into `out`, as if into that folder: paths are written as they lead from there, nothing is appended to a history.
 * Gives the manifest of what was made, or says why it cannot be made again.
 */
export async function rerun(folder: string, out: string, { stages: names }: Manifest, { check, profile, ...options }: Again): Promise<Manifest | string> {
  const stages = [allStages, reconcileStages].find((some) => named(some) === names.join(' '))
  if (stages === undefined && named(profileStages(new Map())) !== names.join(' ')) return 'it went through other stages than a run of this version does'
  const { config, checked } = await check(join(folder, 'crosswalk.yaml'))
  const how = stages === undefined ? await profile(folder, checked) : { stages }
  if (typeof how === 'string') return how
  await run({ ...options, ...how, config, checked, out, insteadOf: resolve(folder) })
  return runFacts(out)
}
