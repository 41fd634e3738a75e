import { foldText } from './fold.js'
import { directionals, streetTypes, unitWords } from './address-words.js'
import { remembered } from './remembered.js'
import { isStreetType, readTown, splitLine, type Town } from './street-end.js'

export interface Street {
  /** `12`, `12a`, `12-14`, or `''`. */
  readonly houseNumber: string
  /** Folded, street type and directions as USPS abbreviates them. */
  readonly street: string
  /** What stands behind apt, unit, suite, #. */
  readonly unit: string
}

const boxes = /\b(?:post office|p\.? ?o\.?) ?box\b/g
const unit = new RegExp(`(?:^|[\\s,])(?:(?:${unitWords})\\b\\.?\\s*(?:#|no\\b\\.?|number\\b)?\\s*|#\\s*|no\\.?\\s+(?=\\d))([a-z0-9][a-z0-9-]*)?\\s*(?=,|$)`)
const unitInside = new RegExp(`[\\s,](?:(?:${unitWords})\\b\\.?\\s*#?\\s*|#\\s*)((?:[a-z]?-?\\d[a-z0-9-]*|[a-z]))(?=[\\s,])`)
const house = /^(?:no\.? ?|#)?(\d+(?:\s?[-–]\s?\d+[a-z]?|[a-z](?=[\s,])|\s[a-df-mo-rt-vx-z](?=[\s,])|\s\d\/\d)?)[\s,]+(?=\S)/

const plainWords = /^[a-z0-9]+(?: [a-z0-9]+)*$/

const abbreviate = (text: string): string => {
  const words = (plainWords.test(text) ? text : text.replace(/['.]/g, '').replace(/[^a-z0-9]+/g, ' ').trim()).split(' ')
  let line = ''
  for (const [at, word] of words.entries()) {
    const short = directionals.get(word) ?? (at === 0 && words.length > 1 && word === 'st' ? 'st' : (streetTypes.get(word) ?? word))
    line = at === 0 ? short : `${line} ${short}`
  }
  return line
}

/** A street line to house number, street and unit. What is no street type or direction stays as folded; a lone number is a house number. */
export const cleanStreet = (value: string): Street => {
  const folded = foldText(value)
  let rest = folded.includes('box') ? folded.replace(boxes, 'po box') : folded
  let unitValue = ''
  const found = unit.exec(rest) ?? unitInside.exec(rest)
  if (found !== null && !rest.startsWith('po box')) {
    unitValue = (found[1] ?? '').replaceAll('-', '')
    rest = `${rest.slice(0, found.index)} ${rest.slice(found.index + found[0].length)}`.replace(/^[\s,]+/, '').trim()
  }
  if (/^\d+[a-z]?[\s,]*$/.test(rest)) return { houseNumber: rest.replace(/[\s,]+$/, ''), street: '', unit: unitValue }
  const number = house.exec(rest)
  if (number !== null && !/^\d+(?:st|nd|rd|th)\b/.test(rest)) rest = rest.slice(number[0].length)
  return { houseNumber: (number?.[1] ?? '').replace(/\s/g, (blank, at: number, all: string) => (all.includes('/') && at > 0 ? ' ' : '')), street: abbreviate(rest), unit: unitValue }
}

// FL 32801 is Florida, not a floor.
const isUnitOnly = (piece: string): boolean => !/\b\d{5}\b/.test(piece) && cleanStreet(piece).street === '' && cleanStreet(piece).houseNumber === ''
const onlyNumber = /^(?:no\.? ?|#)?(\d+[a-z]?)$/
const numberBehind = /^([a-z][a-z .'-]*[a-z]{4,}) (\d+[a-z]?)$/
const wordsWithNumber = /\b(?:box|highway|hwy|route|rte|road|rd|street|st|avenue|ave|floor|suite|unit|apt)$/

/** The house number behind the street's name, as in most of Europe: Hardenbergstrasse 87. */
const numberInFront = (line: string): string => {
  const found = numberBehind.exec(line)
  return found === null || wordsWithNumber.test(found[1] ?? '') ? line : `${found[2] ?? ''} ${found[1] ?? ''}`
}

const postcodeAndTown = /^\d{4,6} [a-z]/
const namedBuilding = /^[a-z .'-]+ (\d+[a-z]? .*)$/

/** A building named before the numbered street is dropped: Adventura Apartments 638 Downey St. Highway 12 West is no building. */
const withoutBuilding = (line: string): string => {
  const street = namedBuilding.exec(line)?.[1]
  if (street === undefined) return line
  const front = line.slice(0, line.search(/ \d/))
  return front.split(' ').some(isStreetType) || !isStreetType(street.split(' ').at(-1) ?? '') ? line : street
}

const noTown: Town = { city: '', state: '', postcode: '' }

/** `cleanAddress` by all its rules, of text already folded. */
export const readAddress = (folded: string): Street & Town => {
  const pieces = folded.includes(',') ? folded.split(',').map((piece) => piece.trim()).filter((piece) => piece !== '') : [folded]
  if (pieces.length === 0) return { houseNumber: '', street: '', unit: '', ...noTown }
  const loneNumber = pieces.length > 1 ? onlyNumber.exec(pieces[0] ?? '') : null
  if (loneNumber !== null) pieces.splice(0, 2, `${loneNumber[1] ?? ''} ${pieces[1] ?? ''}`)
  const at = pieces.length === 1 ? 0 : Math.max(0, pieces.findIndex((piece, index) => house.test(piece) && !(index > 0 && postcodeAndTown.test(piece))))
  const [line, town] = splitLine(pieces[at] ?? '')
  const { houseNumber, street, unit: own } = cleanStreet(numberInFront(withoutBuilding(line)))
  if (pieces.length === 1 && town === '') return { houseNumber, street, unit: own, city: '', state: '', postcode: '' }
  const before = pieces.slice(0, at).filter((piece) => isUnitOnly(piece))
  const behind = pieces.slice(at + 1)
  const unitValue = own || [...before, ...behind.filter((piece) => isUnitOnly(piece))].map((piece) => cleanStreet(piece).unit).find((one) => one !== '') || ''
  const towns = [town, ...behind.filter((piece) => !isUnitOnly(piece))].filter((piece) => piece !== '')
  const { city, state, postcode } = towns.length === 0 ? noTown : readTown(towns)
  return { houseNumber, street, unit: unitValue, city, state, postcode }
}

// A number, then words without commas, then perhaps a short unit: the rules see any number and any such unit alike, so that one reading serves all.
const numbered = /^(\d+) (?=[a-z]{2}[^,]*$)/
const shortUnit = /^[a-z]?\d{1,4}[a-z]?$/
const units: ReadonlySet<string> = new Set(unitWords.split('|'))
const readNumberOne = remembered((line) => readAddress(`1 ${line}`))

/**
 * A street line, or a whole address in one cell, to its parts: `6371 E Foothill Dr, Oroville, CA 95915`. A building's name before the numbered
 * street is dropped. Town, state and postcode are `''` where the cell holds none.
 */
export const cleanAddress = (value: string): Street & Town => {
  const folded = foldText(value)
  const number = numbered.exec(folded)
  if (number === null) return readAddress(folded)
  const line = folded.slice(number[0].length)
  const end = line.lastIndexOf(' ')
  const unitValue = line.slice(end + 1)
  const hasUnit = end > 0 && shortUnit.test(unitValue) && units.has(line.slice(line.lastIndexOf(' ', end - 1) + 1, end))
  const read = readNumberOne(hasUnit ? `${line.slice(0, end)} 1` : line)
  if (read.houseNumber !== '1' || (hasUnit && read.unit !== '1')) return readAddress(folded)
  return { houseNumber: number[1] ?? '', street: read.street, unit: hasUnit ? unitValue : read.unit, city: read.city, state: read.state, postcode: read.postcode }
}
