import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Database } from '../engine/database.js'
import { sql } from '../engine/sql.js'
import { buildSummary } from './build.js'
import type { RowFile } from './figures.js'
import type { ReportInput } from './input.js'
import { renderPage } from './page/index.js'
import { renderRequest } from './page/request.js'
import { statisticsOf } from './statistics/index.js'
import type { Summary } from './summary.js'
import { writeWorkbook } from './workbook/index.js'

export type { ReportInput } from './input.js'
export type { Purpose } from './purpose.js'
export { reconcileText } from './reconcile/text.js'
export type { Summary } from './summary.js'

async function writeRowFiles(database: Database, folder: string, rowFiles: readonly RowFile[]): Promise<void> {
  rmSync(join(folder, 'rows'), { recursive: true, force: true })
  mkdirSync(join(folder, 'rows'), { recursive: true, mode: 0o700 })
  for (const { path, query } of rowFiles) {
    mkdirSync(join(folder, dirname(path)), { recursive: true, mode: 0o700 })
    await database.command(sql`copy (select * from (${query}) order by all) to ${join(folder, path)} (format csv, header true)`)
  }
}

/** Page, workbook and summary.json of a summary, into a folder that is there. Each replaces an earlier one. */
async function writePages({ database, config, files }: ReportInput, summary: Summary, folder: string): Promise<void> {
  writeFileSync(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 1)}\n`, { mode: 0o600 })
  writeFileSync(join(folder, 'report.html'), renderPage(summary), { mode: 0o600 })
  await writeWorkbook({ summary, database, config, files, path: join(folder, 'report.xlsx') })
}

/**
 * Writes report.html, report.xlsx, summary.json, the files in rows/ that counts lead to and the correction requests, into a run folder.
 * Page and workbook are made from the summary, so they say nothing that summary.json does not; the workbook adds rows of the run.
 */
export async function writeReport(input: ReportInput): Promise<void> {
  const { timed = async (_, work) => await work() } = input
  const { summary, rowFiles, requests } = await timed('report: figures', async () => await buildSummary(input))
  await timed('report: rows', async () => await writeRowFiles(input.database, input.folder, rowFiles))
  for (const request of requests) writeFileSync(join(input.folder, request.folder, 'request.html'), renderRequest(request, summary), { mode: 0o600 })
  await timed('report: pages and workbook', async () => await writePages(input, summary, input.folder))
}

/**
 * Writes the statistics report of a run into a folder of its own: page, workbook and summary.json in which small cells are suppressed, and no rows.
 * @param smallCells counts from 1 to one less than this are small
 */
export async function writeStatistics(input: ReportInput, out: string, smallCells?: number): Promise<void> {
  const { summary } = await buildSummary({ ...input, purpose: 'statistics' })
  mkdirSync(out, { recursive: true, mode: 0o700 })
  await writePages(input, statisticsOf(summary, smallCells), out)
}
