import { html, type Html } from '../html.js'
import type { Column, TableBlock, Text } from '../summary.js'
import { cut, fall, fallsOf, isolated, plain, running, tableCell, type Figures } from './cells.js'
import type { Glossary } from './glossary.js'

/** Rows that a table shows on the page; the whole of it stands in its file. */
const mostRows = 200

const leftKinds = new Set(['text', 'date', 'code', 'dots', 'change', 'waterfall', 'link'])
const headAlign = (kind: string): string => (leftKinds.has(kind) ? 'text' : 'num')

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

export interface Page {
  readonly figures: Figures
  /** Where the page has one, words are linked to it. */
  readonly glossary?: Glossary
}

/** Words of ours: cut where they are too long, terms linked. */
export const worded = ({ glossary }: Page, text: string): Html => glossary?.mark(cut(text), isolated) ?? plain(text)

const head = (page: Page, columns: readonly Column[]): Html =>
  html`<thead><tr>${columns.map(({ kind, label }) => html`<th scope="col" class="${headAlign(kind)}">${worded(page, label)}</th>`)}</tr></thead>`

function line({ figures }: Page, columns: readonly Column[], row: readonly Text[], bar?: Html): Html {
  const total = row[0]?.length === 1 && row[0][0] === 'all' ? html` class="sum"` : html``
  return html`
<tr${total}>${columns.map((column, index) => (column.kind === 'waterfall' && bar !== undefined ? bar : tableCell(figures, row[index] ?? [], column.kind, index === 0)))}</tr>`
}

const scrolling = (name: string, content: Html): Html => html`<div class="scroll" tabindex="0" role="group" aria-label="${cut(name)}">${content}</div>`

/** What stands under a table: its note, how much of it is shown, and where the whole is. */
function under(page: Page, { note, file, rows, total = rows.length, by }: TableBlock, shown: number): Html {
  const part = shown === total ? '' : `The first ${shown.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} rows${by === undefined ? '' : `, by ${by}`}. `
  const where = file === undefined ? html`${part === '' ? '' : html`All of them are in <a href="summary.json">summary.json</a>.`}` : html`The whole table: <a href="${file}">${baseName(file)}</a>`
  return html`${note === undefined ? html`` : html`<p class="note">${worded(page, note)}</p>`}${part === '' && file === undefined ? html`` : html`<p class="note">${part}${where}</p>`}`
}

/** Each group of rows folds by itself; the first column, which numbers the groups, stands in their headings. */
function grouped(page: Page, block: TableBlock): Html {
  const columns = block.columns.slice(1)
  const at = columns.findIndex(({ kind }) => kind === 'waterfall')
  let from = 0
  const groups = (block.groups ?? []).map(({ label, rows: count }, no) => {
    const rows = block.rows.slice(from, from + count).map((row) => row.slice(1))
    from += count
    const falls = at < 0 ? [] : fallsOf(page.figures, rows.map((row) => row[at]?.find((part) => typeof part === 'object')))
    const name = `${block.caption}, ${no + 1}`
    const evidence = html`<table data-plain><caption class="hidden">${cut(name)}</caption>
${head(page, columns)}
<tbody>${rows.map((row, index) => line(page, columns, row, at < 0 ? undefined : fall(falls, index)))}
</tbody></table>`
    return html`<details class="group"><summary>${running(page.figures, label)}</summary>${scrolling(name, evidence)}</details>
`
  })
  return html`<div class="table"><p class="caption">${plain(block.caption)}</p>
${groups}${under(page, block, block.rows.length)}</div>`
}

/** A table of the report; a long one shows its first rows and leads to the rest. */
export function table(page: Page, block: TableBlock): Html {
  if (block.groups !== undefined) return grouped(page, block)
  const rows = block.rows.slice(0, mostRows)
  const body = html`${scrolling(block.caption, html`<table${block.columns.length > 9 ? html` class="many"` : html``}>
<caption${block.folded === true ? html` class="hidden"` : html``}><span>${plain(block.caption)}</span></caption>
${head(page, block.columns)}
<tbody>${rows.map((row) => line(page, block.columns, row))}
</tbody></table>`)}${under(page, block, rows.length)}`
  if (block.folded !== true) return html`<div class="table">${body}</div>`
  const { total = block.rows.length } = block
  return html`<details class="table"><summary>${plain(block.caption)} <small>${total.toLocaleString('en-US')} ${total === 1 ? 'row' : 'rows'}</small></summary>${body}</details>`
}
