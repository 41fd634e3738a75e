import { ConfigError, type Place } from '../engine/errors.js'
import { canonical } from './canonical.js'
import { configError, refuse, type ConfigPath } from './fault.js'
import { configText } from './config-text.js'
import { schemaFaults } from './schema-faults.js'
import { configSchema, type Config } from './schema.js'
import { readYaml } from './yaml-source.js'

/** A config with its text and the place of everything in it, so that later checks can point into the file. */
export interface LoadedConfig {
  readonly path: string
  readonly text: string
  readonly config: Config
  /** Where a path of the config stands; of something absent, where the nearest thing around it stands. */
  place(pathInConfig: ConfigPath, at?: 'key' | 'value'): Place
}

/** Reads a config from its text; `path` is what errors call it. Throws ConfigError with every fault of YAML or schema. */
export function parseConfig(text: string, path: string): LoadedConfig {
  const { value, place, written, faults } = readYaml(text, path)
  if (faults.length > 0) throw configError(faults)
  const parsed = configSchema.safeParse(value)
  if (parsed.success) return { path, text, config: canonical(parsed.data), place }
  refuse(schemaFaults(parsed.error.issues, { value, written }), place)
  throw new ConfigError('the config does not follow its schema', { file: path }, 'compare it with configs/crosswalk.schema.json')
}

/** Reads a config file: YAML 1.2, then the strict schema. Throws ConfigError (file, line, column, remedy) with every fault. */
export async function loadConfig(path: string): Promise<LoadedConfig> {
  return parseConfig(await configText(path), path)
}
