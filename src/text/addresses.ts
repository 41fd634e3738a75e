import { foldText } from './fold.js'
import { directionals, streetTypes, unitWords } from './address-words.js'

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
const house = /^(?:no\.? ?|#)?(\d+(?:\s?[-–]\s?\d+[a-z]?|\s?[a-z](?=[\s,])|\s\d\/\d)?)[\s,]+(?=\S)/

const abbreviate = (text: string): string => {
  const words = text.replace(/['.]/g, '').replace(/[^a-z0-9]+/g, ' ').trim().split(' ')
  return words.map((word, at) => directionals.get(word) ?? (at === 0 && words.length > 1 && word === 'st' ? 'st' : (streetTypes.get(word) ?? word))).join(' ')
}

/** A street line to house number, street and unit. What is no street type or direction stays as folded; a lone number is a house number. */
export const cleanStreet = (value: string): Street => {
  let rest = foldText(value).replace(boxes, 'po box')
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
