import { memo } from './memo.js'

const consonants: Readonly<Record<string, string>> = {
  shch: 's', tsch: 'c', sch: 's', tch: 'c', dzh: 'j', dj: 'j', zh: 'j', kh: 'h', gh: 'g', ph: 'f', th: 't', dh: 'd', sh: 's', ch: 'c', ck: 'k', cz: 'c', sz: 's',
  tz: 'z', ts: 'z', qu: 'k', w: 'v', q: 'k', x: 'ks', chr: 'kr', chl: 'kl', ce: 'se', ci: 'si', cy: 'si', c: 'k',
}
const consonant = /shch|tsch|sch|tch|dzh|dj|zh|kh|gh|ph|th|dh|sh|chr|chl|ch|ck|cz|sz|tz|ts|qu(?=[ei])|c[eiy]|[wqxc]/g

const rules: readonly (readonly [RegExp, string])[] = [
  [/^mac(?=[bcdfghjklmnpqrstvwxz][a-z]{2})/, 'mc'],
  // The l of Arabic al- takes the sound of t, d, r, z, s, n behind it: Abdurrahman is Abd al-Rahman.
  [/^abd[aeiou]([rstdnz])\1/, 'abdul$1'],
  [/^abd(?:[aeo]|ou)l/, 'abdul'],
  [/(?<=..)(?:[aeiou]|ou)[ld]d(?:i|ee|y)ne?$/, 'udin'],
  [/(?<=..)[aou]llah?$/, 'ula'],
  // Latvian adds -s to men's foreign names.
  [/(?<=..)([oe]v|[ei]j)s$/, '$1'],
  [/^x/, 's'],
  [/^ye/, 'e'],
]

const vowels: readonly (readonly [RegExp, string])[] = [
  [/(?<=[aeiou])j(?![aeiou])/g, 'i'],
  [/y/g, 'i'],
  [/ou|oo/g, 'u'],
  [/ee|ie|ei|ea(?=[^aeiou])/g, 'i'],
  [/(.)\1+/g, '$1'],
]

const endings: readonly (readonly [RegExp, string])[] = [
  [/dt$/, 't'],
  [/of$/, 'ov'],
  [/ef$/, 'ev'],
  [/z$/, 's'],
]

const apply = (word: string, list: readonly (readonly [RegExp, string])[]): string => list.reduce((text, [pattern, by]) => text.replace(pattern, by), word)

/**
 * One romanisation for one sound: folded words with equal keys spell one name (Sergey, Sergei, Sergej; Kozlow, Kozlov; Noureddine,
 * Nuruddin; Gonzalez, Gonzales). Slavic, Arabic, German and Iberian habits; a key is no spelling and is not to be shown.
 */
export const canonicalToken = memo((word: string): string => {
  const sounded = apply(word, rules).replace(consonant, (found) => consonants[found] ?? found)
  const key = apply(sounded, vowels)
  return key.length > 3 ? apply((key[0] ?? '') + key.slice(1).replaceAll('h', ''), endings).replace(/(.)\1+/g, '$1') : key
})

/** The key with e as i and o as u: short vowels that Arabic and Turkic romanisations choose freely. */
export const vowelsFolded = memo((word: string): string => canonicalToken(word).replaceAll('e', 'i').replaceAll('o', 'u'))

/**
 * The consonants alone, p as b, v as f, l as r: what is left of a foreign name in a script without vowels (Arabic has no p or v) or with
 * one liquid (Chinese, Japanese).
 */
export const consonantSkeleton = memo((word: string): string =>
  canonicalToken(word.replaceAll('w', ''))
    .replace(/[aeiouyh]/g, '')
    .replaceAll('p', 'b')
    .replaceAll('v', 'f')
    .replaceAll('l', 'r')
    .replace(/(.)\1+/g, '$1'),
)
