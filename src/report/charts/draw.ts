import { plot, type PlotOptions } from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import { trustedMarkup, type Html } from '../html.js'

const { document } = parseHTML('<!doctype html><html><body></body></html>')

/** Draws one plot as inline SVG without a browser; what it draws is described beside it, so it is hidden from screen readers. */
export function draw(options: PlotOptions): Html {
  const drawn = plot({ ...options, document })
  drawn.setAttribute('aria-hidden', 'true')
  return trustedMarkup(drawn.outerHTML)
}
