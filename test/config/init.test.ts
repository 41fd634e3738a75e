import { array, assert, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { crossCheck, crossFaults } from '../../src/config/cross-check.js'
import { initConfig } from '../../src/config/init.js'
import type { InitFile } from '../../src/config/init-file.js'
import { parseConfig } from '../../src/config/load.js'
import { matchConfig, systemNames } from '../../src/config/match-config.js'
import { resolveColumns } from '../../src/config/resolve-columns.js'
import type { Config } from '../../src/config/schema.js'
import { configToYaml } from '../../src/config/to-yaml.js'
import { initFile } from './generated.js'

const people: InitFile = {
  path: 'in/Clients 2014-08-14.csv',
  header: ['record_id', 'First Name', 'last', 'dob', 'RECORD_TYPE', 'NO'],
  roles: [
    { column: 'First Name', role: 'given_name', reason: 'named like a given name' },
    { column: 'last', role: 'family_name', reason: 'named like a family name' },
    { column: 'dob', role: 'date_of_birth', reason: 'named like a birth date', format: '%m/%d/%Y' },
    { column: 'NO', role: 'country', reason: 'values are countries', separator: ';' },
  ],
  idColumn: 'record_id', delimiter: ';', encoding: 'windows-1252',
}

const pairs = (config: Config): (readonly string[])[] => config.matches.map(({ left, right }) => (right === undefined ? [left] : [left, right]))

const delivered = (config: Config, files: readonly InitFile[]): void => {
  const names = systemNames(files)
  expect(Object.keys(config.systems).toSorted()).toEqual(names.toSorted())
  files.forEach((file, index) => {
    const system = config.systems[names[index] ?? '']
    const { columns, unmapped, absent } = resolveColumns(Object.keys(system?.fields ?? {}), system?.extracts[0]?.columns ?? {}, file.header)
    expect(absent).toEqual([])
    expect(unmapped).toEqual(file.header.filter((column) => column === '__proto__'))
    expect(columns.every(({ column }) => column !== null)).toBe(true)
  })
}

describe('a first config', () => {
  test('says what was guessed and why', () => {
    const text = initConfig([people])
    expect(text).toContain('first_name: { type: name } # given_name: named like a given name\n')
    expect(text).toContain('dob: { type: date, format: "%m/%d/%Y" } # date_of_birth: named like a birth date\n')
    expect(text).toContain('"NO": { type: country, separator: ";" } # country: values are countries\n')
    expect(text).toContain('delivered: "2014-08-14" # read from the name of the file\n')
    expect(text).toContain('"First Name": first_name\n')
    expect(parseConfig(text, 'x.yaml').config.matches.map(({ left, right }) => [left, right])).toEqual([
      ['clients_2014_08_14.person', undefined],
      ['clients_2014_08_14.organisation', undefined],
    ])
  })
  test('loads, passes the cross-check and finds every column, whatever the columns are called', () => {
    assert(
      property(array(initFile, { minLength: 1, maxLength: 3 }), (files) => {
        const loaded = parseConfig(initConfig(files), 'x.yaml')
        crossCheck(loaded)
        delivered(loaded.config, files)
      }),
      { numRuns: 150, seed: 3 },
    )
  })
})

describe('the config of a match without config', () => {
  const asOf = '2024-05-01'
  const other = { ...people, path: 'other/Clients 2014-08-14.csv', header: people.header.slice(0, 4) }
  test('one file is paired with itself, several with each other, and within when asked', () => {
    const [a, b, c] = ['a.csv', 'b.csv', 'c.csv'].map((path) => ({ ...other, path }))
    if (a === undefined || b === undefined || c === undefined) throw new Error('three files')
    expect(pairs(matchConfig([a], { asOf }))).toEqual([['a.person']])
    expect(pairs(matchConfig([a, b, c], { asOf }))).toEqual([['a.person', 'b.person'], ['a.person', 'c.person'], ['b.person', 'c.person']])
    expect(pairs(matchConfig([a, b], { asOf, within: true }))).toEqual([['a.person'], ['a.person', 'b.person'], ['b.person']])
    expect(matchConfig([a, b], { asOf, within: true, oneToOne: true }).matches.map((match) => match.one_to_one)).toEqual([undefined, true, undefined])
  })
  test('files of one name stay apart; persons and organisations are told by their column', () => {
    const config = matchConfig([people, other], { asOf })
    expect(Object.keys(config.systems)).toEqual(['clients_2014_08_14', 'clients_2014_08_14_2'])
    expect(config.systems['clients_2014_08_14']?.mentions).toMatchObject([
      { role: 'person', kind_field: 'RECORD_TYPE', organisation_role: 'organisation', columns: { given_name: 'first_name', family_name: 'last', date_of_birth: 'dob', country: 'NO' } },
    ])
    expect(config.as_of).toBe(asOf)
    expect(crossFaults(config)).toEqual([])
  })
  test('a column of source systems splits the file', () => {
    const file: InitFile = { ...people, header: [...people.header, 'data source'], roles: [...people.roles, { column: 'data source', role: 'source_system', reason: 'x' }] }
    expect(matchConfig([file], { asOf }).systems['clients_2014_08_14']?.split_by).toBe('data_source')
  })
  test('files that share nothing are refused, not matched', () => {
    const file: InitFile = { ...people, roles: [] }
    expect(crossFaults(matchConfig([file, other], { asOf })).map(({ what }) => what)).toContain(
      'clients_2014_08_14.person and clients_2014_08_14_2.person hold no comparison role in common',
    )
  })
  test('an id column that is absent or unusable is refused', () => {
    for (const idColumn of ['nothing', '__proto__']) {
      expect(() => matchConfig([{ ...people, header: [...people.header, '__proto__'], idColumn }], { asOf })).toThrow(`no usable column "${idColumn}"`)
    }
  })
  test('written as YAML it loads back equal, whatever the columns are called', () => {
    assert(
      property(array(initFile, { minLength: 1, maxLength: 3 }), (files) => {
        const config = matchConfig(files, { asOf, within: true })
        const text = configToYaml(config)
        expect(parseConfig(text, 'x.yaml').config).toEqual(config)
        expect(text).toContain(`as_of: "${asOf}"\n`)
        delivered(config, files)
      }),
      { numRuns: 150, seed: 3 },
    )
  })
})
