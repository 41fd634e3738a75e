import type { MatchOptions } from '../config/match-config.js'
import { guessFiles, type GuessedFile, type GuessOptions } from '../run/guess-files.js'
import type { RunResult } from '../run/run.js'
import { guesser, type WorkOptions } from './options.js'

export type { GuessedFile }

/** Options of `matchFiles`: what columns mean, what is paired, how it works; `guessed` is told what was guessed, before the run. */
export interface MatchFilesOptions extends WorkOptions, GuessOptions, MatchOptions {
  readonly guessed?: (files: readonly GuessedFile[]) => void
}

/** Finds people in one file (duplicates) or across several (links), without a config, into the folder `out`, which must not exist or be empty. Throws InputError. */
export async function matchFiles(paths: readonly string[], out: string, options: MatchFilesOptions = {}): Promise<RunResult> {
  const files = await guessFiles(paths, guesser, options)
  options.guessed?.(files)
  const { configOfFiles } = await import('../run/match.js')
  const chosen = await configOfFiles(files, out, options)
  const [{ run }, { finishersOf }] = await Promise.all([import('../run/run.js'), import('./finishers.js')])
  return run({ ...options, ...chosen, out, finishers: finishersOf(options) })
}
