import type { CheckedConfig } from '../config/check.js'
import type { Config } from '../config/schema.js'
import type { RunOptions } from '../run/run.js'
import { runFacts } from '../run/run-facts.js'
import type { Verified } from '../run/verify/index.js'
import { check } from './check.js'

export type { Verified }

/** Options of `verifyRun`. */
export interface VerifyRunOptions extends Pick<RunOptions, 'memory' | 'threads' | 'signal' | 'listener'> {
  /** The public part of the key that signed the run, a PEM file. */
  readonly key?: string
  /** Runs it again, in a temporary folder, and compares every file. */
  readonly rerun?: boolean
}

async function checkedConfig(path: string): Promise<{ readonly config: Config; readonly checked: CheckedConfig }> {
  const { loaded, checked } = await check(path)
  return { config: loaded.config, checked }
}

/** Checks a run folder against its run.json, with everything that can be made again made again. Throws InputError where it is no run, or cannot be run again. */
export async function verifyRun(folder: string, { rerun: again = false, key, ...work }: VerifyRunOptions = {}): Promise<Verified> {
  runFacts(folder)
  const [{ rerun }, { verify }, { finishersOf }, { profileAgain: profile }] = await Promise.all([import('../run/rerun.js'), import('../run/verify/index.js'), import('./finishers.js'), import('./profile.js')])
  const options = { ...(key === undefined ? {} : { key }), ...(work.memory === undefined ? {} : { memory: work.memory }), ...(work.threads === undefined ? {} : { threads: work.threads }) }
  return await verify(folder, { ...options, ...(again ? { rerun: (out, manifest) => rerun(folder, out, manifest, { ...work, check: checkedConfig, profile, finishers: finishersOf({}) }) } : {}) })
}
