import { foldName, foldText } from './fold.js'
import { placeholders, postNominals, suffixes, titles, unknownMarkers } from './name-words.js'

export type NamePart = 'given' | 'middle' | 'family'
export type NameReason = '' | 'placeholder' | 'no_letters'

export interface CleanName {
  /** Folded; `''` when empty, a placeholder or without letters. */
  readonly value: string
  /** `jr`, `sr`, `2`, `3`, `4` or `''`. */
  readonly suffix: string
  readonly reason: NameReason
}

const simple = /^[a-z]+$/
const letter = /[a-z]/
// The blank is not optional: what could be parted in any number of ways would be tried in all of them.
const oneLetterRepeated = /^([a-z])\1{2,}(?: \1+)*$/
const nickname = /"[^"]*"|\([^)]*\)|\[[^\]]*\]|(?<=^|\s)['`]{1,2}[^'`]+['`]{1,2}(?=\s|,|$)/g
const bracketOrQuote = /["([]|(?:^|\s)['`]/
const dottedTitle = /\b(?:m\.d|ph\.d|d\.d\.s|ll\.m|m\.b\.a|j\.d)\b\.?/g
const dottedInitials = /\b([a-z])\.(?=[a-z]\b)/g

/** Nicknames in quotes, parentheses or brackets removed from folded text, unless nothing would be left. */
export const withoutNicknames = (folded: string): string => {
  if (!bracketOrQuote.test(folded)) return folded
  const rest = folded.replace(/"{2,}/g, '"').replace(nickname, ' ')
  return letter.test(rest) ? rest : folded
}

/** Words of a name from folded text: J.R. is two initials, not a Junior; M.D. is a degree. */
export const nameWords = (folded: string): string[] => {
  const spaced = folded.includes('.') ? folded.replace(dottedTitle, ' ').replace(dottedInitials, '$1 ') : folded
  return foldName(spaced)
    .split(' ')
    .filter((word) => word !== '')
}

/** Does this folded value name nobody? */
export const isPlaceholder = (folded: string): boolean => placeholders.has(folded) || unknownMarkers.has(folded) || oneLetterRepeated.test(folded)

/** Takes honorifics from the front and degrees from the end, in place, as long as a word remains. */
export const stripTitles = (parts: string[]): void => {
  while (parts.length > 1 && titles.has(parts[0] ?? '')) parts.shift()
  while (parts.length > 1 && postNominals.has(parts.at(-1) ?? '')) parts.pop()
}

/** Takes the last generational suffix out of the words, in place; never the first word, which is then a name (Junior). */
export const pullSuffix = (parts: string[], from = 1): string => {
  for (let at = parts.length - 1; at >= from; at--) {
    const suffix = Object.hasOwn(suffixes, parts[at] ?? '') ? suffixes[parts[at] ?? ''] : undefined
    if (suffix === undefined) continue
    parts.splice(at, 1)
    return suffix
  }
  return ''
}

const nothing = (reason: NameReason, suffix = ''): CleanName => ({ value: '', suffix, reason })

/**
 * One part of a name, folded, without titles and nicknames, its generational suffix apart. A middle name that is nothing but a suffix
 * is that suffix; a given name JR or Junior stays a name.
 */
export const cleanNamePart = (value: string, part: NamePart): CleanName => {
  const folded = foldText(value)
  if (folded === '') return nothing('')
  if (simple.test(folded) && !(part === 'middle' && Object.hasOwn(suffixes, folded))) {
    return isPlaceholder(folded) || (folded === 'tk' && part === 'family') ? nothing('placeholder') : { value: folded, suffix: '', reason: '' }
  }
  if (!letter.test(folded)) return nothing('no_letters')
  const parts = nameWords(withoutNicknames(folded))
  if (isPlaceholder(parts.join(' '))) return nothing('placeholder')
  stripTitles(parts)
  const suffix = pullSuffix(parts, part === 'middle' ? 0 : 1)
  stripTitles(parts)
  const known = parts.filter((word) => !unknownMarkers.has(word))
  const cleaned = known.join(' ')
  if (cleaned === '') return nothing(suffix === '' ? 'placeholder' : '', suffix)
  return isPlaceholder(cleaned) ? nothing('placeholder', suffix) : { value: cleaned, suffix, reason: '' }
}
