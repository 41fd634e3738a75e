import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Database } from '../engine/database.js'
import { sql } from '../engine/sql.js'
import { buildSummary } from './build.js'
import type { RowFile } from './figures.js'
import type { ReportInput } from './input.js'
import { renderPage } from './page/index.js'
import { renderRequest } from './page/request.js'

export type { ReportInput } from './input.js'
export { reconcileText } from './reconcile/text.js'
export type { Summary } from './summary.js'

async function writeRowFiles(database: Database, folder: string, rowFiles: readonly RowFile[]): Promise<void> {
  mkdirSync(join(folder, 'rows'), { recursive: true, mode: 0o700 })
  for (const { path, query } of rowFiles) {
    mkdirSync(join(folder, dirname(path)), { recursive: true, mode: 0o700 })
    await database.command(sql`copy (select * from (${query}) order by all) to ${join(folder, path)} (format csv, header true)`)
  }
}

/**
 * Writes report.html, summary.json, the files in rows/ that counts lead to and the correction requests, into a run folder.
 * The page is made from the summary alone, so it says nothing that summary.json does not.
 */
export async function writeReport(input: ReportInput): Promise<void> {
  const { summary, rowFiles, requests } = await buildSummary(input)
  await writeRowFiles(input.database, input.folder, rowFiles)
  writeFileSync(join(input.folder, 'summary.json'), `${JSON.stringify(summary, null, 1)}\n`, { mode: 0o600 })
  writeFileSync(join(input.folder, 'report.html'), renderPage(summary), { mode: 0o600 })
  for (const request of requests) writeFileSync(join(input.folder, request.folder, 'request.html'), renderRequest(request, summary), { mode: 0o600 })
}
