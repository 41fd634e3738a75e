import { drawnOf, isDrawn } from '../drawn.js'
import { formatCount } from '../format.js'
import type { Block, ChartBlock, Section, Shown, Summary, TableBlock, Text } from '../summary.js'
import { plural } from '../words.js'

/** Figures as they are, and the names of those that are hidden. */
interface Hidden {
  readonly figures: Summary['figures']
  readonly names: ReadonlySet<string>
}

const hiddenIn = (text: Text, { names }: Hidden): boolean => text.some((part) => typeof part !== 'string' && names.has(part.figure))

/** A figure as it may be shown; none leads to rows. */
export function redactFigure(figure: Shown, hidden: boolean, small: boolean, below: number): Shown {
  if (figure.value === undefined || hidden) return { unit: figure.unit, suppressed: small ? 'small' : 'with it', below }
  const { value, unit, exact, of, percent } = figure
  return { value, unit, ...(exact === undefined ? {} : { exact }), ...(of === undefined ? {} : { of }), ...(percent === undefined ? {} : { percent }) }
}

/** A denominator of hidden figures, wherever the text says it in words. */
function withoutNumbers(part: string, numbers: readonly number[]): string {
  return numbers.reduce((text, number) => text.replaceAll(new RegExp(`(?<![\\w,.-])${formatCount(number)}(?![\\w-]|[,.]\\d)`, 'g'), 'not shown'), part)
}

/** A noun that would tell by its number that a hidden figure is one. */
const inPlural = (part: string, unit: string): string =>
  part.replace(/^( \p{L}+)( has)?(?!\p{L})/u, (all, noun: string, has: string | undefined) => (plural(noun.trim()) === unit ? ` ${unit}${has === undefined ? '' : ' have'}` : all))

/** Text in which a hidden figure takes its denominator along, where words tell it, and its noun says nothing of its number. */
function redactText(text: Text, { figures, names }: Hidden): Text {
  const hidden = text.flatMap((part) => (typeof part === 'object' && names.has(part.figure) ? (figures[part.figure]?.of ?? []) : []))
  return text.map((part, at) => {
    if (typeof part !== 'string') return part
    const before = text[at - 1]
    const after = typeof before === 'object' && names.has(before.figure) ? inPlural(part.replace(/^ of \d[\d,]*/, ''), figures[before.figure]?.unit ?? '') : part
    return withoutNumbers(after, hidden)
  })
}

/** Numbers that stand in a cell as text: counts, or the range that one was expected in. */
const numbers = /^[−-]?\d[\d,.]*(?: to [−-]?\d[\d,.]*)?(?: %)?$/

function redactRow(row: readonly Text[], hidden: Hidden): readonly Text[] {
  if (!row.some((text) => hiddenIn(text, hidden))) return row
  return row.map((text, at) => (at > 0 && text.length > 0 && text.every((part) => typeof part === 'string' && numbers.test(part)) ? ['not shown'] : redactText(text, hidden)))
}

/** Tables whose rows each tell of one record: they count nothing. */
const isIndividual = ({ individual, columns }: TableBlock): boolean => individual === true || columns.some(({ kind, label }) => kind === 'change' || label === 'Key')

const redactTable = (block: TableBlock, hidden: Hidden): TableBlock => ({ ...block, file: undefined, rows: block.rows.map((row) => redactRow(row, hidden)) })

const left = 'Figures that are not shown are not drawn.'

/** A chart without the marks that would draw a hidden figure; none where it would say them all the same. */
function redactChart(chart: ChartBlock, hidden: Hidden): Block[] {
  const drawn = drawnOf(chart)
  if (!drawn.some(({ figure }) => hidden.names.has(figure))) return [chart]
  const whole = chart.chart === 'walk' || (chart.chart === 'overlap' && chart.sets.some(({ figure }) => hidden.names.has(figure)))
  if (whole || drawn.every(({ figure }) => hidden.names.has(figure))) return [{ kind: 'text', text: [`${chart.caption}: not drawn, since some of its figures are not shown.`] }]
  const entries = Object.entries(chart).map(([key, part]: [string, unknown]) => [key, Array.isArray(part) ? part.filter((mark) => !isDrawn(mark) || !hidden.names.has(mark.figure)) : part])
  return [{ ...(Object.fromEntries(entries) as ChartBlock), alternative: `${chart.alternative} ${left}` }]
}

const leadsIn = /^The (?:first|last|largest) \d+ of $|^Shown are /

function redactBlocks(blocks: readonly Block[], hidden: Hidden): Block[] {
  return blocks.flatMap((block, at): Block[] => {
    if (block.kind === 'table') return isIndividual(block) ? [] : [redactTable(block, hidden)]
    if (block.kind === 'chart') return redactChart(block, hidden)
    if (block.kind === 'list') return [{ ...block, items: block.items.map((item) => redactText(item, hidden)) }]
    const next = blocks[at + 1]
    const [first] = block.text
    return next?.kind === 'table' && isIndividual(next) && typeof first === 'string' && leadsIn.test(first) ? [] : [{ ...block, text: redactText(block.text, hidden) }]
  })
}

function redactSection({ sections, ...section }: Section, hidden: Hidden): Section {
  return { ...section, blocks: redactBlocks(section.blocks, hidden), ...(sections === undefined ? {} : { sections: sections.map((inner) => redactSection(inner, hidden)) }) }
}

/** Sections without tables of single records, without files, and without what gives a hidden figure away. */
export const redactSections = ({ sections, figures }: Summary, names: ReadonlySet<string>): Section[] => sections.map((section) => redactSection(section, { figures, names }))

/** Figures that some text, table or chart of these sections still refers to, so that no other stays in the summary. */
export function referredTo(sections: readonly Section[]): Set<string> {
  const names = new Set<string>()
  const meet = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(meet)
    else if (typeof part === 'object' && part !== null) {
      if (isDrawn(part)) names.add(part.figure)
      Object.values(part).forEach(meet)
    }
  }
  meet(sections)
  return names
}
