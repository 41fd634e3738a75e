import { directionals, streetTypes } from './address-words.js'
import { foldText } from './fold.js'
import { countryCode, stateCode } from './places.js'

export interface Town {
  /** Folded, or `''`. */
  readonly city: string
  /** As `stateCode` gives it, or `''`. */
  readonly state: string
  /** Upper-case letters and digits, or `''`. */
  readonly postcode: string
}

const trailingPostcode = /(?:^|\s)(\d{5}-?\d{4}|\d{5,6}|[a-z]\d[a-z] ?\d[a-z]\d|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2})$/
const leadingPostcode = /^(\d{4,6})\s+(?=[a-z])/
const trailingState = /(?:^|\s)([a-z]{2}|[a-z]{4,}(?: [a-z]{4,})?)$/

const isCountry = (text: string): boolean => text.length > 3 && stateCode(text) === '' && countryCode(text) !== ''
const code = (text: string): string => text.replace(/[^a-z0-9]/g, '').toUpperCase()
const without = (text: string, match: RegExpExecArray): string => text.slice(0, match.index).trim()

/** Town, state and postcode from what stands behind the street: `las vegas nv 89132`; `56422 dusseldorf`; `wayanad, 673576, india`. */
export function readTown(pieces: readonly string[]): Town {
  const rest = pieces.map((piece) => foldText(piece).replace(/[.]/g, '').trim()).filter((piece) => piece !== '')
  if (rest.length > 1 && isCountry(rest.at(-1) ?? '')) rest.pop()
  let [postcode, state] = ['', '']
  for (let at = rest.length - 1; at >= 0 && postcode === ''; at -= 1) {
    const piece = rest[at] ?? ''
    const [after, before] = [trailingPostcode.exec(piece), leadingPostcode.exec(piece)]
    if (after !== null) {
      postcode = code(after[1] ?? '')
      rest[at] = without(piece, after)
    } else if (before !== null) {
      postcode = code(before[1] ?? '')
      rest[at] = piece.slice(before[0].length)
    }
  }
  while (rest.at(-1) === '') rest.pop()
  const last = rest.at(-1) ?? ''
  const found = trailingState.exec(last)
  const named = found === null ? '' : stateCode(found[1] ?? '')
  // New York, Washington: a lone name that is both is the city, unless another stands before it.
  if (found !== null && named !== '' && (found.index > 0 || rest.length > 1 || (found[1] ?? '').length === 2)) {
    state = named
    rest[rest.length - 1] = without(last, found)
  }
  while (rest.at(-1) === '') rest.pop()
  return { city: rest.at(-1) ?? '', state, postcode: /^\d{9}$/.test(postcode) ? postcode.slice(0, 5) : postcode }
}

const startsNumbered = /^\d/
/** Types that end a street's name and are hardly ever part of a town's, as harbor, falls and valley are. */
const ending: ReadonlySet<string> = new Set(['ave', 'blvd', 'cir', 'ct', 'dr', 'hwy', 'ln', 'pkwy', 'pl', 'rd', 'sq', 'st', 'ter', 'trl', 'way'])
const withoutPoint = (word: string): string => (word.endsWith('.') ? word.slice(0, -1) : word)
/** Does this folded word end the name of a street, and hardly ever a town's? */
export const isStreetType = (word: string): boolean => ending.has(streetTypes.get(withoutPoint(word)) ?? '')

/**
 * Where a street line without commas ends and its town begins: `445 overpass rd | san ramon`, `80 delaware ave se | washington dc 40040`. Only
 * lines that begin with a house number are cut, behind the street type; all of it is street otherwise.
 */
export function splitLine(line: string): readonly [street: string, town: string] {
  const words = foldText(line).split(' ')
  if (!startsNumbered.test(words[0] ?? '')) return [line, '']
  let end = words.findIndex((word, at) => at > 1 && isStreetType(word)) + 1
  if (end === 0) return [line, '']
  while (end < words.length && (isStreetType(words[end] ?? '') || directionals.has(withoutPoint(words[end] ?? '')))) end += 1
  const town = words.slice(end)
  return town.length > 0 && /^[a-z]/.test(town[0] ?? '') && town.every((word) => /^[a-z.'-]{2,}$|^\d{5}/.test(word)) ? [words.slice(0, end).join(' '), town.join(' ')] : [line, '']
}
