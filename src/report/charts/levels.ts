import { axisX, barX, dot, link, ruleX, ruleY, text } from '@observablehq/plot'
import { formatFigure } from '../format.js'
import { html, type Html } from '../html.js'
import type { LevelChart, Summary } from '../summary.js'
import { draw } from './draw.js'

interface Row {
  readonly key: string
  readonly comparison: string
  readonly level: string
  readonly weight: number
  readonly m: number
  readonly u: number
  readonly printed: string
  readonly first: boolean
}

const least = 1e-6
const rowHeight = 15

function rowsOf(figures: Summary['figures'], { levels }: LevelChart): Row[] {
  const valueOf = (name: string): number => figures[name]?.value ?? 0
  return levels.map(({ comparison, level, m, u, weight }, index) => ({
    key: String(index),
    comparison,
    level: level.length > 34 ? `${level.slice(0, 33)}…` : level,
    weight: valueOf(weight),
    m: Math.max(least, valueOf(m)),
    u: Math.max(least, valueOf(u)),
    printed: formatFigure(figures[weight] ?? { value: 0, unit: 'bits' }),
    first: levels[index - 1]?.comparison !== comparison,
  }))
}

/** A line for each comparison level: what it weighs, and how often it is reached by matches (m) and by chance (u). */
export function drawLevels(figures: Summary['figures'], chart: LevelChart): Html {
  const rows = rowsOf(figures, chart)
  const firsts = rows.filter(({ first }) => first)
  const y = { type: 'band' as const, domain: rows.map(({ key }) => key), axis: null, padding: 0.2 }
  const height = 46 + rowHeight * rows.length
  const most = Math.max(4, ...rows.map(({ weight }) => Math.abs(weight)))
  const between = ruleY(firsts.slice(1), { y: 'key', stroke: 'var(--line)', dy: -rowHeight / 2 })
  const frame = { height, marginTop: 30, marginBottom: 16, y }
  const weights = draw({
    ...frame,
    width: 720,
    marginLeft: 330,
    marginRight: 20,
    x: { domain: [-most * 1.15, most * 1.15] },
    color: { type: 'identity' },
    marks: [
      axisX({ anchor: 'top', ticks: 6, tickSize: 0, label: 'weight, bits', labelArrow: 'none' }),
      between,
      barX(rows, { x: 'weight', y: 'key', fill: ({ weight }: Row) => (weight < 0 ? 'var(--against)' : 'var(--for)') }),
      text(rows.filter(({ weight }) => weight >= 0), { x: 'weight', y: 'key', text: 'printed', dx: 4, textAnchor: 'start', fill: 'currentColor' }),
      text(rows.filter(({ weight }) => weight < 0), { x: 'weight', y: 'key', text: 'printed', dx: -4, textAnchor: 'end', fill: 'currentColor' }),
      text(rows, { y: 'key', text: 'level', frameAnchor: 'left', dx: -8, textAnchor: 'end', fill: 'currentColor' }),
      text(firsts, { y: 'key', text: 'comparison', frameAnchor: 'left', dx: -330, textAnchor: 'start', fontWeight: 600, fill: 'currentColor' }),
      ruleX([0], { stroke: 'currentColor' }),
    ],
  })
  const shares = draw({
    ...frame,
    width: 280,
    marginLeft: 8,
    marginRight: 14,
    x: { type: 'log', domain: [least, 1] },
    marks: [
      axisX({ anchor: 'top', tickSize: 0, label: null, ticks: [1e-6, 1e-4, 1e-2, 1], tickFormat: (share: number) => ({ [1e-6]: '≤ 10⁻⁶', [1e-4]: '10⁻⁴', [1e-2]: '0.01', 1: '1' })[share] ?? '' }),
      between,
      link(rows, { x1: 'u', x2: 'm', y1: 'key', y2: 'key', stroke: 'var(--line)', strokeWidth: 2 }),
      dot(rows, { x: 'u', y: 'key', r: 3.5, stroke: 'var(--against)', fill: 'var(--paper)', strokeWidth: 1.6 }),
      dot(rows, { x: 'm', y: 'key', r: 3.5, fill: 'var(--for)' }),
    ],
  })
  const legend = html`<p class="legend"><span><i style="background:var(--for)"></i>speaks for a match; m, among matches</span><span><i style="background:var(--against)"></i>speaks against; u, by chance (ring)</span></p>`
  return html`${legend}<div class="beside">${weights}${shares}</div>`
}
