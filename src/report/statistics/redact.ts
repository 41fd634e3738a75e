import { drawnOf, isDrawn } from '../drawn.js'
import { formatCount } from '../format.js'
import { denominatorOf } from './counts.js'
import type { Block, ChartBlock, Section, Shown, Summary, TableBlock, Text } from '../summary.js'
import { plural } from '../words.js'

/** Figures as they are, and the names of those that are hidden. */
interface Hidden {
  readonly figures: Summary['figures']
  readonly names: ReadonlySet<string>
}

const hiddenIn = (text: Text, { names }: Hidden): boolean => text.some((part) => typeof part !== 'string' && names.has(part.figure))

/** A figure as it may be shown; none leads to rows. */
export function redactFigure(figure: Shown, { hidden, small, without }: { readonly hidden: boolean; readonly small: boolean; readonly without: boolean }, below: number): Shown {
  if (figure.value === undefined || hidden) return { unit: figure.unit, suppressed: small ? 'small' : 'with it', below }
  const { value, unit, exact, of, percent } = figure
  return { value, unit, ...(exact === undefined ? {} : { exact }), ...(of === undefined || without ? {} : { of }), ...(percent === undefined || without ? {} : { percent }) }
}

/** A denominator of hidden figures, wherever the text says it in words. */
function withoutNumbers(part: string, numbers: readonly number[]): string {
  return numbers.reduce((text, number) => text.replaceAll(new RegExp(`(?<![\\w,.-])${formatCount(number)}(?![\\w-]|[,.]\\d)`, 'g'), 'not shown'), part)
}

/** A noun that would tell by its number that a hidden figure is one. */
const inPlural = (part: string, unit: string): string =>
  part.replace(/^( \p{L}+)( has)?(?!\p{L})/u, (all, noun: string, has: string | undefined) => (plural(noun.trim()) === unit ? ` ${unit}${has === undefined ? '' : ' have'}` : all))

/** Whether a figure stands without its denominator: with its own number, or because that is hidden itself. */
const isWithout = (name: string, { figures, names }: Hidden): boolean => names.has(name) || names.has(denominatorOf(figures[name]) ?? '')

/** Text in which a hidden figure takes its denominator along, where words tell it, and its noun says nothing of its number. */
function redactText(text: Text, { figures, names }: Hidden): Text {
  const refs = text.flatMap((part) => (typeof part === 'string' ? [] : [{ of: figures[part.figure]?.of, hidden: isWithout(part.figure, { figures, names }) }]))
  const told = new Set(refs.flatMap(({ of, hidden: gone }) => (gone ? [] : [of])))
  const hidden = refs.flatMap(({ of }) => (of === undefined || told.has(of) ? [] : [of]))
  return text.map((part, at) => {
    if (typeof part !== 'string') return part
    const before = text[at - 1]
    const bare = typeof before === 'object' && isWithout(before.figure, { figures, names }) ? part.replace(/^ of \d[\d,]*/, '') : part
    const after = typeof before === 'object' && names.has(before.figure) ? inPlural(bare, figures[before.figure]?.unit ?? '') : bare
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
  // What a chart says in words has numbers that are figures elsewhere.
  return [{ ...(Object.fromEntries(entries) as ChartBlock), alternative: `${chart.caption}. ${left}` }]
}

const leadsIn = /^ ?(?:The (?:first|last|largest) |Shown are )/

/** Text without what it says of the table of single records that followed it. */
function withoutLead(text: Text): Text {
  const at = text.findIndex((part) => typeof part === 'string' && leadsIn.test(part))
  return at < 0 ? text : text.slice(0, at)
}

function redactBlocks(blocks: readonly Block[], hidden: Hidden): Block[] {
  return blocks.flatMap((block, at): Block[] => {
    if (block.kind === 'table') return isIndividual(block) ? [] : [redactTable(block, hidden)]
    if (block.kind === 'chart') return redactChart(block, hidden)
    if (block.kind === 'list') return [{ ...block, items: block.items.map((item) => redactText(item, hidden)) }]
    const next = blocks[at + 1]
    const kept = next?.kind === 'table' && isIndividual(next) ? withoutLead(block.text) : block.text
    return kept.length === 0 ? [] : [{ ...block, text: redactText(kept, hidden) }]
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
