import type { NameWord } from './read-name.js'
import { tokenOf } from './token.js'
import { tokenSimilarity, type SoundMode } from './token-similarity.js'

const atLeast = 5
const longest = 4
const vowel = /[aeiou]/

/** Neighbours as one word, where the other name writes them as one: Mc Donald, Jong-un, Saif al-Din, dela Cruz. */
const joins = (joined: string, parts: readonly NameWord[], other: readonly NameWord[], mode: SoundMode): boolean =>
  other.some(({ token: theirs }) => {
    if (Math.abs(theirs.text.length - joined.length) > 3 || parts.some((part) => part.token === theirs)) return false
    const token = tokenOf(joined)
    if (theirs.key === token.key) return true
    return tokenSimilarity(token, theirs, mode) >= 0.8 && parts.every((part) => tokenSimilarity(part.token, theirs, mode) < 0.7)
  })

const joined = (words: readonly NameWord[], other: readonly NameWord[], mode: SoundMode): readonly NameWord[] => {
  const reach = Math.max(...other.map(({ token }) => token.text.length)) + 3
  const result: NameWord[] = []
  for (let at = 0; at < words.length; ) {
    let count = Math.min(longest, words.length - at)
    let text = ''
    for (; count > 1; count--) {
      const parts = words.slice(at, at + count)
      text = parts.map(({ token }) => token.text).join('')
      if (text.length >= atLeast && text.length <= reach && joins(text, parts, other, mode)) break
    }
    result.push(count > 1 ? { token: tokenOf(text), light: false, forefather: words[at]?.forefather ?? false, half: false } : (words[at] as NameWord))
    at += Math.max(1, count)
  }
  return result
}

/** JC as J and C, where the other name has words with these initials in a row. */
const split = (words: readonly NameWord[], other: readonly NameWord[], mode: SoundMode): readonly NameWord[] => {
  if (!words.some(({ token }) => token.text.length === 2 || token.text.length === 3)) return words
  const initials = other.map(({ token }) => token.text[0]).join('')
  return words.flatMap((word) => {
    const { text } = word.token
    const short = (text.length === 2 || text.length === 3) && !vowel.test(text)
    const splits = short && initials.includes(text) && other.every(({ token }) => tokenSimilarity(word.token, token, mode) < 0.6)
    return splits ? Array.from(text, (letter) => ({ token: tokenOf(letter), light: false, forefather: false, half: true })) : [word]
  })
}

/** Both names' words, joined and split so that they correspond. */
export const correspond = (a: readonly NameWord[], b: readonly NameWord[], mode: SoundMode): [readonly NameWord[], readonly NameWord[]] => {
  const [left, right] = [split(a, b, mode), split(b, a, mode)]
  const known = new Set(right.map(({ token }) => token))
  // The shorter name said in full: nothing is left to join.
  if (left.length <= right.length && left.every(({ token }) => known.has(token))) return [left, right]
  return [joined(left, right, mode), joined(right, left, mode)]
}
