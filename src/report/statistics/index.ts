import { blocksOf } from '../drawn.js'
import { defaultSmallCells } from '../purpose.js'
import type { Section, Shown, Summary } from '../summary.js'
import { countsOf, denominatorOf, isAmount, isSmall } from './counts.js'
import { hiddenOf, type Cells } from './hide.js'
import { redactFigure, redactSections, referredTo } from './redact.js'
import { sumsOf } from './sums.js'

/** Figures of the rows of tables, row by row. */
const rowsOf = (summary: Summary): string[][] => blocksOf(summary).flatMap((block) => (block.kind === 'table' ? block.rows.map((row) => row.flat().flatMap((part) => (typeof part === 'string' ? [] : [part.figure]))) : []))

/** A figure whose denominator is small, or that leaves a small rest of it. */
const tells = ({ value, of }: Shown, below: number): boolean => value !== undefined && of !== undefined && (isSmall(of, below) || isSmall(of - value, below))

/** Figures that count a few more than the one before them in a row. */
function nestedIn(summary: Summary, below: number): string[] {
  const rows = blocksOf(summary).flatMap((block) => (block.kind === 'table' && block.nested === true ? block.rows : []))
  return rows.flatMap((row) => {
    const names = row.flat().flatMap((part) => (typeof part === 'string' ? [] : [part.figure]))
    return names.filter((name, at) => at > 0 && isSmall((summary.figures[name]?.value ?? 0) - (summary.figures[names[at - 1] ?? '']?.value ?? 0), below))
  })
}

/** The cells of a summary: what it counts, which are small, and the sums in which they stand. */
export function cellsOf(summary: Summary, below: number): Cells {
  const counts = countsOf(summary.figures)
  const all = [...counts.keys()].map((name): [string, Shown | undefined] => [name, summary.figures[name]])
  const small = new Set(all.flatMap(([name, figure]) => (figure?.value !== undefined && !isAmount(figure) && isSmall(figure.value, below) ? [name] : [])))
  const besides = new Set(all.flatMap(([name, figure]) => (figure !== undefined && !small.has(name) && tells(figure, below) ? [name] : [])))
  // Money of a row with a small cell is money of those few.
  for (const row of rowsOf(summary)) {
    if (!row.some((name) => small.has(name))) continue
    for (const name of row) if (isAmount(summary.figures[name] ?? { value: 0, unit: '' })) besides.add(name)
  }
  for (const name of nestedIn(summary, below)) if (!small.has(name) && counts.has(name)) besides.add(name)
  return { counts, small, besides, sums: sumsOf(summary, counts), below }
}

/** Percentages and shares that are figures of their own go with the hidden figures of their row. */
function derivedFrom(summary: Summary, hidden: ReadonlySet<string>): string[] {
  const derived = new Set(['percent', 'share', 'ratio'])
  return rowsOf(summary).flatMap((row) => (row.some((name) => hidden.has(name)) ? row.filter((name) => derived.has(summary.figures[name]?.unit ?? '')) : []))
}

function notice(below: number, small: number, besides: number): Section {
  return {
    id: 'suppressed',
    title: 'What is not shown',
    blocks: [
      {
        kind: 'list',
        items: [
          [`This report is made for statistics: it names nobody and leads to no rows. Counts from 1 to ${below - 1} stand as "fewer than ${below}".`],
          ['Figures that would give such a count away by a total, a difference or a percentage stand as "not shown"; percentages and denominators of both are left out.'],
          [`Not shown are ${small === 0 ? 'no small counts' : `${small.toLocaleString('en-US')} small counts`}${besides === 0 ? '' : ` and ${besides.toLocaleString('en-US')} figures beside them`}.`],
        ],
      },
    ],
  }
}

/**
 * A summary made for statistics: small cells suppressed together with what would give them away, without single records and without links to rows.
 * Page, workbook and summary.json are made of it, so the three suppress the same.
 * @param below counts from 1 to one less than this are small
 */
export function statisticsOf(summary: Summary, below = defaultSmallCells): Summary {
  const cells = cellsOf(summary, below)
  const hidden = hiddenOf(cells)
  for (const name of derivedFrom(summary, hidden)) hidden.add(name)
  const sections = redactSections(summary, hidden)
  const referred = referredTo(sections)
  const kept = Object.entries(summary.figures).filter(([name]) => referred.has(name))
  const shownSmall = kept.filter(([name]) => cells.small.has(name)).length
  const shownHidden = kept.filter(([name]) => hidden.has(name)).length
  const [first, ...rest] = sections
  const told = notice(below, shownSmall, shownHidden - shownSmall)
  return {
    ...summary,
    purpose: 'statistics',
    figures: Object.fromEntries(kept.map(([name, figure]) => [name, redactFigure(figure, { hidden: hidden.has(name), small: cells.small.has(name), without: hidden.has(denominatorOf(figure) ?? '') }, below)])),
    reconciliation: [],
    sections: first === undefined ? [told] : [first, told, ...rest],
  }
}
