import { canonicalToken, vowelsFolded } from './canonical.js'
import { readsMandarin } from './chinese.js'
import { letterMask, stemLength } from './edit-distance.js'
import { isKnownGiven } from './known-given.js'
import { memo } from './memo.js'
import { isListed } from './variant-groups.js'

/** One word of a name with what its comparison needs; equal words are one object. */
export interface Token {
  /** Folded: a-z and 0-9. */
  readonly text: string
  readonly key: string
  readonly vowels: string
  /** The text with digits that stand for letters, as OCR and evasion leave them, read as those letters. */
  readonly letters: string
  readonly lettersKey: string
  /** `letterMask` of `letters` and of `lettersKey`. */
  readonly mask: number
  readonly keyMask: number
  /** Length without an ending that thousands of names share. */
  readonly stem: number
  /** May a list or a reading as Mandarin make another word its variant? */
  readonly listed: boolean
  readonly knownGiven: boolean
}

const lookalikes: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', 9: 'g' }
const digit = /[0134579]|8/g

export const tokenOf = memo((text: string): Token => {
  const letters = text.replace(digit, (found) => lookalikes[found] ?? found)
  const lettersKey = canonicalToken(letters)
  return {
    text,
    key: canonicalToken(text),
    vowels: vowelsFolded(text),
    letters,
    lettersKey,
    mask: letterMask(letters),
    keyMask: letterMask(lettersKey),
    stem: stemLength(letters),
    listed: isListed(text) || readsMandarin(text),
    knownGiven: isKnownGiven(text),
  }
})
