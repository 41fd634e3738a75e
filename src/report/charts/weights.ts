import { axisX, axisY, rectY, ruleX, ruleY } from '@observablehq/plot'
import { html, type Html } from '../html.js'
import type { Summary, WeightChart } from '../summary.js'
import { bandName } from '../words.js'
import { draw } from './draw.js'

const step = 2
const colours: Readonly<Record<string, string>> = { match: 'var(--s1)', review: 'var(--warmline)', non_match: 'var(--s2)' }
const order = ['match', 'review', 'non_match']

/** Candidates by match weight, stacked by band. */
export function drawWeights(figures: Summary['figures'], chart: WeightChart): Html {
  const bars = chart.bins
    .map(({ from, band, figure }) => ({ from, to: from + step, band, value: figures[figure]?.value ?? 0 }))
    .sort((a, b) => order.indexOf(a.band) - order.indexOf(b.band))
  const legend = html`<p class="legend">${order.map((band) => html`<span><i style="background:${colours[band] ?? ''}"></i>${bandName(band)}</span>`)}</p>`
  const drawn = draw({
    width: 960,
    height: 210,
    marginLeft: 60,
    marginTop: 26,
    marginBottom: 38,
    color: { type: 'categorical', domain: order, range: order.map((band) => colours[band] ?? 'currentColor') },
    y: { grid: true },
    marks: [
      axisY({ ticks: 4, tickSize: 0, label: 'candidates', labelArrow: 'none' }),
      axisX({ label: 'match weight, bits', labelArrow: 'none', tickSize: 0 }),
      rectY(bars, { x1: 'from', x2: 'to', y: 'value', fill: 'band', inset: 0.5 }),
      ruleX([0], { stroke: 'currentColor', strokeDasharray: '3 3' }),
      ruleY([0], { stroke: 'currentColor' }),
    ],
  })
  return html`${legend}${drawn}`
}
