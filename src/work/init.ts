import { guessFiles, type GuessOptions } from '../run/guess-files.js'
import { guesser } from './options.js'

/** A first config for files, with guessed roles, as commented YAML. Throws InputError. */
export async function initFiles(paths: readonly string[], options: GuessOptions = {}): Promise<string> {
  const files = await guessFiles(paths, guesser, options)
  const { initConfig } = await import('../config/init.js')
  return initConfig(files)
}
