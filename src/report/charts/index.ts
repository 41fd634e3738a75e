import type { Html } from '../html.js'
import type { ChartBlock, Summary } from '../summary.js'
import { drawFunnel } from './funnel.js'
import { drawLevels } from './levels.js'
import { drawOverlap } from './overlap.js'
import { drawPeriods } from './periods.js'
import { drawWalk } from './walk.js'
import { drawWeights } from './weights.js'

/** A chart of the report as inline SVG. */
export function drawChart(figures: Summary['figures'], chart: ChartBlock): Html {
  switch (chart.chart) {
    case 'overlap':
      return drawOverlap(figures, chart)
    case 'walk':
      return drawWalk(figures, chart)
    case 'periods':
      return drawPeriods(figures, chart)
    case 'weights':
      return drawWeights(figures, chart)
    case 'levels':
      return drawLevels(figures, chart)
    default:
      return drawFunnel(figures, chart)
  }
}
