import { html, trustedMarkup, type Html } from '../html.js'
import type { Summary } from '../summary.js'
import { section } from './blocks.js'
import { cut, plain } from './cells.js'
import { Glossary } from './glossary.js'
import { script, scriptHash } from './script.js'
import { framed } from './frame.js'

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** 2015-09-11 as 11 September 2015. */
function longDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-')
  const name = months[Number(month) - 1]
  return name === undefined ? date : `${Number(day)} ${name} ${year}`
}

/** The whole page, from the summary alone. */
export function renderPage(summary: Summary): string {
  const { title, name, as_of: asOf, crosswalk, purpose, sections, figures } = summary
  const led = purpose === 'statistics' ? 'Made for statistics: it leads to no rows' : 'A number that is underlined leads to all of its rows'
  const glossary = new Glossary()
  const main = sections.map((one) => section({ figures, glossary }, one))
  const words = glossary.section()
  const links: Html[] = [...sections, { id: 'glossary', title: 'Words' }].map(({ id, title: label }) => html`<li><a href="#${id}">${plain(label)}</a></li>`)
  const body = html`<a class="skip" href="#main">Skip to the report</a>
<div class="page">
<header class="top">
<h1>${plain(title)}</h1>
<p class="meta">As of <time datetime="${asOf}">${longDate(asOf)}</time> · run ${plain(name)} · Crosswalk ${crosswalk}. ${led}; a word with dots under it is explained.</p>
</header>
<nav aria-label="Contents"><ul>${links}</ul></nav>
<main id="main" tabindex="-1">
${main}${words}</main>
<footer>Candidates are never verdicts on a person. <a href="summary.json">summary.json</a> holds every figure of this page by name.</footer>
</div>
<script>${trustedMarkup(script)}</script>`
  return framed({ title: `${cut(title)}, as of ${asOf}`, scriptHash, body })
}
