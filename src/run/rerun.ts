import { join, resolve } from 'node:path'
import type { CheckedConfig } from '../config/check.js'
import type { Config } from '../config/schema.js'
import { stages as allStages } from '../stages/index.js'
import type { Stage } from '../stages/stage.js'
import type { Manifest } from './manifest-schema.js'
import { reconcileStages } from './reconcile.js'
import { runFacts } from './run-facts.js'
import { run, type RunOptions } from './run.js'

const named = (stages: readonly Stage[]): string => stages.map(({ name }) => name).join(' ')

/**
 * Runs what a run folder says anew into `out`, as if into that folder: paths are written as they lead from there, nothing is appended to a history.
 * Gives the manifest of what was made, or says why it cannot be made again.
 */
export async function rerun(
  folder: string,
  out: string,
  { stages: names }: Manifest,
  check: (config: string) => Promise<{ readonly config: Config; readonly checked: CheckedConfig }>,
  options: Pick<RunOptions, 'memory' | 'threads' | 'signal' | 'listener' | 'finishers'>,
): Promise<Manifest | string> {
  const stages = [allStages, reconcileStages].find((some) => named(some) === names.join(' '))
  if (stages === undefined) return 'a profile has guesses that its folder does not hold: make it again, and compare by crosswalk diff'
  const { config, checked } = await check(join(folder, 'crosswalk.yaml'))
  await run({ ...options, config, checked, out, insteadOf: resolve(folder), stages })
  return runFacts(out)
}
