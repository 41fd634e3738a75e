import { axisY, barY, dot, link, ruleY, text } from '@observablehq/plot'
import { formatCount } from '../format.js'
import { html, type Html } from '../html.js'
import type { Figure, OverlapChart } from '../summary.js'
import { draw } from './draw.js'

const frame = { width: 960, marginLeft: 120, marginRight: 10 }

/** UpSet: above how many are in exactly these sets, below which sets those are. */
export function drawOverlap(figures: Readonly<Record<string, Figure>>, chart: OverlapChart): Html {
  const bars = chart.patterns.map(({ pattern, figure }) => ({ pattern, value: figures[figure]?.value ?? 0 }))
  const x = { domain: bars.map(({ pattern }) => pattern), padding: 0.35, axis: null }
  const cells = bars.flatMap(({ pattern }) => chart.sets.map((set, index) => ({ pattern, set, held: pattern[index] === '1' })))
  const spans = bars.map(({ pattern }) => ({ pattern, from: chart.sets[pattern.indexOf('1')], to: chart.sets[pattern.lastIndexOf('1')] }))
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
    height: 14 + 26 * chart.sets.length,
    marginTop: 6,
    marginBottom: 6,
    x: { ...x, type: 'band' },
    y: { type: 'band', domain: [...chart.sets], label: null, tickSize: 0, padding: 0.1 },
    marks: [
      link(spans, { x1: 'pattern', x2: 'pattern', y1: 'from', y2: 'to', stroke: 'var(--s1)', strokeWidth: 2.5 }),
      dot(cells, { x: 'pattern', y: 'set', r: 6, fill: ({ held }: { held: boolean }) => (held ? 'var(--s1)' : 'var(--line)') }),
    ],
    color: { type: 'identity' },
  })
  return html`${top}${matrix}`
}
