import { createHash } from 'node:crypto'
import { basename, dirname, join, relative } from 'node:path'
import type { CheckedConfig } from '../config/check.js'
import { asOf } from '../config/cross-check.js'
import type { Config } from '../config/schema.js'
import { configToYaml } from '../config/to-yaml.js'
import { sha256Of, version } from './manifest.js'

const withFiles = (config: Config, fileOf: (system: string, id: string, file: string) => string): Config => ({
  ...config,
  systems: Object.fromEntries(
    Object.entries(config.systems).map(([name, system]) => [
      name,
      { ...system, extracts: system.extracts.map((extract) => ({ ...extract, file: fileOf(name, extract.id, extract.file) })) },
    ]),
  ),
})

/** The config as text that says the same wherever the files and the results are: files by their names alone. */
export const logicalConfig = (config: Config): string => configToYaml({ ...withFiles(config, (_, __, file) => basename(file)), outputs: { folder: '.' } })

/** The config with paths that lead from `folder` to the files and to the folder of runs. */
export function relocated(config: Config, { extracts }: CheckedConfig, folder: string): Config {
  const moved = withFiles(config, (system, id, file) => {
    const found = extracts.find((extract) => extract.system === system && extract.id === id)
    return found === undefined ? file : relative(folder, found.path)
  })
  return { ...moved, outputs: { ...config.outputs, folder: relative(folder, dirname(folder)) } }
}

/** `<config>-<as of>-<8 digits of the hash of inputs, config and version>`; a config without dated deliveries has no middle part. */
export async function runName(config: Config, { extracts }: CheckedConfig): Promise<string> {
  const hash = createHash('sha256').update(version).update('\0').update(logicalConfig(config))
  for (const { system, id, path } of extracts) hash.update(`\0${system}\0${id}\0${await sha256Of(path)}`)
  return [config.name, asOf(config), hash.digest('hex').slice(0, 8)].filter((part) => part !== '').join('-')
}

/** Where `crosswalk run` puts its folders: as asked for, else as the config says, relative to it. */
export const runsFolder = (configPath: string, config: Config, asked?: string): string => asked ?? join(dirname(configPath), config.outputs.folder)
