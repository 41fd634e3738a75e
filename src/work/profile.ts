import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProfileSummary } from '../report/profile/index.js'
import { profileText } from '../report/profile/text.js'
import type { CheckedConfig } from '../config/check.js'
import { guessFiles, type GuessedFile, type GuessOptions } from '../run/guess-files.js'
import type { Finisher, RunOptions, RunResult } from '../run/run.js'
import type { MatchFilesOptions } from './match.js'
import { guesser } from './options.js'

type How = Pick<RunOptions, 'stages' | 'finishers'>

/** How files are profiled of which this was guessed, by system. */
async function howOf(files: ReadonlyMap<string, GuessedFile>, asked: GuessOptions): Promise<Required<How>> {
  const [{ profileStages }, { writeProfile }, { writeAsked }, { version }] = await Promise.all([
    import('../run/profile.js'), import('../report/profile/index.js'), import('../run/asked.js'), import('../run/versions.js'),
  ])
  const finisher: Finisher = {
    what: 'report',
    finish: async ({ database, folder }) => {
      writeAsked(folder, asked)
      await writeProfile({ database, folder, version })
    },
  }
  return { stages: profileStages(files), finishers: [finisher] }
}

/** Profiles files: what each column holds and what is wrong with it, into the folder `out`. Throws InputError. */
export async function profileFiles(paths: readonly string[], out: string, options: MatchFilesOptions = {}): Promise<RunResult> {
  const files = await guessFiles(paths, guesser, options, false)
  options.guessed?.(files)
  const { configOfProfile } = await import('../run/match.js')
  const chosen = await configOfProfile(files, out)
  const [{ run }, { systemNames }, { notesOf }] = await Promise.all([import('../run/run.js'), import('../config/match-config.js'), import('./finishers.js')])
  const names = systemNames(files)
  const how = await howOf(new Map(files.map((file, index) => [names[index] ?? '', file])), options)
  return run({ ...options, ...chosen, ...how, out, finishers: [...notesOf(options), ...how.finishers] })
}

/** How the files of a profile are profiled again: guessed anew as they were, by what its folder says was asked; or why they cannot be. Throws InputError. */
export async function profileAgain(folder: string, { extracts }: CheckedConfig): Promise<How | string> {
  const { readAsked } = await import('../run/asked.js')
  const asked = readAsked(folder)
  if (asked === undefined) return 'the folder does not say what was asked of its files (asked.json): make the profile again, and compare by crosswalk diff'
  const files = await guessFiles(extracts.map(({ path }) => path), guesser, asked, false)
  return await howOf(new Map(files.map((file, index) => [extracts[index]?.system ?? '', file])), asked)
}

/** What a profile found, from the summary of its folder: for machines, and as text for people. Values are masked as on the page. */
export function profiled(folder: string): { readonly profile: ProfileSummary; readonly text: string } {
  const profile: ProfileSummary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'))
  return { profile, text: profileText(profile) }
}
