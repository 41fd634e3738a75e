import { dirname, resolve } from 'node:path'
import type { NamedRun } from '../run/run-config.js'
import { check } from './check.js'
import type { WorkOptions } from './options.js'

/** Runs a config; `runs` is the folder in which its run folder appears, by default the one that the config names. Throws InputError, ConfigError, IdentityError, InterruptedError. */
export async function runConfig(path: string, options: WorkOptions & { readonly runs?: string; readonly resume?: boolean } = {}): Promise<NamedRun> {
  const { runs, ...work } = options
  const { loaded, checked } = await check(path)
  const [{ withResolvedSecret }, { runNamed }, { runsFolder }, { finishersOf }] = await Promise.all([
    import('../run/encrypt/secret.js'), import('../run/run-config.js'), import('../run/run-name.js'), import('./finishers.js'),
  ])
  const { sign: declared } = loaded.config.outputs
  const signed = declared === undefined ? {} : { sign: resolve(dirname(path), declared) }
  return runNamed(withResolvedSecret(loaded.config, path), checked, runsFolder(path, loaded.config, runs), { ...signed, ...work, finishers: finishersOf(work) })
}
