import type { Database } from '../../engine/database.js'
import { headRows, type Held, type RowSheet } from './sheet.js'
import { cellText } from './text.js'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const escaped = (text: string): string => (/[&<>]/.test(text) ? text.replaceAll(/[&<>]/g, (character) => entities[character] ?? '') : text)

/** A column's name: A to XFD. */
export function columnName(at: number): string {
  let name = ''
  for (let left = at; left >= 0; left = Math.floor(left / 26) - 1) name = String.fromCharCode(65 + (left % 26)) + name
  return name
}

const styled = (style: string): string => (style === '' ? '' : ` s="${style}"`)

/** Always a string, whatever it begins with. */
function stringCell(at: string, text: string): string {
  const shown = escaped(cellText(text))
  const kept = /^\s|\s$|[\n\t]/.test(shown) ? ' xml:space="preserve"' : ''
  return `<c r="${at}" t="inlineStr"><is><t${kept}>${shown}</t></is></c>`
}

/** Significant digits that a workbook keeps. */
const keptDigits = 15

const digitsOf = (text: string): number => text.replace(/^-?[0.]*/, '').replace('.', '').length

/** A number, where a workbook keeps all of its digits; else as text. */
function numberCell(at: string, text: string, held: Held): string {
  const plain = held === 'number' && text.includes('.') ? text.replace(/\.?0+$/, '') : text
  const value = Number(plain)
  return Number.isFinite(value) && (held === 'double' || digitsOf(plain) <= keptDigits) ? `<c r="${at}"><v>${String(value)}</v></c>` : stringCell(at, text)
}

const firstDay = Date.UTC(1899, 11, 30)
const dayLength = 86_400_000
/** Before 1 March 1900 workbooks count a day that never was. */
const firstSerial = 61

function dateCell(at: string, text: string, style: string): string {
  const serial = (Date.parse(`${text}T00:00:00Z`) - firstDay) / dayLength
  return Number.isInteger(serial) && serial >= firstSerial ? `<c r="${at}"${styled(style)}><v>${serial}</v></c>` : stringCell(at, text)
}

/** Rows of a query, one after another, of which a chunk is in memory. */
export async function* rowsOf(database: Database, { query }: Pick<RowSheet, 'query'>): AsyncGenerator<readonly (string | null)[], void, undefined> {
  for await (const columns of database.chunks(query)) {
    const length = columns[0]?.length ?? 0
    for (let row = 0; row < length; row += 1) {
      yield columns.map((column) => {
        const value = column[row]
        return typeof value === 'string' ? value : null
      })
    }
  }
}

const pieceLength = 1 << 18

/**
 * The rows of a sheet as XML, in pieces; takes as many as the sheet holds and leaves the others to the next.
 * @param styles the style of each column, by the number that the workbook gives it
 */
export async function* rowMarkup({ columns, rows: most }: RowSheet, rows: AsyncIterator<readonly (string | null)[]>, styles: readonly string[]): AsyncGenerator<string, void, undefined> {
  const names = columns.map((_, at) => columnName(at))
  let piece = ''
  for (let no = 0; no < most; no += 1) {
    const next = await rows.next()
    if (next.done === true) break
    const line = headRows + no + 1
    const cells = next.value.map((text, at) => {
      if (text === null || text === '') return ''
      const [place, held] = [`${names[at] ?? ''}${line}`, columns[at]?.held ?? 'text']
      if (held === 'text') return stringCell(place, text)
      return held === 'date' ? dateCell(place, text, styles[at] ?? '') : numberCell(place, text, held)
    })
    piece += `<row r="${line}">${cells.join('')}</row>`
    if (piece.length < pieceLength) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}
