import type { CorrectionRequest } from '../corrections/index.js'
import { html } from '../html.js'
import type { Shown, Summary } from '../summary.js'
import { section } from './blocks.js'
import { framed } from './frame.js'

/** Figures as the folder of a request can lead to their rows: to its own file, and to nothing outside it, since the folder is sent alone. */
function within(folder: string, figures: Summary['figures']): Summary['figures'] {
  const led = (figure: Shown): Shown => {
    if (figure.value === undefined || figure.rows === undefined) return figure
    const { rows, ...others } = figure
    return rows.startsWith(`${folder}/`) ? { ...others, rows: rows.slice(folder.length + 1) } : others
  }
  return Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, led(figure)]))
}

/** The page of a correction request: no network, no script, printable. */
export function renderRequest({ folder, title, protected: guarded, sections }: CorrectionRequest, { name, as_of: asOf, crosswalk, figures }: Summary): string {
  const own = within(folder, figures)
  const warning = guarded ? html`<p><strong>Protected by 8 USC 1367.</strong> Use and disclosure only within the department and for the purposes that the law states.</p>` : html``
  const body = html`<div class="page">
<header class="top">
<h1>${title}</h1>
<p class="meta">As of <time datetime="${asOf}">${asOf}</time> · run ${name} · Crosswalk ${crosswalk} · all rows: <a href="failures.csv">failures.csv</a></p>
${warning}</header>
<main>
${sections.map((one) => section({ figures: own }, one))}</main>
<footer>Rules find what looks wrong. Whether it is, the owner of the system of record decides.</footer>
</div>`
  return framed({ title: title, body })
}
