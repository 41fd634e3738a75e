import { axisX, axisY, rectY, ruleY } from '@observablehq/plot'
import type { Html } from '../html.js'
import { draw } from './draw.js'

/** One bar from `from` up to `to`; days are milliseconds. */
export interface DistributionBar {
  readonly from: number
  readonly to: number
  readonly cells: number
}

/** How the cells of a column are spread over numbers, days or, `whole`, lengths. */
export function drawDistribution(bars: readonly DistributionBar[], { days = false, whole = false, label }: { readonly days?: boolean; readonly whole?: boolean; readonly label: string }): Html {
  const placed = bars.map(({ from, to, cells }) => (days ? { from: new Date(from), to: new Date(to), cells } : { from, to, cells }))
  return draw({
    width: 460,
    height: 170,
    marginLeft: 52,
    marginTop: 18,
    marginBottom: 36,
    marginRight: 16,
    x: { type: days ? 'utc' : 'linear' },
    y: { grid: true, tickFormat: 's' },
    marks: [
      axisY({ ticks: 3, tickSize: 0, label: 'cells', labelArrow: 'none', tickFormat: 's' }),
      axisX({ ticks: 5, tickSize: 0, label, labelArrow: 'none', ...(whole ? { tickFormat: (value: number) => (Number.isInteger(value) ? String(value) : '') } : {}) }),
      rectY(placed, { x1: 'from', x2: 'to', y: 'cells', fill: 'var(--s1)', insetLeft: 0.5, insetRight: 0.5 }),
      ruleY([0], { stroke: 'currentColor' }),
    ],
  })
}
