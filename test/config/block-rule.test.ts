import { describe, expect, test } from 'vitest'
import { parseConfig } from '../../src/config/load.js'
import { configToCompactYaml } from '../../src/config/to-yaml.js'
import { changed, good, said } from './faulty.js'

const rule = (text: string): string => changed('- [names.sorted]', `- ${text}`)

describe('blocking rules', () => {
  test('keys with limits, and every pair', () => {
    const { config } = parseConfig(rule('{ keys: [names.sorted], max_pairs: 64, train_pairs: 0 }\n      - { keys: [] }'), 'x.yaml')
    expect(config.matches[0]?.block).toEqual([['family_name.sound', 'given_name.first(1)'], { keys: ['names.sorted'], max_pairs: 64, train_pairs: 0 }, { keys: [] }])
  })

  test.each([
    ['a key that is none', rule('{ keys: [names.sorte] }'), '64:18 "names.sorte" is not a blocking key | did you mean "names.sorted"?'],
    ['a role that a side lacks', rule('{ keys: [names.sorted, ssn] }'), '64:32 CASES.subject holds no ssn'],
    ['an unknown limit', rule('{ keys: [names.sorted], max_pair: 4 }'), '64:33 unknown key "max_pair" | did you mean "max_pairs"?'],
    ['no pairs at all', rule('{ keys: [names.sorted], max_pairs: 0 }'), '64:44 the number 0 is out of bounds | write more than 0'],
    ['limits without keys', rule('{ max_pairs: 4 }'), '64:9 the key "keys" is missing'],
    ['more for training than are compared', rule('{ keys: [names.sorted], max_pairs: 4, train_pairs: 16 }'), '64:60 train_pairs 16 is above max_pairs 4 | blocks that are not compared cannot train'],
    ['a rule twice', rule('[family_name.sound, given_name.first(1)]'), '64:9 the blocking rule "family_name.sound + given_name.first(1)" stands twice | leave one of them out'],
  ])('%s', (_, text, sentence) => {
    expect(said(text)).toContain(sentence)
  })
})

test('a key names a field that both sides compare in that role', () => {
  const text = changed('given_name: [first_name]', 'given_name: [first_name]\n          identifier: [case_number, subject_number]')
  const on = (field: string): string => text.replace('- [family_name.sound, given_name.first(1)]', `- ["identifier[${field}]"]`).replace('left: CASES.subject\n    right: PETITIONS.petitioner', 'left: CASES.subject')
  const { matches } = parseConfig(on('Case_Number'), 'x.yaml').config
  expect(matches[0]?.block?.[0]).toEqual(['identifier[Case_Number]'])
  expect(said(on('case_numbr'))).toContain('CASES.subject holds no identifier in the field "case_numbr"; did you mean "case_number"? fields of identifier: case_number, subject_number')
  expect(said(on('Case_Number'))).not.toContain('identifier')
})

const given = (text: string): string => changed('compare: [family_name, given_name]', `compare: [family_name, given_name]\n    parameters: ${text}`)

describe('given parameters', () => {
  test('what is not given is absent', () => {
    const { config } = parseConfig(given('{ prior: { match: 0.001 }, m: { match: { given_name: { else: 0.1, exact: 0.9 } } } }'), 'x.yaml')
    expect(config.matches[0]?.parameters).toEqual({ prior: { match: 0.001 }, m: { match: { given_name: { else: 0.1, exact: 0.9 } } }, u: {} })
  })

  test.each([
    ['an unknown class', given('{ prior: { mach: 0.1 } }'), '66:28 unknown key "mach" | did you mean "match"?'],
    ['a share of nothing', given('{ u: { given_name: { exact: 0 } } }'), '66:45 the number 0 is out of bounds | write more than 0'],
    ['a share of more than all', given('{ u: { given_name: { exact: 1.5 } } }'), '66:45 the number 1.5 is out of bounds | write at most 1'],
    ['a certain prior', given('{ prior: { match: 1 } }'), '66:35 the number 1 is out of bounds | write less than 1'],
  ])('%s', (_, text, sentence) => {
    expect(said(text)).toContain(sentence)
  })
})

test('the compact form of a config is the same config, with its words before it', () => {
  const { config } = parseConfig(good, 'x.yaml')
  const text = configToCompactYaml(config, ' What was chosen.')
  expect(text.split('\n', 1)).toEqual(['# What was chosen.'])
  expect(text).toContain('- [ family_name.sound, "given_name.first(1)" ]')
  expect(parseConfig(text, 'y.yaml').config).toEqual(config)
})
