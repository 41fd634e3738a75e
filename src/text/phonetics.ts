import { doubleMetaphone } from 'double-metaphone'
import { remembered } from './remembered.js'

const keysOfWord = remembered(doubleMetaphone)

/**
 * Double Metaphone keys (primary, alternate) of a folded name: one key per word, joined by spaces. The alternate equals the primary
 * where Philips's rules give none. Words without letters have no key.
 */
export const phoneticKeys = (folded: string): readonly [primary: string, alternate: string] => {
  if (folded === '') return ['', '']
  if (!folded.includes(' ')) return keysOfWord(folded)
  const primaries: string[] = []
  const alternates: string[] = []
  for (const word of folded.split(' ')) {
    const [primary, alternate] = keysOfWord(word)
    if (primary === '' && alternate === '') continue
    primaries.push(primary)
    alternates.push(alternate)
  }
  return [primaries.join(' '), alternates.join(' ')]
}

const digits: Readonly<Record<string, string>> = {
  b: '1', f: '1', p: '1', v: '1', c: '2', g: '2', j: '2', k: '2', q: '2', s: '2', x: '2', z: '2', d: '3', t: '3', l: '4', m: '5', n: '5', r: '6',
}

/** American Soundex of the U.S. National Archives (h and w do not part equal digits) of a folded name; `''` when it has no letter. */
export const soundexKey = (folded: string): string => {
  const letters = folded.replace(/[^a-z]/g, '')
  const [first] = letters
  if (first === undefined) return ''
  let key = first.toUpperCase()
  let previous = digits[first] ?? ''
  for (const letter of letters.slice(1)) {
    if (letter === 'h' || letter === 'w') continue
    const digit = digits[letter] ?? ''
    if (digit !== '' && digit !== previous) key += digit
    if (key.length === 4) break
    previous = digit
  }
  return key.padEnd(4, '0')
}
