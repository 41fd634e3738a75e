import { join } from 'node:path'
import type { Config } from '../config/schema.js'
import type { ReportInput } from '../report/index.js'
import { protectedExhibits } from '../run/exhibits.js'
import { setAsideNotes } from '../run/notes.js'
import type { OpenedRun } from '../run/opened.js'
import type { Finisher } from '../run/run.js'
import { shareFinisher } from '../run/share.js'
import { version } from '../run/versions.js'
import type { WorkOptions } from './options.js'

/** What a report is made of, of a run that is being made or of one that is opened again. */
export async function reportInput({ database, config, asOf, folder, files }: Omit<OpenedRun, 'files'> & { readonly folder: string; readonly files: ReportInput['files'] }): Promise<ReportInput> {
  return {
    database, folder, name: config.name, asOf, version, limits: { floor: config.floor, match: config.bands.match, review: config.bands.review }, files, config,
    protectedExhibits: await protectedExhibits(database, config, folder),
  }
}

/** The report in the run folder itself; one for statistics has a folder of its own in it, beside the report for review. */
export async function writeReports(input: ReportInput, config: Config): Promise<void> {
  const { writeReport, writeStatistics } = await import('../report/index.js')
  const { purpose = 'review', small_cells: smallCells } = config.report ?? {}
  await writeReport({ ...input, purpose: purpose === 'statistics' ? 'review' : purpose })
  if (purpose === 'statistics') await writeStatistics(input, join(input.folder, 'statistics'), smallCells)
}

const reportFinisher: Finisher = {
  what: 'report',
  wanted: ({ outputs }) => outputs.reports === 'all',
  prepare: async () => await import('../report/index.js'),
  finish: async ({ database, config, plan, folder, tables: { exported, left }, timed }) =>
    await writeReports({ ...(await reportInput({ database, config, asOf: plan.asOf, folder, files: exported })), notKept: left.map(({ table }) => table), timed }, config),
}

export const notesOf = ({ listener }: WorkOptions): readonly Finisher[] => (listener === undefined ? [] : [setAsideNotes(listener)])
export const finishersOf = (work: WorkOptions): readonly Finisher[] => [...notesOf(work), reportFinisher, shareFinisher]
