import { readFileSync } from 'node:fs'
import { readXlsx } from 'hucre/xlsx'
import { readZip } from '../../src/report/workbook/zip.js'

export interface ReadSheet {
  readonly name: string
  /** Title, note, link to the contents, header, then the rows. */
  readonly rows: readonly (readonly unknown[])[]
}

/** The sheets of a workbook as a reader of workbooks sees them. */
export async function sheetsOf(path: string): Promise<ReadSheet[]> {
  const { sheets } = await readXlsx(readFileSync(path))
  return sheets.map(({ name, rows }) => ({ name, rows }))
}

/** The parts of a workbook as they stand in its archive. */
export const partsOf = (path: string): ReadonlyMap<string, string> => new Map([...readZip(readFileSync(path))].map(([name, data]) => [name, data.toString('utf8')]))
