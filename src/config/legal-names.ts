import anyAscii from 'any-ascii'
import { legalName } from './schema-parts.js'
import { reservedFields } from './words.js'

const reserved = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype', ...reservedFields].map((name) => name.toLowerCase()))

const sanitised = (text: string, fallback: string): string => {
  const ascii = anyAscii(text).replaceAll(/[^A-Za-z0-9]+/gu, '_').replaceAll(/^_+|_+$/gu, '').toLowerCase()
  if (ascii === '') return fallback
  return legalName.test(ascii) && !reserved.has(ascii) ? ascii : `${fallback.replaceAll(/_\d+$/gu, '')}_${ascii}`
}

/**
 * A name of a config for each text, in order: the text itself where it is one, else its ASCII letters and digits; unlike one another
 * ignoring case. `word` begins the names of texts that have no letters.
 */
export function legalNames(texts: readonly string[], word: string): string[] {
  const taken = new Set<string>()
  const chosen = texts.map((text) => {
    if (!legalName.test(text) || reserved.has(text.toLowerCase()) || taken.has(text.toLowerCase())) return undefined
    taken.add(text.toLowerCase())
    return text
  })
  return chosen.map((name, index) => {
    if (name !== undefined) return name
    const stem = sanitised(texts[index] ?? '', `${word}_${index + 1}`)
    let unique = stem
    for (let number = 2; taken.has(unique.toLowerCase()); number++) unique = `${stem}_${number}`
    taken.add(unique.toLowerCase())
    return unique
  })
}
