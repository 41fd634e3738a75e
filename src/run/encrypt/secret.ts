import { basename, dirname, relative, resolve } from 'node:path'
import type { Config, EncryptConfig } from '../../config/schema.js'
import { MasterKey, type Secret } from './keys.js'

const mapped = (config: EncryptConfig, path: (path: string) => string): EncryptConfig =>
  'key_file' in config ? { key_file: path(config.key_file) } : { passphrase_file: path(config.passphrase_file) }

const withSecret = (config: Config, path: (path: string) => string): Config =>
  config.outputs.encrypt === undefined ? config : { ...config, outputs: { ...config.outputs, encrypt: mapped(config.outputs.encrypt, path) } }

/** The config with the path of its secret made absolute. */
export const withResolvedSecret = (config: Config, configPath: string): Config => withSecret(config, (path) => resolve(dirname(configPath), path))
/** The config with the secret named by its file's name alone. */
export const withNamedSecret = (config: Config): Config => withSecret(config, (path) => basename(path))
/** The config with a path that leads from a folder to the secret. */
export const withRelativeSecret = (config: Config, folder: string): Config => withSecret(config, (path) => relative(folder, path))

/** The secret by which a run is encrypted, undefined where it is not; read once, so that a run does not end with a key of no use. Throws InputError. */
export function secretOf({ outputs: { encrypt } }: Config): Secret | undefined {
  if (encrypt === undefined) return undefined
  const secret = 'key_file' in encrypt ? { keyFile: encrypt.key_file } : { passphraseFile: encrypt.passphrase_file }
  new MasterKey(secret).check()
  return secret
}
