import { barX, ruleX, text } from '@observablehq/plot'
import { formatCount, formatPercent } from '../format.js'
import { percentOf } from '../figures.js'
import type { Html } from '../html.js'
import type { FunnelChart, Summary } from '../summary.js'
import { draw } from './draw.js'

interface Bar {
  readonly label: string
  readonly length: number
  readonly printed: string
}

function barsOf(figures: Summary['figures'], { steps }: FunnelChart): Bar[] {
  const values = steps.map(({ figure }) => figures[figure]?.value ?? 0)
  return steps.map(({ label }, index) => {
    const [value = 0, above] = [values[index], values[index - 1]]
    const percent = above === undefined ? undefined : percentOf(value, above)
    const share = above === undefined || percent === undefined ? '' : `, ${formatPercent({ value, unit: '', of: above, percent })} of ${formatCount(above)}`
    return { label, length: Math.log10(value + 1), printed: formatCount(value) + share }
  })
}

/** A bar for each step, on a scale of powers of ten: a pair in a million is seen too. */
export function drawFunnel(figures: Summary['figures'], chart: FunnelChart): Html {
  const bars = barsOf(figures, chart)
  const most = Math.max(1, ...bars.map(({ length }) => length))
  return draw({
    width: 960,
    height: 16 + 32 * bars.length,
    marginLeft: 260,
    marginRight: 10,
    marginTop: 6,
    marginBottom: 6,
    x: { domain: [0, most * 1.75], axis: null },
    y: { type: 'band', domain: bars.map(({ label }) => label), label: null, tickSize: 0, padding: 0.25 },
    marks: [
      barX(bars, { x: 'length', y: 'label', fill: 'var(--s1)' }),
      text(bars, { x: 'length', y: 'label', text: 'printed', dx: 7, textAnchor: 'start', fill: 'currentColor', fontWeight: 600 }),
      ruleX([0], { stroke: 'currentColor' }),
    ],
  })
}
