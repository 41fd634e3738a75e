import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { z } from 'zod'
import type { CheckedConfig } from '../config/check.js'
import { loadConfig } from '../config/load.js'
import type { Config } from '../config/schema.js'
import { partialName, removeWhole, workerOn } from './partial.js'

const facts = z.object({ name: z.string(), as_of: z.string().nullable() })

interface Finished {
  readonly folder: string
  readonly asOf: string
  readonly made: number
}

/** Files that people put into a run folder: what they decided of its pairs. */
const ofPeople = /^(?:decision|label|review)s?\b.*\.(?:csv|jsonl?|ya?ml|txt|db|sqlite|duckdb|parquet)$/iu

function finishedRun(folder: string, name: string): Finished | undefined {
  try {
    const path = join(folder, 'run.json')
    const found = facts.parse(JSON.parse(readFileSync(path, 'utf8')))
    return found.name === name ? { folder, asOf: found.as_of ?? '', made: statSync(folder).mtimeMs } : undefined
  } catch {
    return undefined
  }
}

const real = (path: string): string => (existsSync(path) ? realpathSync(path) : resolve(path))

/** Files that a config names, as it stands in a folder. */
function namedFiles(config: Config, folder: string): string[] {
  const files = [
    ...Object.values(config.systems).flatMap(({ corrections, extracts }) => [
      ...(corrections === undefined ? [] : [corrections]),
      ...extracts.flatMap(({ file, control_totals: totals }) => [file, ...(totals !== 'none' && 'file' in totals ? [totals.file] : [])]),
    ]),
    ...config.matches.flatMap(({ labels }) => labels ?? []),
    ...config.exhibits.flatMap(({ sql_file: file }) => file ?? []),
    ...(config.quality?.history === undefined ? [] : [config.quality.history]),
  ]
  return files.map((file) => real(resolve(folder, file)))
}

/** Files that a run folder's own config names: its inputs, its labels, its history. */
async function filesOfRun(folder: string): Promise<string[]> {
  const path = join(folder, 'crosswalk.yaml')
  return existsSync(path) ? await loadConfig(path).then(({ config }) => namedFiles(config, folder), () => []) : []
}

const filesOfConfig = ({ extracts, ledgers, controls, labels, exhibits, history }: CheckedConfig): string[] =>
  [
    ...extracts.map(({ path }) => path),
    ...ledgers.map(({ path }) => path),
    ...[...controls.values(), ...labels.values()].map(({ path }) => path),
    ...exhibits.flatMap(({ file }) => (file === undefined ? [] : [file.path])),
    ...(history === undefined ? [] : [history.path]),
  ].map(real)

const isBusy = (folder: string): boolean => ['alive', 'unknown'].includes(workerOn(folder))

/**
 * Removes whole runs of a config beyond the newest `keep`, oldest delivery date first. Stays: the run just made, one that is being made anew, one that
 * holds decisions or labels, and one in which a file stands that this config or a run that is kept names (history, labels, ledgers, extracts).
 * Gives the names of those removed.
 */
export async function pruneRuns(current: string, { name }: Config, checked: CheckedConfig, keep: number): Promise<string[]> {
  const runs = dirname(current)
  const finished = readdirSync(runs, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== partialName)
    .flatMap((entry) => finishedRun(join(runs, entry.name), name) ?? [])
    .toSorted((a, b) => (a.asOf === b.asOf ? b.made - a.made || (a.folder < b.folder ? -1 : 1) : a.asOf > b.asOf ? -1 : 1))
  const kept = new Set([current, ...finished.filter(({ folder }) => folder !== current).slice(0, keep - 1).map(({ folder }) => folder)])
  for (const { folder } of finished) if (isBusy(folder) || readdirSync(folder).some((file) => ofPeople.test(file))) kept.add(folder)
  const named = filesOfConfig(checked)
  const all = readdirSync(runs, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== partialName).map((entry) => join(runs, entry.name))
  // A kept run of another config may need a run too; what one that was kept for it needs stays with it.
  const readers = all.filter((folder) => kept.has(folder) || !finished.some((run) => run.folder === folder))
  for (let next = readers.pop(); next !== undefined; next = readers.pop()) {
    named.push(...(await filesOfRun(next)))
    for (const { folder } of finished) {
      if (kept.has(folder) || !named.some((file) => file.startsWith(real(folder) + sep))) continue
      kept.add(folder)
      readers.push(folder)
    }
  }
  const old = finished.filter(({ folder }) => !kept.has(folder))
  for (const { folder } of old) removeWhole(join(runs, partialName), folder, basename(folder))
  return old.map(({ folder }) => basename(folder)).toSorted()
}
