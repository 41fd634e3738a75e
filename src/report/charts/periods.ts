import { barY, ruleY, text } from '@observablehq/plot'
import { formatCount } from '../format.js'
import type { Html } from '../html.js'
import type { PeriodChart, Summary } from '../summary.js'
import { draw } from './draw.js'

/** One row of bars for each extract, all to one scale, so that a period can be followed down the page. */
export function drawPeriods(figures: Summary['figures'], chart: PeriodChart): Html {
  const bars = chart.counts.map(({ series, period, figure }) => ({ series, period, value: figures[figure]?.value ?? 0 }))
  const crowded = chart.periods.length > 24
  const every = Math.ceil(chart.periods.length / 60)
  return draw({
    width: 960,
    height: 60 + 84 * chart.series.length,
    marginLeft: 120,
    marginRight: 10,
    marginTop: 18,
    x: { type: 'band', domain: [...chart.periods], label: null, padding: 0.22, tickSize: 0, ...(crowded ? { tickRotate: -60, tickFormat: (period: string, index: number) => (index % every === 0 ? period : '') } : {}) },
    y: { axis: null },
    fy: { domain: [...chart.series], label: null, axis: 'left', padding: 0.2 },
    marks: [
      barY(bars, { x: 'period', y: 'value', fy: 'series', fill: 'var(--s1)' }),
      ...(crowded ? [] : [text(bars, { x: 'period', y: 'value', fy: 'series', text: ({ value }: { value: number }) => formatCount(value), dy: -7, fill: 'currentColor' })]),
      ruleY([0], { stroke: 'currentColor' }),
    ],
  })
}
