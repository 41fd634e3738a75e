import { formatFigure } from '../format.js'
import { plain } from '../plain.js'
import type { Column, Ref, Summary, Text } from '../summary.js'
import type { SheetCell } from './sheet.js'
import { cellText } from './text.js'

type Figures = Summary['figures']

export const empty: SheetCell = { value: null }

export const textCell = (text: string, link?: string): SheetCell => (text === '' ? empty : { value: cellText(text), ...(link === undefined ? {} : { link }) })

const formats: Readonly<Record<string, string>> = { probability: '0.0000', share: '0.0%', ratio: '0.00', bits: '+0.0;-0.0;0.0', percent: '0.0' }

/** Digits that a number of a workbook keeps. */
const keptDigits = 15

/** A decimal text as a number, where a workbook keeps all of its digits; else as text. */
export function decimalCell(exact: string): SheetCell {
  const short = exact.includes('.') ? exact.replace(/0+$/, '').replace(/\.$/, '') : exact
  return short.replaceAll(/[-.]/g, '').replace(/^0+/, '').length > keptDigits ? { value: short } : { value: Number(short), format: short.includes('.') ? '#,##0.00##' : '#,##0' }
}

export const countCell = (value: number): SheetCell => ({ value, format: '#,##0' })

/** A figure as a typed cell that leads to its rows; one that is suppressed says so. */
export function figureCell(figures: Figures, { figure: name }: Ref): SheetCell {
  const figure = figures[name]
  if (figure === undefined) throw new Error(`no figure ${name}`)
  const link = figure.rows === undefined ? {} : { link: figure.rows }
  if (figure.value === undefined || figure.unit === 'hash') return { ...textCell(formatFigure(figure)), ...link }
  if (figure.exact !== undefined) return { ...decimalCell(figure.exact), ...(figure.unit === 'percent' ? { format: '0.0' } : {}), ...link }
  return { value: figure.value, format: formats[figure.unit] ?? '#,##0', ...link }
}

const onlyFigure = (text: Text): Ref | undefined => (text.length === 1 && typeof text[0] === 'object' ? text[0] : undefined)

const shareLabels = (label: string): string[] => [label, `${label}: of`, `${label}: %`]

/** Columns of a sheet for one of the page: a share has its numerator, denominator and percentage each in a column. */
export const labelsOf = ({ kind, label }: Column): string[] => (kind === 'share' || kind === 'heat' ? shareLabels(label) : kind === 'change' ? [`${label}: old`, `${label}: new`] : [label])

function shareCells(figures: Figures, text: Text): SheetCell[] {
  const ref = onlyFigure(text)
  const figure = ref === undefined ? undefined : figures[ref.figure]
  if (ref === undefined || figure === undefined) return [textCell(plain(figures, text)), empty, empty]
  const of = figure.of === undefined ? empty : countCell(figure.of)
  const percent: SheetCell = figure.percent === undefined ? empty : { value: figure.percent / 100, format: '0.0%' }
  return [figureCell(figures, ref), of, percent]
}

const dated = /^\d{4}-\d{2}-\d{2}$/

function dateCell(text: string): SheetCell {
  const date = new Date(`${text}T00:00:00Z`)
  return dated.test(text) && text >= '1900-03-01' && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? { value: date, format: 'yyyy-mm-dd' } : textCell(text)
}

const change = (part: Text[number] | undefined): SheetCell => textCell(typeof part === 'string' ? part : '')

/** The cells of a sheet for one cell of the page, as many as `labelsOf` has labels. */
export function cellsOf(figures: Figures, text: Text, kind: Column['kind']): SheetCell[] {
  if (kind === 'share' || kind === 'heat') return shareCells(figures, text)
  if (kind === 'change') return [change(text[0]), change(text[1])]
  const ref = onlyFigure(text)
  if (ref !== undefined) return [figureCell(figures, ref)]
  const shown = plain(figures, text)
  return [kind === 'date' ? dateCell(shown) : textCell(shown)]
}
