import type { Database } from '../../engine/database.js'
import { headRows, type Held, type RowSheet } from './sheet.js'
import { cellText, mostCharacters } from './text.js'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const escaped = (text: string): string => (/[&<>]/.test(text) ? text.replaceAll(/[&<>]/g, (character) => entities[character] ?? '') : text)

/** A column's name: A to XFD. */
export function columnName(at: number): string {
  let name = ''
  for (let left = at; left >= 0; left = Math.floor(left / 26) - 1) name = String.fromCharCode(65 + (left % 26)) + name
  return name
}

/** Printable ASCII that needs nothing done: no blank at either end, no markup, nothing that could be an escape. */
const plain = /^[!-%'-;=?-^`-~](?:[ -%'-;=?-^`-~]*[!-%'-;=?-^`-~])?$/

/** What follows the place of a cell that is always a string, whatever it begins with. */
function stringCell(text: string): string {
  if (text.length < mostCharacters && plain.test(text)) return ` t="inlineStr"><is><t>${text}</t></is></c>`
  const shown = escaped(cellText(text))
  const kept = /^\s|\s$|[\n\t]/.test(shown) ? ' xml:space="preserve"' : ''
  return ` t="inlineStr"><is><t${kept}>${shown}</t></is></c>`
}

/** Significant digits that a workbook keeps. */
const keptDigits = 15

const digitsOf = (text: string): number => text.replace(/^-?[0.]*/, '').replace('.', '').length

/** A number, where a workbook keeps all of its digits; else as text. */
function numberCell(text: string, held: Held): string {
  const short = held === 'number' && text.includes('.') ? text.replace(/\.?0+$/, '') : text
  const value = Number(short)
  return Number.isFinite(value) && (held === 'double' || digitsOf(short) <= keptDigits) ? `><v>${String(value)}</v></c>` : stringCell(text)
}

const firstDay = Date.UTC(1899, 11, 30)
const dayLength = 86_400_000
/** Before 1 March 1900 workbooks count a day that never was. */
const firstSerial = 61

function dateCell(text: string, style: string): string {
  const serial = (Date.parse(`${text}T00:00:00Z`) - firstDay) / dayLength
  return Number.isInteger(serial) && serial >= firstSerial ? `${style === '' ? '' : ` s="${style}"`}><v>${serial}</v></c>` : stringCell(text)
}

/** Different texts of a column whose cells are remembered: levels, weights and names of systems stand in most rows. */
const remembered = 5000

/** Makes the cells of a column, each text's once as far as they are remembered. */
function cellMaker(held: Held, style: string): (text: string) => string {
  const make = (text: string): string => (held === 'text' ? stringCell(text) : held === 'date' ? dateCell(text, style) : numberCell(text, held))
  const known = new Map<string, string>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const cell = make(text)
    if (known.size < remembered && cell.length < 200) known.set(text, cell)
    return cell
  }
}

const pieceLength = 1 << 18

/**
 * The rows of a sheet as XML, in pieces; a chunk of them is in memory.
 * @param styles the style of each column, by the number that the workbook gives it
 */
export async function* rowMarkup({ columns, query }: RowSheet, database: Database, styles: readonly string[]): AsyncGenerator<string, void, undefined> {
  const makers = columns.map(({ held }, at) => ({ start: `<c r="${columnName(at)}`, cell: cellMaker(held, styles[at] ?? '') }))
  let [piece, line] = ['', headRows]
  for await (const chunk of database.chunks(query)) {
    const length = chunk[0]?.length ?? 0
    for (let row = 0; row < length; row += 1) {
      line += 1
      piece += `<row r="${line}">`
      makers.forEach(({ start, cell }, at) => {
        const text = chunk[at]?.[row]
        if (typeof text === 'string' && text !== '') piece += `${start}${line}"${cell(text)}`
      })
      piece += '</row>'
      if (piece.length < pieceLength) continue
      yield piece
      piece = ''
    }
  }
  if (piece !== '') yield piece
}
