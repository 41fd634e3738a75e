import { drawChart } from '../charts/index.js'
import { html, type Html } from '../html.js'
import type { Block, ChartBlock, Section, TableBlock } from '../summary.js'
import { running, tableCell, type Figures } from './cells.js'

const headAlign = (kind: string): string => (kind === 'text' || kind === 'date' || kind === 'code' || kind === 'dots' || kind === 'change' || kind === 'link' ? 'text' : 'num')

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

function table(figures: Figures, block: TableBlock): Html {
  const file = block.file === undefined ? html`` : html`<p class="note">The whole table: <a href="${block.file}">${baseName(block.file)}</a></p>`
  const note = block.note === undefined ? html`` : html`<p class="note">${block.note}</p>`
  const body = html`<div class="scroll" tabindex="0" role="group" aria-label="${block.caption}"><table>
<caption${block.folded === true ? html` class="hidden"` : html``}><span>${block.caption}</span></caption>
<thead><tr>${block.columns.map((column) => html`<th scope="col" class="${headAlign(column.kind)}">${column.label}</th>`)}</tr></thead>
<tbody>${block.rows.map((row) => html`
<tr>${block.columns.map((column, index) => tableCell(figures, row[index] ?? [], column.kind, index === 0))}</tr>`)}
</tbody></table></div>${note}${file}`
  if (block.folded !== true) return html`<div class="table">${body}</div>`
  return html`<details class="table"><summary>${block.caption} <small>${block.rows.length} ${block.rows.length === 1 ? 'row' : 'rows'}</small></summary>${body}</details>`
}

const chart = (figures: Figures, block: ChartBlock): Html => html`<figure>
<figcaption>${block.caption}</figcaption>
<div class="scroll" tabindex="0" role="group" aria-label="${block.caption}"><div class="drawing" role="img" aria-label="${block.alternative}">${drawChart(figures, block)}</div></div>
</figure>`

function renderBlock(figures: Figures, block: Block): Html {
  if (block.kind === 'text') return html`<p>${running(figures, block.text)}</p>`
  if (block.kind === 'list') return html`<ul>${block.items.map((item) => html`<li>${running(figures, item)}</li>`)}</ul>`
  return block.kind === 'table' ? table(figures, block) : chart(figures, block)
}

/** A section with its blocks, and the sections inside it one heading lower. */
export function section(figures: Figures, { id, title, blocks, sections = [] }: Section, level = 2): Html {
  const heading = level === 2 ? html`<h2>${title}</h2>` : html`<h3>${title}</h3>`
  return html`<section id="${id}">${heading}
${blocks.map((block) => html`${renderBlock(figures, block)}
`)}${sections.map((inner) => section(figures, inner, level + 1))}</section>
`
}
