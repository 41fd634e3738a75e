import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig, parseConfig } from '../../src/config/load.js'
import { temporaryFolder } from '../temporary.js'
import { changed, errorOf, fixture, good, said } from './faulty.js'

describe('a good config', () => {
  test('loads with its defaults filled in', async () => {
    const { config, path, text } = await loadConfig(fixture('good.yaml'))
    expect([path, text]).toEqual([fixture('good.yaml'), good])
    expect(config.systems['CASES']?.period).toBe('year')
    expect(config.outputs.folder).toBe('../runs')
    expect(config.tolerances.quarantined).toBe(0)
  })
  test.each([
    [[], 1, 1],
    [['systems', 'CASES', 'key'], 5, 5],
    [['systems', 'CASES', 'key', 1], 5, 24],
    [['systems', 'CASES', 'mentions', 0], 18, 9],
    [['systems', 'CASES', 'extracts', 1, 'deliverer'], 36, 20],
    [['systems', 'CASES', 'extracts', 1, 'cutoff'], 33, 9],
    [['matches', 0, 'block', 1, 0], 64, 10],
  ])('knows the place of %j', (path, line, column) => {
    expect(parseConfig(good, 'x.yaml').place(path)).toEqual({ file: 'x.yaml', line, column })
  })
  test('keeps the country NO and unquoted dates as texts, and follows aliases', () => {
    const text = changed('deliverer: ICE', 'deliverer: NO').replace('delivered: "2014-08-14"', 'delivered: 2014-08-14')
    const aliased = text.replace('born_on: { type: date }', 'born_on: &day { type: date }').replace('decided_on: { type: date, format: "%Y-%m-%d" }', 'decided_on: *day')
    const { systems } = parseConfig(aliased, 'x.yaml').config
    expect(systems['CASES']?.extracts[0]).toMatchObject({ deliverer: 'NO', delivered: '2014-08-14' })
    expect(systems['PETITIONS']?.fields['decided_on']).toEqual({ type: 'date' })
  })
})

describe('faults of the schema', () => {
  test.each([
    ['an unknown key', changed('count: case_number', 'cuont: case_number'), '6:5 unknown key "cuont" | did you mean "count"? known here: title, key'],
    ['an unknown role', changed('given_name: [', 'given_nam: ['), '21:11 unknown key "given_nam" | did you mean "given_name"? known here: given_name'],
    ['an unknown type', changed('type: integer', 'type: intger'), '11:31 the text "intger" is not allowed here | did you mean "integer"?'],
    ['a wrong literal', changed('version: 1', 'version: 2'), '1:10 the number 2 is not allowed here | did you mean "1"?'],
    ['a wrong word for none', changed('control_totals: none', 'control_totals: non'), '30:25 expected "none" or a map of keys, found the text "non" | did you mean "none"?'],
    ['an unknown control total', changed('rows: 2', 'rowz: 2'), '37:27 unknown key "rowz" | did you mean "rows"?'],
    ['a number for a text', changed('id: cases_one', 'id: 012'), '24:13 expected a text, found the number 12 | put it in quotes: "012"'],
    ['a text for a number', changed('floor: 0.01', 'floor: low'), '81:8 expected a number, found the text "low" | write a number'],
    ['a text for a map', changed('{ match: 0.9, review: 0.5 }', 'high'), '80:8 expected a map of keys, found the text "high" | write a map of keys'],
    ['a missing key', changed('        deliverer: ICE\n', ''), '24:9 the key "deliverer" is missing | add deliverer: a text'],
    ['an empty value', changed('deliverer: ICE', 'deliverer:'), '27:19 expected a text, found nothing | write a text'],
    ['an empty list', changed('[first_name]', '[]'), '21:11 a list is out of bounds | write at least 1 item'],
    ['a number out of bounds', changed('match: 0.9', 'match: 1.9'), '80:17 the number 1.9 is out of bounds | write at most 1'],
    ['a malformed day', changed('cutoff: "2014-08-14"', 'cutoff: 14/08/2014'), '28:17 the text "14/08/2014" cannot be used here | a date is written YYYY-MM-DD'],
    ['a malformed name', changed('  CASES:', '  THE-CASES:'), '4:3 "THE-CASES" cannot be a name | a name has letters'],
    ['a malformed population', changed('left: CASES.subject', 'left: CASES'), '60:11 the text "CASES" cannot be used here | a population is written SYSTEM.role'],
    ['a delimiter of two characters', changed('deliverer: ICE', 'delimiter: "||"\n        deliverer: ICE'), '27:20 the text "||" is out of bounds | write exactly 1 character'],
    ['an empty file', '', '1:1 the config is empty | write a map of keys'],
    ['a list', '- 1', '1:1 expected a map of keys, found a list'],
  ])('%s', (_, text, sentence) => {
    expect(said(text)).toContain(sentence)
  })
  test('several faults stand in one message, one a line, in the order of the file', () => {
    const text = changed('type: integer', 'type: intger').replace('version: 1', 'version: 3').replace('floor: 0.01', 'flor: 0.01')
    const { message, place, remedy } = errorOf(text)
    expect(place).toEqual({ file: 'x.yaml', line: 1, column: 10 })
    expect(message.split('\n').map((line) => line.split(' ', 1)[0])).toEqual(['x.yaml:1:10:', 'x.yaml:11:31:', 'x.yaml:81:1:', ''])
    expect(remedy).toBe('correct these 3 places')
  })
})

describe('faults of the text', () => {
  test.each([
    ['a key twice', changed('floor: 0.01', 'floor: 0.01\nfloor: 0.02'), '82:1 this is not YAML 1.2: Map keys must be unique | name each key once'],
    ['two documents', `${good}---\na: 1\n`, '82:1 this is not YAML 1.2: Source contains multiple documents'],
    ['an open bracket', changed('[first_name]', '[first_name'), '22:11 this is not YAML 1.2'],
    ['a tag', changed('name: small', 'name: !!python/name:os.system small'), '2:7 this is not YAML 1.2: Unresolved tag'],
    ['__proto__', `${good}__proto__: { polluted: true }\n`, '82:1 the key "__proto__" is reserved by JavaScript'],
    ['constructor as a field', changed('bond: { type', 'constructor: { type'), '16:7 the key "constructor" is reserved by JavaScript'],
    ['toString as a system', changed('  CASES:', '  toString:'), '4:3 the key "toString" is reserved by JavaScript'],
    ['__proto__ as a column', changed('{ Last: ', '{ __proto__: '), '31:20 the key "__proto__" is reserved by JavaScript'],
    ['an alias of itself', 'a: &a [*a]', '1:1 the key "version" is missing'],
    ['an alias bomb', `a: &a [1,1,1,1,1]\n${['b', 'c', 'd', 'e', 'f'].map((key, index) => `${key}: &${key} [${Array.from({ length: 9 }, () => `*${'abcde'[index]}`).join(',')}]`).join('\n')}`, '1:1 Excessive alias count'],
  ])('%s', (_, text, sentence) => {
    expect(said(text)).toContain(sentence)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
  test('columns of a file may bear names of JavaScript', () => {
    const { config } = parseConfig(changed('{ Last: ', '{ constructor: '), 'x.yaml')
    expect(Object.entries(config.systems['CASES']?.extracts[0]?.columns ?? {})).toEqual([['constructor', 'last_name']])
  })
})

describe('faults of the file', () => {
  const folder = temporaryFolder('config')
  test('absent, a folder, another encoding', async () => {
    await expect(loadConfig(join(folder, 'none.yaml'))).rejects.toThrow(/none\.yaml: the config does not exist\n {2}remedy: /u)
    await expect(loadConfig(folder)).rejects.toThrow('the config is not a file')
    const latin = join(folder, 'latin.yaml')
    writeFileSync(latin, Buffer.from('name: Mu\xF1oz', 'latin1'))
    await expect(loadConfig(latin)).rejects.toThrow('the config is not UTF-8')
  })
  test('a BOM is no fault', async () => {
    const path = join(folder, 'bom.yaml')
    writeFileSync(path, `\uFEFF${good}`)
    expect((await loadConfig(path)).config.name).toBe('small')
  })
})
