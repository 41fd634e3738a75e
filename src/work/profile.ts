import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProfileSummary } from '../report/profile/index.js'
import { profileText } from '../report/profile/text.js'
import { guessFiles } from '../run/guess-files.js'
import type { Finisher, RunResult } from '../run/run.js'
import type { MatchFilesOptions } from './match.js'
import { guesser } from './options.js'

async function finisher(): Promise<Finisher> {
  const [{ writeProfile }, { version }] = await Promise.all([import('../report/profile/index.js'), import('../run/versions.js')])
  return { what: 'report', finish: async ({ database, folder }) => await writeProfile({ database, folder, version }) }
}

/** Profiles files: what each column holds and what is wrong with it, into the folder `out`. Throws InputError. */
export async function profileFiles(paths: readonly string[], out: string, options: MatchFilesOptions = {}): Promise<RunResult> {
  const files = await guessFiles(paths, guesser, options, false)
  options.guessed?.(files)
  const { configOfProfile } = await import('../run/match.js')
  const chosen = await configOfProfile(files, out)
  const [{ run }, { profileStages }, { notesOf }] = await Promise.all([import('../run/run.js'), import('../run/profile.js'), import('./finishers.js')])
  return run({ ...options, ...chosen, out, stages: profileStages(files), finishers: [...notesOf(options), await finisher()] })
}

/** What a profile found, from the summary of its folder: for machines, and as text for people. Values are masked as on the page. */
export function profiled(folder: string): { readonly profile: ProfileSummary; readonly text: string } {
  const profile: ProfileSummary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'))
  return { profile, text: profileText(profile) }
}
