import { unassigned } from './unassigned.js'

// oxlint-disable-next-line no-control-regex -- control characters are ASCII too
const plainAscii = /^[\x00-\x7f]*$/

function ranges(): string {
  let at = 0
  return unassigned.trim().split(/\s+/).map((range) => {
    const [from = '0', more = '0'] = range.split('.')
    const first = at + Number.parseInt(from, 36)
    at = first + Number.parseInt(more, 36)
    return `\\u{${first.toString(16)}}-\\u{${at.toString(16)}}`
  }).join('')
}

let newer: RegExp | undefined

/**
 * Text in which a character newer than Unicode 15.1 is the letter x. Each Node brings its own Unicode, in which what an older one does not know becomes a letter,
 * a digit or a mark: where that decides what is written, all of them read by the oldest that this program runs on.
 */
export const asKnown = (text: string): string => {
  if (plainAscii.test(text)) return text
  newer ??= new RegExp(`[${ranges()}]`, 'gu')
  return text.replaceAll(newer, 'x')
}

/** A letter as a capital; itself where that capital is newer: letters that were long without one were given some. */
export const capital = (letter: string): string => {
  const upper = letter.toUpperCase()
  return asKnown(upper) === upper ? upper : letter
}
