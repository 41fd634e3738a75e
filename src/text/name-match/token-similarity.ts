import { areNicknames } from '../nicknames.js'
import { consonantSkeleton } from './canonical.js'
import { arePinyinAndWadeGiles } from './chinese.js'
import { editBudget, editDistance, leastEdits } from './edit-distance.js'
import { koreanKey } from './korean.js'
import type { Token } from './token.js'
import { areAbbreviations, areFamilyVariants } from './variant-groups.js'

/** What the two names' scripts allow. */
export interface SoundMode {
  /** One side was written without its vowels. */
  readonly vowelless: boolean
  /** Both read as Korean names. */
  readonly korean: boolean
  /** Both were written without vowels: each letter tells more, so one edit is all that a spelling may differ by. */
  readonly consonants: boolean
}

export const plainMode: SoundMode = { vowelless: false, korean: false, consonants: false }
const firstConsonant = 0.5
const bothKnown = 0.5
const vowel = /[aeiouy]/

/** Is the first consonant another one? Errors seldom hit the first letter (Pollock and Zamora 1984); a dropped or exchanged one is no such case. */
const otherFirstConsonant = (a: string, b: string): boolean =>
  a[0] !== b[0] && a[0] !== b[1] && a[1] !== b[0] && !vowel.test(a[0] ?? '') && !vowel.test(b[0] ?? '')

/** Is one romanisation rule or list enough to make the two words one name? 0 when not. */
export const variantSimilarity = (a: Token, b: Token, { korean }: SoundMode = plainMode): number => {
  if (a.key === b.key) return 0.96
  if (korean && koreanKey(a.text) === koreanKey(b.text)) return 0.85
  if (a.vowels === b.vowels) return Math.min(a.text.length, b.text.length) >= 4 ? 0.92 : 0.75
  if (!a.listed || !b.listed) return 0
  return areFamilyVariants(a.text, b.text) || areAbbreviations(a.text, b.text) || arePinyinAndWadeGiles(a.text, b.text) ? 0.85 : 0
}

/** 1 − .4 for the whole edit budget; 0 beyond it, not a low number, since low numbers add up. */
export const editSimilarity = (a: Token, b: Token, { consonants }: SoundMode = plainMode): number => {
  const [x, y] = [a.letters, b.letters]
  if (Math.min(x.length, y.length) < 3) return 0
  const budget = consonants ? 1 : editBudget(Math.max(a.stem, b.stem))
  const least = leastEdits(a.mask, b.mask)
  if (Math.min(least, (least + leastEdits(a.keyMask, b.keyMask)) / 2) > budget) return 0
  // Half of what the keys save is given back, so up to twice the budget of plain edits can still count.
  const plain = editDistance(x, y, 2 * budget)
  if (plain > 2 * budget) return 0
  const sounded = editDistance(a.lettersKey, b.lettersKey, 2 * budget)
  const first = otherFirstConsonant(x, y) && otherFirstConsonant(a.lettersKey, b.lettersKey) ? firstConsonant : 0
  const edits = Math.min(plain, (plain + sounded) / 2) + first + (a.knownGiven && b.knownGiven ? bothKnown : 0) + (x === a.text && y === b.text ? 0 : 0.3)
  return edits <= budget ? 1 - (0.4 * edits) / budget : 0
}

const skeletonSimilarity = (a: Token, b: Token): number => {
  const x = consonantSkeleton(a.text)
  const y = consonantSkeleton(b.text)
  if (x === '' || y === '') return 0
  if (x === y) return 0.9
  return Math.max(x.length, y.length) >= 3 && editDistance(x, y, 1) <= 1 ? 0.75 : 0
}

/** How alike two words of names are, 0 to 1: reasons before distances; the first reason that holds decides. */
export const tokenSimilarity = (a: Token, b: Token, mode: SoundMode): number => {
  if (a === b) return 1
  if (a.text.length === 1 || b.text.length === 1) return a.text[0] === b.text[0] ? 0.85 : 0
  const variant = variantSimilarity(a, b, mode)
  if (variant > 0) return variant
  if (areNicknames(a.text, b.text)) return 0.85
  if (mode.vowelless) {
    const bySkeleton = skeletonSimilarity(a, b)
    if (bySkeleton > 0) return bySkeleton
  }
  return editSimilarity(a, b, mode)
}
