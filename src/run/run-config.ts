import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { CheckedConfig } from '../config/check.js'
import type { Config } from '../config/schema.js'
import { InputError, InterruptedError } from '../engine/errors.js'
import { manifestSchema, type Manifest } from './manifest-schema.js'
import { pruneRuns } from './prune.js'
import { run, type RunOptions } from './run.js'
import { BusyError, claimFolder, type PendingFolder } from './run-folder.js'
import { nameOf, runHash } from './run-name.js'
import { signingKey, signRun } from './signature.js'

/** What was made, and how the run before it differs where it was run anew. */
export interface NamedRun {
  readonly folder: string
  /** 0 within tolerance, 1 findings beyond it. */
  readonly code: 0 | 1
  /** The run had been done before: nothing was run. */
  readonly done: boolean
  /** Tables that are not the same as in the run that was replaced; absent when none was. */
  readonly changed?: readonly string[]
}

/** Reads run.json of a run folder. Throws InputError when the folder is none. */
export function runFacts(folder: string): Manifest {
  const path = join(folder, 'run.json')
  if (!existsSync(path)) throw new InputError('is no run folder: it holds no run.json', { file: folder }, 'name a folder that crosswalk run or crosswalk match made')
  const facts = manifestSchema.safeParse(parsed(readFileSync(path, 'utf8')))
  if (!facts.success) throw new InputError('is not the run.json of a run', { file: path }, 'run it anew where another version made it, or name another run folder')
  return facts.data
}

/** Refuses a run that kept results alone, for work that reads what records hold. Throws InputError. */
export function requireAllTables(folder: string, { not_kept: left = [] }: Manifest): void {
  if (left.length === 0) return
  throw new InputError(`keeps results alone: ${left.map(({ table }) => table).join(', ')} ${left.length === 1 ? 'is' : 'are'} not there`, { file: folder }, 'run its config anew with outputs: { tables: all }')
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const differing = (before: Manifest, after: Manifest): string[] => {
  const hashes = new Map(before.tables.map(({ table, sha256 }) => [table, sha256]))
  const now = new Map(after.tables.map(({ table, sha256 }) => [table, sha256]))
  return [...new Set([...hashes.keys(), ...now.keys()])].filter((table) => hashes.get(table) !== now.get(table))
}

/** How a config is run: anew although it is done, from where an earlier attempt stood. */
export interface NamedOptions extends Omit<RunOptions, 'config' | 'checked' | 'out' | 'claimed'> {
  /** Goes on from the stages that a run of the same inputs, config and version finished before it was stopped. */
  readonly resume?: boolean
}

const between = 250

/** Claims the folder of a run, waiting for others where the config says so; undefined when another has made the run meanwhile. */
async function claimed(out: string, { runs }: Config, { force = false, resume = false, signal, listener }: NamedOptions): Promise<PendingFolder | undefined> {
  for (let attempt = 0; ; attempt += 1) {
    if (signal?.aborted === true) throw new InterruptedError('interrupted; nothing was written')
    if (!force && existsSync(join(out, 'run.json'))) return undefined
    try {
      return claimFolder(out, { force, resume, alone: runs.when_busy !== 'both', partialDays: runs.partial_days })
    } catch (error) {
      // The other may have ended between the two looks.
      if (!force && existsSync(join(out, 'run.json'))) continue
      if (!(error instanceof BusyError) || runs.when_busy !== 'wait') throw error
      if (attempt === 0) listener?.({ kind: 'note', stage: 'run', level: 'info', text: `${error.what}: waiting until it has ended` })
      await pause(between)
    }
  }
}

/**
 * Runs a config into the folder that its inputs, config and version name. Where that folder exists the run is done: its path and code are given
 * again; `force` runs it anew and tells which tables changed. Old runs are removed as the config says. Throws BusyError, and what `run` does.
 */
export async function runNamed(config: Config, checked: CheckedConfig, runs: string, options: NamedOptions): Promise<NamedRun> {
  const hash = await runHash(config, checked)
  const out = resolve(runs, nameOf(config, hash))
  const pending = await claimed(out, config, options)
  if (pending === undefined) {
    if (options.sign !== undefined) signRun(out, signingKey(options.sign))
    return { folder: out, code: runFacts(out).code, done: true }
  }
  const before = existsSync(join(out, 'run.json')) ? runFacts(out) : undefined
  const { folder, code } = await run({ ...options, config, checked, out, claimed: { pending, fingerprint: hash, resume: options.resume === true } })
  const changed = before === undefined ? {} : { changed: differing(before, runFacts(folder)) }
  const pruned = config.runs.keep === undefined ? [] : await pruneRuns(folder, config, checked, config.runs.keep)
  if (pruned.length > 0) options.listener?.({ kind: 'note', stage: 'run', level: 'info', text: `older runs removed, as runs.keep says: ${pruned.join(', ')}` })
  return { folder, code, done: false, ...changed }
}
