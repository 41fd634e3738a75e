import { createHash } from 'node:crypto'
import { intervalSeed } from '../model/intervals.js'
import { directionals, streetTypes, unitWords } from '../text/address-words.js'
import { englishMen, englishWomen } from '../text/given-names-english.js'
import { hispanic, others, slavic } from '../text/given-names-world.js'
import { abbreviations, families } from '../text/name-match/variant-groups.js'
import { placeholderFullNames, placeholders, postNominals, suffixes, titles, unknownMarkers } from '../text/name-words.js'
import { countryAliases, stateNames } from '../text/place-names.js'
import { roleNames } from '../text/role-names.js'
import { zipPrefixes } from '../text/zip-prefixes.js'

/** A table of names, words or places that Crosswalk brings along. */
export interface ReferenceData {
  readonly name: string
  /** Of its JSON, sets and maps in the order in which they list. */
  readonly sha256: string
}

const listing = (_: string, value: unknown): unknown => (value instanceof Set || value instanceof Map ? [...(value as Iterable<unknown>)] : value)

/** The tables that names, addresses, places and roles are read by, each with its hash: of what they hold, however the program was compiled. */
export function referenceData(): ReferenceData[] {
  const tables: Readonly<Record<string, unknown>> = {
    abbreviations, countryAliases, directionals, englishMen, englishWomen, families, hispanic, others, placeholderFullNames, placeholders, postNominals, roleNames,
    slavic, stateNames, streetTypes, suffixes, titles, unitWords, unknownMarkers, zipPrefixes,
  }
  return Object.entries(tables).map(([name, table]) => ({ name, sha256: createHash('sha256').update(JSON.stringify(table, listing)).digest('hex') }))
}

/** Where everything that is drawn at random starts from; samples beside these are keyed on the ids of records. */
export const seeds: Readonly<Record<string, number>> = { intervals: intervalSeed }
