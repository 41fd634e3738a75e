import { stat } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { checkAgainstFiles, type CheckedConfig } from '../config/check.js'
import { crossCheck } from '../config/cross-check.js'
import type { InitFile } from '../config/init-file.js'
import { parseConfig } from '../config/load.js'
import { matchConfig, profileConfig, type MatchOptions } from '../config/match-config.js'
import type { Config } from '../config/schema.js'
import { configToYaml } from '../config/to-yaml.js'
import { ConfigError, InputError } from '../engine/errors.js'

async function requireFile(path: string): Promise<void> {
  const facts = await stat(path).catch(() => undefined)
  if (facts?.isFile() !== true) throw new InputError(facts === undefined ? 'the file of labels does not exist' : 'is not a file', { file: path }, 'give by --labels the path of a delimited file')
}

/** The config by which files are matched into `out`, checked against them; it stands in `out` as crosswalk.yaml, with paths that lead from there. */
export async function configOfFiles(files: readonly InitFile[], out: string, options: MatchOptions = {}): Promise<{ config: Config; checked: CheckedConfig }> {
  const { labels } = options
  if (labels !== undefined) await requireFile(labels)
  const told = { ...options, ...(labels === undefined ? {} : { labels: relative(resolve(out), resolve(labels)) }) }
  return await checkedConfig(files, out, (moved) => matchConfig(moved, told))
}

/** The same for files that are only looked at. */
export async function configOfProfile(files: readonly InitFile[], out: string): Promise<{ config: Config; checked: CheckedConfig }> {
  return await checkedConfig(files, out, profileConfig)
}

async function checkedConfig(files: readonly InitFile[], out: string, made: (files: readonly InitFile[]) => Config): Promise<{ config: Config; checked: CheckedConfig }> {
  const folder = resolve(out)
  const moved = files.map((file) => ({ ...file, path: relative(folder, resolve(file.path)) }))
  const loaded = parseConfig(configToYaml(made(moved)), join(out, 'crosswalk.yaml'))
  try {
    crossCheck(loaded)
  } catch (error) {
    // The config that its place is in will not be written.
    throw error instanceof ConfigError ? new InputError(error.what, {}, 'say what columns hold: --role COLUMN=ROLE, for instance --role born=date_of_birth') : error
  }
  const checked = await checkAgainstFiles({ ...loaded, path: join(folder, 'crosswalk.yaml') })
  return { config: checked.config, checked }
}
