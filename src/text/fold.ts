import anyAscii from 'any-ascii'

const plainAscii = /^[\x20-\x7e]*$/
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const blanks = /[\s\u0085]+/gu
const unprintable = /[\p{Cc}\p{Cs}\p{Cf}]/gu
const needsCollapse = /^ | $| {2}/

/**
 * Any script to lower-case ASCII; white space collapsed and trimmed; control, format characters and lone surrogates removed.
 * Transliteration is any-ascii's, one character at a time, so it knows no language: ü gives u, not ue.
 */
export const foldText = (text: string): string => {
  const ascii = plainAscii.test(text) ? text : anyAscii(text.replace(blanks, ' ').replace(unprintable, '')).replace(unprintable, '')
  const lower = ascii.toLowerCase()
  return needsCollapse.test(lower) ? lower.replace(blanks, ' ').trim() : lower
}

const lettersOnly = /^[a-z]*$/
// O' Brien and D' Angelo are one surname each, however the source spaces them.
const spacedElision = /\b([dol])['`] +(?=[a-z])/g
const dropped = /['`.]/g
const notNameLike = /[^a-z0-9]+/g

/** `foldText`, then letters, digits and single spaces only: apostrophes and periods vanish (O'Brien, obrien), hyphens and the rest part words. */
export const foldName = (text: string): string => {
  const folded = foldText(text)
  if (lettersOnly.test(folded)) return folded
  return folded.replace(spacedElision, '$1').replace(dropped, '').replace(notNameLike, ' ').trim()
}

/** Upper-case letters and digits only: for codes whose punctuation carries nothing. */
export const foldCode = (text: string): string => foldText(text).replace(/[^a-z0-9]+/g, '').toUpperCase()
