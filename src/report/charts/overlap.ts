import { axisY, barX, barY, dot, link, ruleY, text } from '@observablehq/plot'
import { formatCount } from '../format.js'
import { html, type Html } from '../html.js'
import type { OverlapChart, Summary } from '../summary.js'
import { draw } from './draw.js'

const frame = { width: 730, marginLeft: 120, marginRight: 10 }
const aside = 230

/** UpSet: above how many are in exactly these sets, below which sets those are, beside them how large each set is. */
export function drawOverlap(figures: Summary['figures'], chart: OverlapChart): Html {
  const bars = chart.patterns.map(({ pattern, figure }) => ({ pattern, value: figures[figure]?.value ?? 0 }))
  const x = { domain: bars.map(({ pattern }) => pattern), padding: 0.35, axis: null }
  const cells = bars.flatMap(({ pattern }) => chart.sets.map(({ set }, index) => ({ pattern, set, held: pattern[index] === '1' })))
  const spans = bars.map(({ pattern }) => ({ pattern, from: chart.sets[pattern.indexOf('1')]?.set, to: chart.sets[pattern.lastIndexOf('1')]?.set }))
  const sizes = chart.sets.map(({ set, figure }) => ({ set, value: figures[figure]?.value ?? 0 }))
  const rows = { height: 14 + 26 * sizes.length, marginTop: 6, marginBottom: 6 }
  const y = { type: 'band' as const, domain: sizes.map(({ set }) => set), label: null, tickSize: 0, padding: 0.1 }
  const top = draw({
    ...frame,
    height: 220,
    marginTop: 24,
    marginBottom: 4,
    x: { ...x, type: 'band' },
    y: { grid: true, label: null },
    marks: [
      axisY({ ticks: 4, tickSize: 0, label: null }),
      barY(bars, { x: 'pattern', y: 'value', fill: 'var(--s1)' }),
      text(bars, { x: 'pattern', y: 'value', text: ({ value }: { value: number }) => formatCount(value), dy: -8, fill: 'currentColor', fontWeight: 600 }),
      ruleY([0], { stroke: 'currentColor' }),
    ],
  })
  const matrix = draw({
    ...frame,
    ...rows,
    x: { ...x, type: 'band' },
    y,
    marks: [
      link(spans, { x1: 'pattern', x2: 'pattern', y1: 'from', y2: 'to', stroke: 'var(--s1)', strokeWidth: 2.5 }),
      dot(cells, { x: 'pattern', y: 'set', r: 6, fill: ({ held }: { held: boolean }) => (held ? 'var(--s1)' : 'var(--line)') }),
    ],
    color: { type: 'identity' },
  })
  const beside = draw({
    ...rows,
    width: aside,
    marginLeft: 8,
    marginRight: 70,
    x: { axis: null, domain: [0, Math.max(1, ...sizes.map(({ value }) => value))] },
    y: { ...y, axis: null },
    marks: [
      barX(sizes, { x: 'value', y: 'set', fill: 'var(--s2)', insetTop: 4, insetBottom: 4 }),
      text(sizes, { x: 'value', y: 'set', text: ({ value }: { value: number }) => formatCount(value), dx: 6, textAnchor: 'start', fill: 'currentColor' }),
    ],
  })
  return html`<div class="upset"><div>${top}</div><div></div><div>${matrix}</div><div>${beside}</div></div>`
}
