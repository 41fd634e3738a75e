import { tamed } from '../html.js'

/** Characters that a cell of a workbook holds at most. */
export const mostCharacters = 32_767

const inReserve = 80

/** Printable ASCII: most cells, which need nothing. */
const ordinary = /^[ -~]*$/

/** Whole characters up to a length: no half of a pair stays behind. */
function head(text: string, length: number): string {
  const last = text.charCodeAt(length - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length)
}

/**
 * Text as a cell holds it: characters that XML forbids or that turn the text around them become U+FFFD, what a reader of workbooks would take
 * for an escape (_x0041_) stays as written, and of what is too long the start stays with a note. A cell never becomes a formula: it is written as a string.
 */
export function cellText(text: string, most = mostCharacters): string {
  if (text.length <= most && ordinary.test(text) && !text.includes('_x')) return text
  const cut = text.length > most ? `${head(text, Math.max(0, most - inReserve))} … [cut: ${text.length} characters in all]` : text
  return tamed(cut).replaceAll(/\p{Cs}/gu, '\u{fffd}').replaceAll(/\r\n?/g, '\n').replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
}
