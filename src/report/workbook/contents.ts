import { sectionsOf } from '../drawn.js'
import { plain } from '../plain.js'
import type { Block, Summary } from '../summary.js'
import { textCell } from './figures.js'
import { startOf, type Sheet, type SheetCell, type SheetNames, type TableSheet } from './sheet.js'
import type { Placed } from './tables.js'

const opening = new Set(['verdict', 'unchecked'])

function sentencesOf({ figures }: Summary, blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'text') return [plain(figures, block.text)]
    return block.kind === 'list' ? block.items.map((item) => plain(figures, item)) : []
  })
}

/** The sentences of the page that stand around its tables. */
export function sentenceSheet(summary: Summary, names: SheetNames): TableSheet {
  const title = 'What the report says in sentences'
  const rows = summary.sections.filter(({ id }) => !opening.has(id)).flatMap((section) =>
    sectionsOf([section]).flatMap((inner) => sentencesOf(summary, inner.blocks).map((sentence): SheetCell[] => [textCell(section.title), textCell(inner === section ? '' : inner.title), textCell(sentence)])),
  )
  return { kind: 'table', name: names.next(title), title, note: '', columns: [{ label: 'section', width: 30 }, { label: 'part', width: 30 }, { label: 'sentence', width: 120 }], rows }
}

/** The first sheet: what the report leads with, then every other sheet with a link to it. */
export function contentsSheet(summary: Summary, name: string, placed: readonly Placed<Sheet>[]): TableSheet {
  const { title, name: run, as_of: asOf, crosswalk, purpose, sections } = summary
  const said = sections.filter(({ id }) => opening.has(id)).flatMap((section) => sentencesOf(summary, section.blocks).map((sentence): SheetCell[] => [textCell(section.title), textCell(sentence), { value: null }]))
  const listed = placed.map(({ part, sheet }): SheetCell[] => [textCell(part), textCell(sheet.title), textCell(sheet.name, startOf(sheet.name))])
  return {
    kind: 'table',
    name,
    title,
    note: `As of ${asOf} · run ${run} · Crosswalk ${crosswalk} · made for ${purpose}. Candidates are never verdicts on a person. Rows from protected systems are marked 8 USC 1367.`,
    columns: [{ label: 'part', width: 34 }, { label: 'what it says', width: 110 }, { label: 'sheet', width: 32 }],
    rows: [...said, ...listed],
  }
}
