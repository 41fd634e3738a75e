import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { checkAgainstFiles, type CheckedConfig } from './config/check.js'
import { crossCheck } from './config/cross-check.js'
import { initConfig } from './config/init.js'
import { loadConfig, type LoadedConfig } from './config/load.js'
import type { MatchOptions } from './config/match-config.js'
import type { Config } from './config/schema.js'
import type { ReconcileOptions } from './config/reconcile-config.js'
import { InputError } from './engine/errors.js'
import { bCubed, clusteredPairs, pairFigures, type PairFigures, type Rates } from './model/evaluation.js'
import { labelled, type LabelOptions } from './run/evaluate.js'
import { withResolvedSecret } from './run/encrypt/secret.js'
import type { Guesser } from './run/guess.js'
import { reconcileText, renderDifference, writeReport, writeStatistics, type Purpose, type ReportInput, type Summary } from './report/index.js'
import { profileText, writeProfile, type ProfileSummary } from './report/profile/index.js'
import { relistReports } from './run/manifest.js'
import { requireAllTables, runFacts, runNamed, type NamedRun } from './run/run-config.js'
import { version } from './run/versions.js'
import { configOfFiles, configOfProfile, guessFiles, type GuessedFile, type GuessOptions } from './run/match.js'
import { setAsideNotes } from './run/notes.js'
import type { Difference } from './run/diff/difference.js'
import { diff, type DiffOptions } from './run/diff/index.js'
import { writeDiff } from './run/diff/write.js'
import { checkExhibits, protectedExhibits } from './run/exhibits.js'
import { withRun, type OpenedRun } from './run/opened.js'
import { checkParameters } from './run/parameter-faults.js'
import { keepPrivate } from './run/private-files.js'
import { profileStages } from './run/profile.js'
import { configOfExtracts, reconcileStages } from './run/reconcile.js'
import { runsFolder } from './run/run-name.js'
import { rerun } from './run/rerun.js'
import { run, type Finisher, type RunOptions, type RunResult } from './run/run.js'
import { shareFinisher } from './run/share.js'
import { verify, type Verified } from './run/verify/index.js'
import { dateFormat } from './text/column-contents.js'
import { guessRoles } from './text/roles.js'

export { didYouMean, nearest } from './config/nearest.js'
export { checkAgainstFiles } from './config/check.js'
export { crossCheck } from './config/cross-check.js'
export { loadConfig } from './config/load.js'
export type { Config } from './config/schema.js'
export type { ColumnRole } from './config/init-file.js'
export type { Role } from './config/words.js'
export { roles as roleNames } from './config/words.js'
export { ConfigError, IdentityError, InputError, InterruptedError, type Place } from './engine/errors.js'
export type { Listener, RunEvent } from './run/events.js'
export { runFacts, type NamedRun } from './run/run-config.js'
export { version } from './run/versions.js'
export { run, type Finisher, type Finishing, type RunOptions, type RunResult } from './run/run.js'
export { classOf, StageFault } from './run/stage-fault.js'
export { bCubed, pairFigures, type PairFigures } from './model/evaluation.js'
export { UnionFind } from './model/union-find.js'
export { cleanStreet } from './text/addresses.js'
export { guessDateFormat } from './text/dates.js'
export { foldName, foldText } from './text/fold.js'
export { parseFullName } from './text/full-name.js'
export { areNicknames, canonicalGiven } from './text/nicknames.js'
export { cleanPhone } from './text/phones.js'
export { phoneticKeys } from './text/phonetics.js'
export { nameScoreCut, type NameAgreement } from './text/name-match/agreement.js'
export { canonicalToken } from './text/name-match/canonical.js'
export { bestOfAliases, compareFullNames } from './text/name-match/compare.js'
export { sameFamilyName, sameGivenName, type FamilyNameAgreement, type GivenNameAgreement } from './text/name-match/name-parts.js'
export { countryCode, genderCode, stateCode } from './text/places.js'
export { guessRoles, type ColumnSketch, type RoleGuess } from './text/roles.js'
export type { CheckedConfig, GuessedFile, LoadedConfig }

/** How a run works, whatever it runs. */
export type WorkOptions = Pick<RunOptions, 'memory' | 'threads' | 'signal' | 'listener' | 'force' | 'sign'>

const guesser: Guesser = { roles: guessRoles, dateFormat: (column) => dateFormat(column, 0.5)?.format }

/** What a report is made of, of a run that is being made or of one that is opened again. */
const reportInput = ({ database, config, asOf, folder, files }: Omit<OpenedRun, 'files'> & { readonly folder: string; readonly files: ReportInput['files'] }): ReportInput => ({
  database, folder, name: config.name, asOf, version, limits: { floor: config.floor, match: config.bands.match, review: config.bands.review }, files, config,
})

/** The report in the run folder itself; one for statistics has a folder of its own in it, beside the report for review. */
async function writeReports(input: ReportInput, config: Config): Promise<void> {
  const { purpose = 'review', small_cells: smallCells } = config.report ?? {}
  await writeReport({ ...input, purpose: purpose === 'statistics' ? 'review' : purpose })
  if (purpose === 'statistics') await writeStatistics(input, join(input.folder, 'statistics'), smallCells)
}

const reportFinisher: Finisher = {
  what: 'report',
  finish: ({ database, config, plan, folder, tables: { exported, left }, timed }) =>
    writeReports({ ...reportInput({ database, config, asOf: plan.asOf, folder, files: exported }), notKept: left.map(({ table }) => table), protectedExhibits: protectedExhibits(plan), timed }, config),
}

const profileFinisher: Finisher = { what: 'report', finish: async ({ database, folder }) => await writeProfile({ database, folder, version }) }

const notesOf = ({ listener }: WorkOptions): readonly Finisher[] => (listener === undefined ? [] : [setAsideNotes(listener)])
const finishersOf = (work: WorkOptions): readonly Finisher[] => [...notesOf(work), reportFinisher, shareFinisher]

/** Everything that can be known of a config before a run: schema, cross-field checks, columns of the real files, given parameters. Throws ConfigError. */
export async function check(path: string): Promise<{ readonly loaded: LoadedConfig; readonly checked: CheckedConfig }> {
  const loaded = await loadConfig(path)
  crossCheck(loaded)
  const checked = await checkAgainstFiles(loaded)
  await checkParameters(loaded, checked)
  await checkExhibits(loaded.config, checked)
  return { loaded, checked }
}

/** Runs a config; `runs` is the folder in which its run folder appears, by default the one that the config names. Throws InputError, ConfigError, IdentityError, InterruptedError. */
export async function runConfig(path: string, options: WorkOptions & { readonly runs?: string; readonly resume?: boolean } = {}): Promise<NamedRun> {
  const { runs, ...work } = options
  const { loaded, checked } = await check(path)
  const { sign: declared } = loaded.config.outputs
  const signed = declared === undefined ? {} : { sign: resolve(dirname(path), declared) }
  return runNamed(withResolvedSecret(loaded.config, path), checked, runsFolder(path, loaded.config, runs), { ...signed, ...work, finishers: finishersOf(work) })
}

/** Options of `matchFiles`: what columns mean, what is paired, how it works; `guessed` is told what was guessed, before the run. */
export interface MatchFilesOptions extends WorkOptions, GuessOptions, MatchOptions {
  readonly guessed?: (files: readonly GuessedFile[]) => void
}

/** Finds people in one file (duplicates) or across several (links), without a config, into the folder `out`, which must not exist or be empty. Throws InputError. */
export async function matchFiles(paths: readonly string[], out: string, options: MatchFilesOptions = {}): Promise<RunResult> {
  const files = await guessFiles(paths, guesser, options)
  options.guessed?.(files)
  return run({ ...options, ...(await configOfFiles(files, out, options)), out, finishers: finishersOf(options) })
}

/** Compares extracts of one system, in the order given, into the folder `out`, which must not exist or be empty. Throws InputError. */
export async function reconcileFiles(paths: readonly string[], out: string, options: ReconcileOptions & WorkOptions): Promise<RunResult> {
  const files = await guessFiles(paths, guesser, {}, false)
  return run({ ...options, ...(await configOfExtracts(files, out, options)), out, stages: reconcileStages, finishers: finishersOf(options) })
}

/** What reconciling came to, from the summary of a run folder: figures for machines, and text for people. */
export function reconciled(folder: string): { readonly reconciliation: Summary['reconciliation']; readonly text: string } {
  const { reconciliation } = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')) as Pick<Summary, 'reconciliation'>
  return { reconciliation, text: reconcileText({ reconciliation }) }
}

/** Options of `reportRun`: what the report is made for, by default as the config of the run says. */
export interface ReportOptions extends Pick<RunOptions, 'memory' | 'threads'> {
  readonly purpose?: Purpose
  /** Where a statistics report goes; by default the folder `statistics` of the run folder. Reports with rows stay in the run folder, which their links lead into. */
  readonly out?: string
  readonly smallCells?: number
}

/** Makes the reports of a finished run anew, from its tables. Gives the folder that they are in. Throws InputError. */
export async function reportRun(folder: string, { purpose, out, smallCells, ...options }: ReportOptions = {}): Promise<string> {
  if (out !== undefined && purpose !== 'statistics') throw new InputError('a report that leads to rows stays in its run folder', { file: out }, 'leave --out away, or ask for --purpose statistics')
  if (out !== undefined && existsSync(out) && readdirSync(out).length > 0) throw new InputError('the output folder is not empty', { file: out }, 'name a folder that does not exist, or empty this one: reports are never mixed')
  const manifest = runFacts(folder)
  requireAllTables(folder, manifest)
  const made = await withRun(folder, options, async (opened) => {
    const input = reportInput({ ...opened, folder })
    const { small_cells: declared } = opened.config.report ?? {}
    if (purpose === 'statistics') {
      const into = out ?? join(folder, 'statistics')
      await writeStatistics(input, into, smallCells ?? declared)
      keepPrivate(into)
      return into
    }
    if (purpose === undefined) await writeReports(input, opened.config)
    else await writeReport({ ...input, purpose })
    keepPrivate(folder)
    return folder
  })
  await relistReports(folder, manifest)
  return made
}

/** Profiles files: what each column holds and what is wrong with it, into the folder `out`. Throws InputError. */
export async function profileFiles(paths: readonly string[], out: string, options: MatchFilesOptions = {}): Promise<RunResult> {
  const files = await guessFiles(paths, guesser, options, false)
  options.guessed?.(files)
  const chosen = await configOfProfile(files, out)
  return run({ ...options, ...chosen, out, stages: profileStages(files, Object.keys(chosen.config.systems)), finishers: [...notesOf(options), profileFinisher] })
}

/** What a profile found, from the summary of its folder: for machines, and as text for people. Values are masked as on the page. */
export function profiled(folder: string): { readonly profile: ProfileSummary; readonly text: string } {
  const profile: ProfileSummary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'))
  return { profile, text: profileText(profile) }
}

/** A first config for files, with guessed roles, as commented YAML. Throws InputError. */
export async function initFiles(paths: readonly string[], options: GuessOptions = {}): Promise<string> {
  return initConfig(await guessFiles(paths, guesser, options))
}

/** How well a run found the pairs and people of a truth. Rates are rounded to four places. */
export interface Evaluation extends PairFigures {
  /** True pairs left out because no match of the run pairs their populations. */
  readonly true_pairs_not_asked: number
  /** The entities, over the records that the truth names; absent where the truth is pairs. */
  readonly entities?: { readonly pairs?: Rates; readonly b_cubed: Rates }
}

/**
 * Scores a run folder against labels: `record_id,cluster_id`, `record_id_a,record_id_b` or `system,id,role,ordinal,person_id`. With `sources`
 * only pairs across the two count, and entities have no pairwise rates. Throws InputError.
 */
export async function evaluateRun(folder: string, truth: string, options: LabelOptions = {}): Promise<Evaluation> {
  const { truePairs, notAsked, clusters, ...listed } = await labelled(folder, truth, options)
  const figures = { ...pairFigures(listed, truePairs), true_pairs_not_asked: notAsked }
  if (clusters === undefined) return figures
  const across = options.sources !== undefined || notAsked > 0
  const pairs = across ? {} : { pairs: clusteredPairs(clusters.both, clusters.sizes, truePairs) }
  return { ...figures, entities: { ...pairs, b_cubed: bCubed(clusters) } }
}

export { decrypt } from './run/encrypt/files.js'
export type { Secret } from './run/encrypt/keys.js'
export { explainPair, type ExplainedPair, type Explanation } from './run/explain/explain.js'
export type { Mismatch, Unchecked } from './run/verify/verified.js'
export type { Verified } from './run/verify/index.js'

/** Options of `verifyRun`. */
export interface VerifyRunOptions extends Pick<RunOptions, 'memory' | 'threads' | 'signal' | 'listener'> {
  /** The public part of the key that signed the run, a PEM file. */
  readonly key?: string
  /** Runs it again, in a temporary folder, and compares every file. */
  readonly rerun?: boolean
}

async function checkedConfig(path: string): Promise<{ readonly config: Config; readonly checked: CheckedConfig }> {
  const { loaded, checked } = await check(path)
  return { config: loaded.config, checked }
}

/** Checks a run folder against its run.json, with everything that can be made again made again. Throws InputError where it is no run, or cannot be run again. */
export async function verifyRun(folder: string, { rerun: again = false, key, ...work }: VerifyRunOptions = {}): Promise<Verified> {
  const options = { ...(key === undefined ? {} : { key }), ...(work.memory === undefined ? {} : { memory: work.memory }), ...(work.threads === undefined ? {} : { threads: work.threads }) }
  return await verify(folder, { ...options, ...(again ? { rerun: (out, manifest) => rerun(folder, out, manifest, checkedConfig, { ...work, finishers: finishersOf({}) }) } : {}) })
}

export type { Difference } from './run/diff/difference.js'

/** Compares two runs, the earlier first; `out` is a folder for a page, diff.json and all rows as CSV, which must not exist or be empty. Throws InputError. */
export async function diffRuns(before: string, after: string, { out, ...options }: DiffOptions & { readonly out?: string } = {}): Promise<Difference> {
  if (out === undefined) return await diff(before, after, options, async () => undefined)
  return await writeDiff(before, after, out, options, (found) => renderDifference(found, version))
}
