import { wordSet } from './word-set.js'

/** Particles that are no name wherever they stand: Arabic patronymic links and articles, Spanish, Portuguese, Italian, Dutch, German. */
const pure = wordSet(`
bin ibn bint ould wuld el ul ur ud de del dela delos della las los dos das du der den von zu zur
`)

/**
 * Particles between two other words, or joined to the next by a hyphen, that are names elsewhere: Ben, Van, Al, Le, Do, An, Na, Bar begin or
 * end a name as often (Ben Hur, Van Morrison, Al Gore, Le Thi Hoa, Kim Le); y and e are initials there.
 */
const between = wordSet('al ad ar as ash an at az ben la da do di le lo van ter ten y e na bar')

/** "Servant of": half of a name such as Abdul Aziz; sources leave it out or write it as one word. The last word of a name is never one. */
export const servants = wordSet('abd abdul abdel abdal abdol abdoul abdur abdus')

/** The Arabic article in its romanisations, with its l taking the sound of the next letter. */
export const articles = wordSet('al el ul ur ud ad ar as ash an at az ed')

/** Honorifics that stand inside names as well as in front, and that one source writes and another does not. */
const honorifics = wordSet('haji hajji hajj hadji haj sheikh shaikh shaykh sheik mullah mulla maulavi mawlawi maulana molvi alhaji')

/** Offices in front of a name that are no given names. */
const offices = wordSet('president prasident minister general ambassador governor chancellor')

/** Middle words beside a Vietnamese family name: they tell the sex and little more. */
const vietnameseMiddle = wordSet('van thi')
const vietnameseFamily = wordSet(`
nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly truong dinh trinh luong mai cao lam doan dao to ha ta quach thai lu chau
`)

const meanings: Readonly<Record<string, string>> = {
  ibn: 'bin', ben: 'bin', el: 'al', ul: 'al', ur: 'al', ud: 'al', ad: 'al', ar: 'al', as: 'al', ash: 'al', an: 'al', at: 'al', az: 'al', dela: 'de la',
  delos: 'de los', e: 'y', wuld: 'ould',
}

/** Links between a person and the father in Arabic, Hebrew and Maghrebi use. */
export const patronymicLinks = wordSet('bin ibn ben bint ould wuld')

/** One form for particles of one meaning: ibn gives bin, el gives al, dela gives de la. */
export const particleMeaning = (word: string): string => meanings[word] ?? word

const isVietnameseMiddle = (words: readonly string[], at: number): boolean =>
  at > 0 && at < words.length - 1 && vietnameseMiddle.has(words[at] ?? '') && words.some((other) => vietnameseFamily.has(other))

/** Is the word at `at` half a word: an initial, "servant of" (as `arabicWords` spells it), Vietnamese Van or Thi? */
export const isHalf = (words: readonly string[], at: number): boolean => words[at]?.length === 1 || words[at] === 'abdul' || isVietnameseMiddle(words, at)

/** Does the word at `at` hardly tell anything about whom the name means? `hyphenated` when a hyphen joins it to the next word. */
export const isLight = (words: readonly string[], at: number, hyphenated: boolean): boolean => {
  const word = words[at] ?? ''
  if (pure.has(word)) return true
  if (at === words.length - 1) return false
  if (at === 0 && offices.has(word)) return true
  if (isVietnameseMiddle(words, at)) return false
  if (between.has(word)) return at > 0 || hyphenated
  return words.length > 2 && honorifics.has(word)
}

/** The words of a family name without its particles: de la Cruz and Cruz. The last word always stays. */
export const withoutParticles = (words: readonly string[]): string[] => words.filter((word, at) => at === words.length - 1 || !(pure.has(word) || between.has(word)))
