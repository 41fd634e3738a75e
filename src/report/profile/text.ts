import { formatCount } from '../format.js'
import type { FileProfile, ProfileSummary } from './summary.js'
import { edgeWords, kindWords, percent } from './words.js'

const heads = ['column', 'mostly', 'filled', 'distinct', 'least', 'greatest'] as const
const widest = 28
const columnsShown = 60

/** Control characters have no place on a terminal. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const shown = (text: string): string => Array.from(text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\u{fffd}')).slice(0, widest).join('')

function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = heads.map((_, index) => Math.max(...rows.map((row) => Array.from(row[index] ?? '').length)))
  return rows.map((row) => row.map((cell, index) => (heads[index] === 'filled' || heads[index] === 'distinct' ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0))).join('  ').trimEnd()).join('\n')
}

function fileText({ file, rows_read: rows, rows_quarantined: quarantined, columns }: FileProfile): string {
  const lines = columns.slice(0, columnsShown).map((column) => [
    column.name, kindWords(column.kind), percent(column.filled, column.rows), formatCount(column.distinct), edgeWords(column, column.least), edgeWords(column, column.greatest),
  ].map(shown))
  const more = columns.length > columnsShown ? `\n… and ${formatCount(columns.length - columnsShown)} more: see report.html` : ''
  return `${file}: ${formatCount(rows)} rows, ${formatCount(columns.length)} columns${quarantined === 0 ? '' : `, ${formatCount(quarantined)} rows quarantined`}\n${tableOf([heads, ...lines])}${more}`
}

/** A short table a file, for a terminal. */
export const profileText = ({ files }: ProfileSummary): string => files.map(fileText).join('\n\n')
