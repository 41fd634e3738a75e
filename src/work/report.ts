import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../engine/errors.js'
import type { Purpose } from '../report/index.js'
import { keepPrivate } from '../run/private-files.js'
import type { RunOptions } from '../run/run.js'
import { requireAllTables, runFacts } from '../run/run-facts.js'

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
  const [{ writeReport, writeStatistics }, { relistReports }, { withRun }, { reportInput, writeReports }] = await Promise.all([
    import('../report/index.js'), import('../run/manifest.js'), import('../run/opened.js'), import('./finishers.js'),
  ])
  const made = await withRun(folder, options, async (opened) => {
    const input = await reportInput({ ...opened, folder })
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
