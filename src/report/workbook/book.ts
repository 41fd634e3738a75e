import { writeXlsx, type Cell, type CellStyle, type CellValue, type WriteSheet } from 'hucre/xlsx'
import type { Database } from '../../engine/database.js'
import { columnName, rowMarkup } from './rows.js'
import { headRows, startOf, type RowSheet, type Sheet, type SheetCell } from './sheet.js'
import { cellText } from './text.js'
import { readZip, writeZip, type ZipEntry } from './zip.js'

const titled: CellStyle = { font: { bold: true, size: 14 } }
const noted: CellStyle = { font: { italic: true, color: { rgb: '56616F' } } }
const headed: CellStyle = { font: { bold: true }, fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E6ECF2' } }, border: { bottom: { style: 'thin' } }, alignment: { wrapText: true, vertical: 'top' } }
const linked: CellStyle = { font: { underline: true, color: { rgb: '0B5CAD' } } }
const dated: CellStyle = { numFmt: 'yyyy-mm-dd' }

const cellType = (value: CellValue): Cell['type'] => (value === null ? 'empty' : value instanceof Date ? 'date' : typeof value === 'number' ? 'number' : 'string')

const target = (link: string): { target: string; location?: string } => (link.startsWith('#') ? { target: '', location: link.slice(1) } : { target: link })

/** Values that the writer would take for errors of a formula stand as rich text, which is text. */
const looksWrong = /^#[A-Z]/

function bookCell({ value, format, link }: SheetCell, style?: CellStyle): Partial<Cell> {
  const shown: CellStyle = { ...style, ...(link === undefined ? {} : linked), ...(format === undefined ? {} : { numFmt: format }) }
  const wrap = typeof value === 'string' && value.length > 60 ? { alignment: { wrapText: true, vertical: 'top' as const } } : {}
  return {
    value,
    type: cellType(value),
    style: { ...wrap, ...shown },
    ...(link === undefined ? {} : { hyperlink: target(link) }),
    ...(typeof value === 'string' && looksWrong.test(value) ? { richText: [{ text: value }] } : {}),
  }
}

/** A sheet with its head, and either all of its cells or one row of styles, in whose place the rows come. */
function frameSheet(sheet: Sheet, first: string): WriteSheet {
  const cells = new Map<string, Partial<Cell>>()
  cells.set('0,0', bookCell({ value: cellText(sheet.title) }, titled))
  cells.set('1,0', bookCell({ value: cellText(sheet.note) }, noted))
  if (sheet.name !== first) cells.set('2,0', bookCell({ value: 'back to the contents', link: startOf(first) }))
  sheet.columns.forEach(({ label }, at) => cells.set(`${headRows - 1},${at}`, bookCell({ value: cellText(label) }, headed)))
  if (sheet.kind === 'rows') sheet.columns.forEach(({ held }, at) => cells.set(`${headRows},${at}`, { value: null, type: 'empty', style: held === 'date' ? dated : {} }))
  else sheet.rows.forEach((row, line) => row.forEach((cell, at) => cells.set(`${headRows + line},${at}`, bookCell(cell))))
  const last = headRows + (sheet.kind === 'rows' ? sheet.rows : sheet.rows.length)
  return {
    name: sheet.name,
    columns: sheet.columns.map(({ width }) => ({ width })),
    cells,
    freezePane: { rows: headRows, ...(sheet.columns.length > 3 ? { columns: 1 } : {}) },
    autoFilter: { range: `A${headRows}:${columnName(Math.max(0, sheet.columns.length - 1))}${last}` },
  }
}

const styleRow = new RegExp(`<row r="${headRows + 1}"[^>]*(?:/>|>.*?</row>)`, 's')
const endOfRows = '</sheetData>'

/** A sheet of the frame with the rows of a query in the place of its row of styles. */
async function* filled(frame: string, sheet: RowSheet, database: Database): AsyncGenerator<string, void, undefined> {
  const [row = ''] = styleRow.exec(frame) ?? []
  const styles = sheet.columns.map((_, at) => new RegExp(`<c r="${columnName(at)}${headRows + 1}" s="(\\d+)"`).exec(row)?.[1] ?? '')
  const whole = frame.replace(styleRow, '')
  const end = whole.indexOf(endOfRows)
  yield whole.slice(0, end)
  yield* rowMarkup(sheet, database, styles)
  yield whole.slice(end)
}

function* entriesOf(files: ReadonlyMap<string, Buffer>, sheets: readonly Sheet[], database: Database): Generator<ZipEntry, void, undefined> {
  for (const [path, data] of files) {
    const no = /^xl\/worksheets\/sheet(\d+)\.xml$/.exec(path)?.[1]
    const sheet = no === undefined ? undefined : sheets[Number(no) - 1]
    yield { path, data: sheet?.kind === 'rows' ? filled(data.toString('utf8'), sheet, database) : [data] }
  }
}

/**
 * Writes a workbook into a new file. The library writes the frame (styles, names, links, heads and the tables in memory); the rows of queries stream
 * into it, since the library streams one sheet alone.
 * @param day stands as the day of the last change, so that no clock is read
 */
export async function writeBook(path: string, sheets: readonly Sheet[], day: string, database: Database): Promise<void> {
  const first = sheets[0]?.name ?? ''
  const modified = new Date(`${/^\d{4}-\d{2}-\d{2}$/.test(day) ? day : '2000-01-01'}T00:00:00Z`)
  const frame = await writeXlsx({ sheets: sheets.map((sheet) => frameSheet(sheet, first)), properties: { title: cellText(sheets[0]?.title ?? ''), modified } })
  await writeZip(path, entriesOf(readZip(frame), sheets, database))
}
