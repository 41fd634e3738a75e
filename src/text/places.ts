import countries from 'i18n-iso-countries'
import { foldName } from './fold.js'
import { countryAliases, stateNames } from './place-names.js'

const stateByName = new Map<string, string>()
for (const line of stateNames.trim().split('\n')) {
  const [code = '', ...names] = line.trim().split(/\s*[:,]\s*/)
  for (const name of [code.toLowerCase(), ...names]) stateByName.set(name, code)
}

/** Names and abbreviations of states, folded, each with its postal abbreviation. */
export const stateSpellings = (): [spelling: string, code: string][] => [...stateByName]

/** Postal abbreviation, upper case, of a U.S. state or territory or an Australian state (`WA` is both), or `''`. */
export const stateCode = (text: string): string => stateByName.get(foldName(text)) ?? ''

// "Congo, Democratic Republic of the" and "the Democratic Republic of Congo" share a key.
const countryKey = (text: string): string => foldName(text).replace(/\b(?:the|of|and|republic of)\b/g, '').replace(/ +/g, ' ').trim()

const countryByKey = new Map<string, string>()
for (const [code, names] of Object.entries(countries.getNames('en', { select: 'all' }))) {
  for (const name of names) countryByKey.set(countryKey(name), code)
  countryByKey.set(code.toLowerCase(), code)
  const alpha3 = countries.alpha2ToAlpha3(code)
  if (alpha3 !== undefined) countryByKey.set(alpha3.toLowerCase(), code)
}
for (const line of countryAliases.trim().split('\n')) {
  const [code = '', ...names] = line.trim().split(/\s*[:,]\s*/)
  for (const name of names) countryByKey.set(countryKey(name), code)
}

/** ISO 3166-1 alpha-2 of a country's English name, former name, common abbreviation, alpha-2 or alpha-3, or `''`. */
export const countryCode = (text: string): string =>
  countryByKey.get(countryKey(text)) ?? countryByKey.get(countryKey(text.replace(/\([^)]*\)/g, ' '))) ?? ''

const genders = new Map<string, 'f' | 'm' | 'x'>(Object.entries({
  f: 'f', female: 'f', fem: 'f', woman: 'f', girl: 'f', w: 'f', mujer: 'f', femenino: 'f', femme: 'f', '2': 'f',
  m: 'm', male: 'm', man: 'm', boy: 'm', h: 'm', hombre: 'm', masculino: 'm', homme: 'm', '1': 'm',
  x: 'x', nonbinary: 'x', 'non binary': 'x', nb: 'x', other: 'x', 'another gender identity': 'x', diverse: 'x',
} as const))

/** Gender as `f`, `m`, `x`, or `''` where unknown or unreadable. `1` and `2` are read as ISO/IEC 5218 has them: male, female. */
export const genderCode = (text: string): 'f' | 'm' | 'x' | '' => genders.get(foldName(text)) ?? ''
