import { relative, resolve } from 'node:path'
import { matchConfig } from '../../src/config/match-config.js'
import { configSchema, type Config, type ConfigInput } from '../../src/config/schema.js'
import type { Role } from '../../src/config/words.js'
import { guessFiles } from '../../src/run/guess-files.js'
import { guesser } from '../../src/work/options.js'

const tight: readonly (readonly Role[])[] = [
  ['ssn'], ['a_number'], ['email'], ['phone'], ['date_of_birth', 'family_name'], ['date_of_birth', 'given_name'], ['given_name', 'family_name', 'postcode'],
]
const loose: readonly (readonly Role[])[] = [...tight, ['given_name', 'family_name'], ['postcode']]

const given = { tight, loose }
const ruleSets = ['tight', 'loose', 'none'] as const

/** Which blocking rules a run gets: those of the peers, or none, so that it chooses its own. */
export type RuleSet = (typeof ruleSets)[number]

export const isRuleSet = (text: string | undefined): text is RuleSet => ruleSets.some((one) => one === text)

/** More pairs than any block or rule makes: where rules are given, all of their pairs are looked at, as the peers do. */
const uncapped = 1_000_000_000_000

const compared: readonly Role[] = ['given_name', 'family_name', 'date_of_birth', 'ssn', 'a_number', 'postcode', 'city', 'phone', 'email']

/** What a run keeps and does beside matching: results alone, as the peers do, or also the rules of data quality and all reports. */
export type Extent = 'matching' | 'whole'

const kept = {
  matching: { outputs: { tables: 'results', reports: 'none' }, quality: { library: 'off' } },
  whole: { outputs: { tables: 'results' } },
} as const

const withRules = (file: string, rules: readonly (readonly Role[])[], extent: Extent): ConfigInput => ({
  version: 1,
  name: 'speed',
  systems: {
    people: {
      key: 'record_id',
      fields: {
        record_id: { type: 'identifier' }, given_name: { type: 'name' }, middle_name: { type: 'name' }, family_name: { type: 'name' },
        date_of_birth: { type: 'date', format: '%m/%d/%Y' }, ssn: { type: 'ssn' }, a_number: { type: 'a_number' }, gender: { type: 'gender' },
        street: { type: 'text' }, city: { type: 'text' }, state: { type: 'state' }, zip: { type: 'postcode' }, phone: { type: 'phone' }, email: { type: 'email' },
      },
      mentions: [{
        role: 'person',
        columns: {
          given_name: 'given_name', middle_name: 'middle_name', family_name: 'family_name', date_of_birth: 'date_of_birth', ssn: 'ssn', a_number: 'a_number',
          gender: 'gender', street: 'street', city: 'city', state: 'state', postcode: 'zip', phone: 'phone', email: 'email',
        },
      }],
      extracts: [{ id: 'people', file, deliverer: 'generated', control_totals: 'none' }],
    },
  },
  matches: [{ name: 'people', left: 'people.person', block: rules.map((keys) => ({ keys: [...keys], max_pairs: uncapped })), compare: [...compared] }],
  blocking: { max_pairs: uncapped },
  ...kept[extent],
})

/**
 * The config of a run over the generated people in the file `records`, for a config file in `folder`. Without rules it is what `crosswalk match` guesses
 * from the file. Tables of results alone are kept. Throws InputError where the file cannot be read.
 */
export async function speedConfig(records: string, rules: RuleSet, folder: string, extent: Extent): Promise<Config> {
  const path = relative(resolve(folder), resolve(records))
  if (rules !== 'none') return configSchema.parse(withRules(path, given[rules], extent))
  const files = await guessFiles([records], guesser)
  return configSchema.parse({ ...matchConfig(files.map((file) => ({ ...file, path }))), ...kept[extent] })
}
