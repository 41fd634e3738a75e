import { axisX, axisY, barY, ruleY, text } from '@observablehq/plot'
import { formatFigure } from '../format.js'
import type { Html } from '../html.js'
import type { Summary, WalkChart } from '../summary.js'
import { draw } from './draw.js'

const colours = { total: 'var(--s2)', plus: 'var(--for)', minus: 'var(--against)' } as const

interface Bar {
  readonly label: string
  readonly low: number
  readonly high: number
  readonly fill: string
  readonly printed: string
}

function barsOf(figures: Summary['figures'], chart: WalkChart): Bar[] {
  let level = 0
  return chart.steps.map(({ label, effect, figure: name }) => {
    const figure = figures[name] ?? { value: 0, unit: '' }
    const { value = 0 } = figure
    const from = effect === 'total' ? 0 : level
    level = effect === 'total' ? value : level + (effect === 'plus' ? value : -value)
    const sign = effect === 'total' || value === 0 ? '' : effect === 'plus' ? '+' : '−'
    return { label, low: Math.min(from, level), high: Math.max(from, level), fill: colours[effect], printed: sign + formatFigure(figure) }
  })
}

/** Where the axis starts: at zero, unless the steps would be lost beside the totals. */
export function walkStart(figures: Summary['figures'], chart: WalkChart): number {
  const levels = barsOf(figures, chart).flatMap(({ low, high }) => (low === 0 ? [high] : [low, high]))
  const [lowest, highest] = [Math.min(...levels), Math.max(...levels)]
  if (highest === lowest || lowest < highest * 0.8) return 0
  const step = 10 ** Math.floor(Math.log10(highest - lowest))
  return Math.max(0, Math.floor((lowest - (highest - lowest) / 2) / step) * step)
}

/** Waterfall: the earlier total, each step from where the last one ended, the later total. */
export function drawWalk(figures: Summary['figures'], chart: WalkChart): Html {
  const start = walkStart(figures, chart)
  const bars = barsOf(figures, chart).map((bar) => ({ ...bar, low: Math.max(start, bar.low) }))
  const highest = Math.max(...bars.map(({ high }) => high), start + 1)
  return draw({
    width: 960,
    height: 240,
    marginLeft: 120,
    marginTop: 26,
    marginBottom: 30,
    x: { type: 'band', domain: bars.map(({ label }) => label), padding: 0.3, label: null },
    y: { domain: [start, highest], grid: true },
    color: { type: 'identity' },
    marks: [
      axisX({ tickSize: 0, label: null }),
      axisY({ ticks: 4, tickSize: 0, label: null }),
      barY(bars, { x: 'label', y1: 'low', y2: 'high', fill: 'fill' }),
      text(bars, { x: 'label', y: 'high', text: 'printed', dy: -8, fill: 'currentColor', fontWeight: 600 }),
      ruleY([start], { stroke: 'currentColor', ...(start === 0 ? {} : { strokeDasharray: '5 4' }) }),
    ],
  })
}
