import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { CheckedConfig } from '../config/check.js'
import type { Config } from '../config/schema.js'
import { InputError } from '../engine/errors.js'
import { manifestSchema, type Manifest } from './manifest-schema.js'
import { run, type RunOptions } from './run.js'
import { runName } from './run-name.js'
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

/**
 * Runs a config into the folder that its inputs, config and version name. Where that folder exists the run is done: its path and code are given
 * again; `force` runs it anew and tells which tables changed.
 */
export async function runNamed(config: Config, checked: CheckedConfig, runs: string, options: Omit<RunOptions, 'config' | 'checked' | 'out'>): Promise<NamedRun> {
  const out = resolve(runs, await runName(config, checked))
  const before = existsSync(join(out, 'run.json')) ? runFacts(out) : undefined
  if (before !== undefined && options.force !== true) {
    if (options.sign !== undefined) signRun(out, signingKey(options.sign))
    return { folder: out, code: before.code, done: true }
  }
  const { folder, code } = await run({ ...options, config, checked, out })
  return { folder, code, done: false, ...(before === undefined ? {} : { changed: differing(before, runFacts(folder)) }) }
}
