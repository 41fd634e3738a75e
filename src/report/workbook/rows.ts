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

const pieceLength = 1 << 18

/**
 * The rows of a sheet as XML, in pieces; a chunk of them is in memory.
 * @param styles the style of each column, by the number that the workbook gives it
 */
export async function* rowMarkup({ columns, query }: RowSheet, database: Database, styles: readonly string[]): AsyncGenerator<string, void, undefined> {
  const names = columns.map((_, at) => columnName(at))
  const cellOf = columns.map(({ held }, at) => {
    if (held === 'text') return stringCell
    return held === 'date' ? (place: string, text: string) => dateCell(place, text, styles[at] ?? '') : (place: string, text: string) => numberCell(place, text, held)
  })
  let [piece, line] = ['', headRows]
  for await (const chunk of database.chunks(query)) {
    const length = chunk[0]?.length ?? 0
    for (let row = 0; row < length; row += 1) {
      line += 1
      piece += `<row r="${line}">`
      for (let at = 0; at < names.length; at += 1) {
        const text = chunk[at]?.[row]
        if (typeof text === 'string' && text !== '') piece += cellOf[at]?.(`${names[at] ?? ''}${line}`, text) ?? ''
      }
      piece += '</row>'
      if (piece.length < pieceLength) continue
      yield piece
      piece = ''
    }
  }
  if (piece !== '') yield piece
}
