import type { Html } from '../html.js'
import type { ChartBlock, Summary } from '../summary.js'
import { drawOverlap } from './overlap.js'
import { drawPeriods } from './periods.js'
import { drawWalk } from './walk.js'
import { drawWeights } from './weights.js'

/** A chart of the report as inline SVG. */
export function drawChart(figures: Summary['figures'], chart: ChartBlock): Html {
  if (chart.chart === 'overlap') return drawOverlap(figures, chart)
  if (chart.chart === 'walk') return drawWalk(figures, chart)
  return chart.chart === 'periods' ? drawPeriods(figures, chart) : drawWeights(figures, chart)
}
