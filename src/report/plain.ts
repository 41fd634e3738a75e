import { formatFigure } from './format.js'
import type { Summary, Text } from './summary.js'

/** Text as it reads on the page. */
export const plain = (figures: Summary['figures'], parts: Text): string =>
  parts.map((piece) => {
    if (typeof piece === 'string') return piece
    const figure = figures[piece.figure]
    return figure === undefined ? '' : formatFigure(figure)
  }).join('')
