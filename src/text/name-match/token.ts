import { canonicalToken, vowelsFolded } from './canonical.js'
import { memo } from './memo.js'

/** One word of a name with what its comparison needs; equal words are one object. */
export interface Token {
  /** Folded: a-z and 0-9. */
  readonly text: string
  readonly key: string
  readonly vowels: string
  /** The text with digits that stand for letters, as OCR and evasion leave them, read as those letters. */
  readonly letters: string
  readonly lettersKey: string
}

const lookalikes: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', 9: 'g' }
const digit = /[0134579]|8/g

export const tokenOf = memo((text: string): Token => {
  const letters = text.replace(digit, (found) => lookalikes[found] ?? found)
  return { text, key: canonicalToken(text), vowels: vowelsFolded(text), letters, lettersKey: canonicalToken(letters) }
})
