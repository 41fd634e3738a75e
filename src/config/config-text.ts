import { readFile, stat } from 'node:fs/promises'
import { ConfigError } from '../engine/errors.js'

const maxBytes = 10_000_000

/** The text of a config file. Throws ConfigError for what is no file, cannot be read, is no UTF-8 or far too long. */
export async function configText(path: string): Promise<string> {
  const facts = await stat(path).catch(() => undefined)
  if (facts === undefined) throw new ConfigError('the config does not exist', { file: path }, 'give the path of a YAML file; crosswalk init writes one')
  if (!facts.isFile()) throw new ConfigError('the config is not a file', { file: path }, 'give the path of a YAML file')
  if (facts.size > maxBytes) throw new ConfigError(`the config is larger than ${maxBytes} bytes`, { file: path }, 'give a config, not a data file')
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new ConfigError(`the config cannot be read: ${error instanceof Error ? error.message : 'unknown reason'}`, { file: path }, 'check its permissions')
  })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new ConfigError('the config is not UTF-8', { file: path }, 'save it as UTF-8')
  }
}
