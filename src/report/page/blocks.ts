import { drawChart } from '../charts/index.js'
import { html, type Html } from '../html.js'
import type { Block, ChartBlock, Section, Text } from '../summary.js'
import { cut, plain, running } from './cells.js'
import { table, worded, type Page } from './table.js'

const chart = ({ figures }: Page, block: ChartBlock): Html => html`<figure>
<figcaption>${plain(block.caption)}</figcaption>
<div class="scroll" tabindex="0" role="group" aria-label="${cut(block.caption)}"><div class="drawing" role="img" aria-label="${cut(block.alternative)}">${drawChart(figures, block)}</div></div>
</figure>`

const prose = (page: Page, text: Text): Html => running(page.figures, text, (words) => worded(page, words))

function renderBlock(page: Page, block: Block): Html {
  if (block.kind === 'text') return html`<p>${prose(page, block.text)}</p>`
  if (block.kind === 'list') return html`<ul>${block.items.map((item) => html`<li>${prose(page, item)}</li>`)}</ul>`
  return block.kind === 'table' ? table(page, block) : chart(page, block)
}

/** Where a section has parts, links to them. */
const parts = (sections: readonly Section[]): Html =>
  sections.length < 3 ? html`` : html`<p class="parts">In this part: ${sections.map(({ id, title }, index) => html`${index === 0 ? '' : ' · '}<a href="#${id}">${plain(title)}</a>`)}</p>
`

/** A section with its blocks, and the sections inside it one heading lower. */
export function section(page: Page, { id, title, blocks, sections = [] }: Section, level = 2): Html {
  if (level === 2) page.glossary?.anew()
  const heading = level === 2 ? html`<h2>${plain(title)}</h2>` : html`<h3>${plain(title)}</h3>`
  return html`<section id="${id}">${heading}
${blocks.map((block) => html`${renderBlock(page, block)}
`)}${parts(sections)}${sections.map((inner) => section(page, inner, level + 1))}</section>
`
}
