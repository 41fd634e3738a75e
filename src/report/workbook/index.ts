import { rmSync } from 'node:fs'
import type { Database } from '../../engine/database.js'
import type { ReportConfig, ReportFile } from '../input.js'
import type { Summary } from '../summary.js'
import { writeBook } from './book.js'
import { contentsSheet, sentenceSheet } from './contents.js'
import { runSheets } from './run-tables.js'
import { SheetNames, type Sheet } from './sheet.js'
import { figureSheet, tableSheets, type Placed } from './tables.js'

/** What a workbook is made of: the summary, as the page is, and the rows of the run that readers chase. */
export interface WorkbookInput {
  readonly summary: Summary
  readonly database: Database
  readonly config: ReportConfig
  readonly path: string
  /** Tables of the run folder: where a sheet holds the first rows alone, it names the file that has all. */
  readonly files?: readonly ReportFile[]
  /** Rows of a sheet at most, where not the usual number. */
  readonly mostRows?: number
}

/** Writes report.xlsx: contents with links, a sheet for each table of the page, sheets of rows, sentences and every figure. Replaces an earlier one. */
export async function writeWorkbook({ summary, database, config, path, files = [], mostRows }: WorkbookInput): Promise<void> {
  const names = new SheetNames()
  const first = names.next('Contents')
  const tables: Placed<Sheet>[] = tableSheets(summary, names)
  const rows = await runSheets(database, config, summary.purpose, names, files, mostRows)
  const placed: Placed<Sheet>[] = [
    ...tables,
    ...rows.map((sheet) => ({ part: 'Rows of the run', sheet })),
    { part: 'All of the report', sheet: sentenceSheet(summary, names) },
    { part: 'All of the report', sheet: figureSheet(summary, names) },
  ]
  rmSync(path, { force: true })
  await writeBook(path, [contentsSheet(summary, first, placed), ...placed.map(({ sheet }) => sheet)], summary.as_of, database)
}
