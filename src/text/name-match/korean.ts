import { memo } from './memo.js'
import { wordSet } from './word-set.js'

const families = wordSet(`
kim gim lee yi rhee ri park pak bak choi choe jung jeong chung cheong kang gang cho jo yoon yun jang chang lim im rim shin sin kwon gwon hwang ahn an
song yoo yu ryu
hong jeon chun ko go koh moon mun son sohn bae pae baek paik paek heo hur huh nam shim sim roh noh no ha kwak gwak seong sung cha joo ju chu woo koo
gu ku min na ra jin
chin ji uhm eom um won bang pang gong kong oh o ryang ryom yom hyon paek tae
`)
const syllables = /^(?:(?:kk|tt|pp|ss|jj|ch|sh|[gkndtrlmbpsjh])?(?:y|w)?(?:ae|eo|eu|ee|oo|ou|oe|ui|[aeiou])(?:ng|ck|[kgnmlptrb])?){1,3}$/

/** Do these folded words read as a Korean name: two to four, each of Korean syllables, a known family name first or last? */
export const readsKorean = (words: readonly string[]): boolean =>
  words.length >= 2 &&
  words.length <= 4 &&
  (families.has(words[0] ?? '') || families.has(words.at(-1) ?? '')) &&
  words.every((word) => families.has(word) || (word.length <= 12 && syllables.test(word)))

const sounds: Readonly<Record<string, string>> = {
  ng: 'ng', eo: 'u', eu: 'u', oo: 'u', ou: 'u', o: 'u', ee: 'i', ae: 'e', ch: 'c', sh: 's', ck: 'k', g: 'k', d: 't', b: 'p', j: 'c', r: 'l',
}
const sound = /ng|eo|eu|oo|ou|ee|ae|ch|sh|ck|[gdbjro]/g

/** One key for the Revised, McCune-Reischauer and customary spellings of a Korean word, o and u alike: jeongeun, chongun, jungeun. */
export const koreanKey = memo((word: string): string => word.replace(sound, (found) => sounds[found] ?? found))

const customary: Readonly<Record<string, string>> = { i: 'lee', o: 'oh', u: 'woo', bag: 'park', no: 'roh', im: 'lim', yu: 'yoo', an: 'ahn', heo: 'hur' }

/** A Hangul family name, romanised letter by letter, as its bearers spell it: i gives lee, bag gives park. */
export const customaryFamily = (romanised: string): string => customary[romanised] ?? romanised
