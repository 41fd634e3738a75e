import { byCulture, cultures, sources, type Culture } from './names/index.js'
import type { Standing } from './people.js'
import type { Random } from './random.js'

const abroad = new Map(cultures.flatMap((culture) => sources[culture].countries.map((country) => [country, culture] as const)))

const weights = byCulture((source) => source.countries.map((country, rank) => [country, 1 / (rank + 1)] as const))

/** A country of the culture, by descending weight. */
export const countryOf = (random: Random, culture: Culture): string => random.weighted(weights[culture])

/** Citizenship: that of the United States for its citizens, else one of the culture's countries. */
export const nationality = (random: Random, culture: Culture, standing: Standing): string =>
  standing === 'citizen' ? 'UNITED STATES' : countryOf(random, culture)

/** The culture whose names are usual in a country. */
export const cultureOf = (country: string): Culture => abroad.get(country) ?? 'english'
