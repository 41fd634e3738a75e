import { blocksOf, drawnOf, sectionsOf } from '../drawn.js'
import type { ChartBlock, Summary, TableBlock } from '../summary.js'
import { words } from '../words.js'
import { cellsOf, figureCell, labelsOf, textCell } from './figures.js'
import { widthOf, type SheetCell, type SheetNames, type TableSheet } from './sheet.js'

/** A sheet, and the section of the page that it belongs to. */
export interface Placed<T> {
  readonly part: string
  readonly sheet: T
}

const lengthText = ({ value }: SheetCell): string => (value instanceof Date ? 'yyyy-mm-dd' : String(value ?? ''))

const withWidths = (labels: readonly string[], rows: readonly (readonly SheetCell[])[]): TableSheet['columns'] =>
  labels.map((label, at) => ({ label, width: widthOf([label.slice(0, 24), ...rows.map((row) => lengthText(row[at] ?? { value: null }))]) }))

function tableSheet({ figures }: Summary, names: SheetNames, { caption, note = '', columns, rows }: TableBlock): TableSheet {
  const cells = rows.map((row) => columns.flatMap(({ kind }, at) => cellsOf(figures, row[at] ?? [], kind)))
  return { kind: 'table', name: names.next(caption), title: caption, note, columns: withWidths(columns.flatMap(labelsOf), cells), rows: cells }
}

const place = (value: unknown): SheetCell => (typeof value === 'number' ? { value } : textCell(typeof value === 'string' ? words(value) : ''))

/** What a chart draws, as a table: what places each mark, then its figure. */
function chartSheet({ figures }: Summary, names: SheetNames, chart: ChartBlock): TableSheet {
  const drawn = drawnOf(chart)
  const places = [...new Set(drawn.flatMap((mark) => Object.keys(mark).filter((key) => key !== 'figure')))]
  const cells = drawn.map((mark) => [...places.map((key) => place(mark[key])), figureCell(figures, mark)])
  return { kind: 'table', name: names.next(chart.caption), title: chart.caption, note: chart.alternative, columns: withWidths([...places.map(words), 'figure'], cells), rows: cells }
}

const figuresIn = (block: TableBlock): string[] => block.rows.flat(2).flatMap((part) => (typeof part === 'string' ? [] : [part.figure]))

/** A sheet for each table of the page, and for each chart that draws figures which no table has. */
export function tableSheets(summary: Summary, names: SheetNames): Placed<TableSheet>[] {
  const tabled = new Set(blocksOf(summary).flatMap((block) => (block.kind === 'table' ? figuresIn(block) : [])))
  return summary.sections.flatMap((section) =>
    sectionsOf([section]).flatMap(({ blocks, title }) =>
      blocks.flatMap((block): Placed<TableSheet>[] => {
        const part = title === section.title ? title : `${section.title}: ${title}`
        if (block.kind === 'table') return [{ part, sheet: tableSheet(summary, names, block) }]
        if (block.kind !== 'chart' || drawnOf(block).every(({ figure }) => tabled.has(figure))) return []
        return [{ part, sheet: chartSheet(summary, names, block) }]
      }),
    ),
  )
}

/** Every figure by name, as summary.json has it. */
export function figureSheet({ figures }: Summary, names: SheetNames): TableSheet {
  const title = 'Every figure by name'
  const cells = Object.entries(figures).map(([name, figure]): SheetCell[] => [
    textCell(name),
    figureCell(figures, { figure: name }),
    { value: figure.of ?? null, ...(figure.of === undefined ? {} : { format: '#,##0' }) },
    figure.percent === undefined ? { value: null } : { value: figure.percent / 100, format: '0.0%' },
    textCell(figure.unit),
    textCell(figure.rows ?? figure.source ?? ''),
  ])
  return { kind: 'table', name: names.next(title), title, note: 'The same figures stand in summary.json.', columns: withWidths(['figure', 'value', 'of', '%', 'unit', 'file'], cells), rows: cells }
}
