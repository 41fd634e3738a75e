import type { Matched } from './align.js'
import { patronymicLinks } from './particles.js'
import type { NameWord } from './read-name.js'

/** `exchanged`: what stands before bin or ibn in one name stands behind it in the other: father and son. */
export type NameOrder = 'same' | 'rotated' | 'other' | 'exchanged'

const isLink = (word: NameWord | undefined): boolean => word !== undefined && patronymicLinks.has(word.token.text)

/** How many patronymic links stand before each word; undefined when there is none, or one without a word on both its sides. */
const generations = (words: readonly NameWord[]): ReadonlyMap<NameWord, number> | undefined => {
  if (!words.some(isLink) || isLink(words[0]) || isLink(words.at(-1))) return undefined
  let links = 0
  return new Map(words.map((word) => [word, isLink(word) ? ++links : links]))
}

const exchanged = (matched: readonly Matched[], a: readonly NameWord[], b: readonly NameWord[]): boolean => {
  const ofA = generations(a)
  const ofB = ofA === undefined ? undefined : generations(b)
  if (ofA === undefined || ofB === undefined) return false
  const firsts = matched.map((pair) => [ofA.get(pair.a) === 0, ofB.get(pair.b) === 0] as const)
  return firsts.some(([left, right]) => left !== right) && !firsts.some(([left, right]) => left && right)
}

/** The order of the matched words of two names, the words of each given in their own order. */
export const nameOrder = (matched: readonly Matched[], a: readonly NameWord[], b: readonly NameWord[]): NameOrder => {
  const falls = matched.filter(({ place }, at) => at > 0 && place < (matched[at - 1]?.place ?? 0)).length
  if (exchanged(matched, a, b)) return 'exchanged'
  if (falls === 0) return 'same'
  return falls === 1 && (matched.at(-1)?.place ?? 0) < (matched[0]?.place ?? 0) ? 'rotated' : 'other'
}
