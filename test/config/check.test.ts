import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkAgainstFiles, type ReadHead } from '../../src/config/check.js'
import { loadConfig, parseConfig } from '../../src/config/load.js'
import { resolveColumns } from '../../src/config/resolve-columns.js'
import { ConfigError, InputError } from '../../src/engine/errors.js'
import { temporaryFolder } from '../temporary.js'
import { changed, fixture, good } from './faulty.js'

const config = join(dirname(fixture('good.yaml')), 'x.yaml')
const failure = async (text: string, read?: ReadHead): Promise<string> => {
  try {
    await checkAgainstFiles(parseConfig(text, config), read)
  } catch (error) {
    if (error instanceof ConfigError) return `${error.place.line}:${error.place.column} ${error.what} | ${error.remedy}`
    throw error
  }
  return 'accepted'
}

test('each field finds its column, and what nothing uses is listed', async () => {
  const { extracts } = await checkAgainstFiles(await loadConfig(fixture('good.yaml')))
  expect(extracts.map(({ system, id, file, unmapped }) => [system, id, file, unmapped])).toEqual([
    ['CASES', 'cases_one', 'cases_one.csv', []],
    ['CASES', 'cases_two', 'cases_two.csv', ['remarks']],
    ['PETITIONS', 'petitions', 'petitions.csv', []],
  ])
  expect(extracts[0]?.path).toBe(fixture('cases_one.csv'))
  expect(extracts[0]?.columns.slice(3)).toEqual([
    { field: 'last_name', column: 'Last' },
    { field: 'first_name', column: 'FIRST_NAME' },
    { field: 'born_on', column: 'born_on' },
    { field: 'bond', column: 'bond' },
  ])
  expect(extracts[1]?.columns.at(-1)).toEqual({ field: 'bond', column: null })
})

describe('faults', () => {
  const semicolons = join(temporaryFolder('check'), 'semicolons.csv')
  writeFileSync(semicolons, 'receipt;kind\n1;P\n')
  test.each([
    ['no file', changed('file: cases_one.csv', 'file: none.csv'), '25:15 the file none.csv does not exist | paths are relative to this config'],
    ['a folder', changed('file: cases_one.csv', 'file: .'), '25:15 . is not a file'],
    ['a mapped column that is absent', changed('{ Last: ', '{ Lats: '), '31:20 cases_one.csv has no column "Lats" | did you mean "Last"? its columns: case_number'],
    ['a key that is absent', changed('key: receipt', 'key: recipt').replace('      receipt:', '      recipt:'), '57:32 petitions.csv has no column for "recipt" of the key | if "receipt" holds it, add columns: { "receipt": recipt }'],
    ['a field that nothing delivers', changed('      kind: {', '      sort: { type: text }\n      kind: {'), '43:7 no extract of PETITIONS delivers the field "sort" | map a column'],
    ['a field that a column resembles', changed('      for_last: {', '      forlast_: { type: text }\n      xlast: {'), '47:7 no extract of PETITIONS delivers the field "forlast_"; if the column "for_last" holds it'],
    ['another delimiter', changed('file: petitions.csv', `file: ${semicolons}`), `57:32 ${semicolons} has one column, with ";" in its name | add delimiter: ";"`],
  ])('%s', async (_, text, sentence) => {
    expect(await failure(text)).toContain(sentence)
  })
  test('a file that cannot be read is told with its own place and remedy', async () => {
    const fault = new InputError('the header repeats a name', { file: 'a.csv', line: 1, column: 3 }, 'rename them')
    expect(await failure(good, () => Promise.reject(fault))).toContain('25:15 cases_one.csv:1:3: the header repeats a name; rename them\n')
  })
  test('the declared dialect reaches the reader, and its own faults pass through', async () => {
    const hints: unknown[] = []
    const read: ReadHead = (_, hint) => {
      hints.push(hint)
      throw new RangeError('a fault of ours')
    }
    const text = changed('deliverer: ICE', 'delimiter: ";"\n        quote: ""\n        encoding: windows-1252\n        deliverer: ICE')
    await expect(checkAgainstFiles(parseConfig(text, config), async (path, hint) => read(path, hint))).rejects.toThrow(RangeError)
    expect(hints).toEqual([{ delimiter: ';', quote: '', encoding: 'windows-1252' }])
  })
})

test.each([
  [['a', 'b'], {}, ['B', 'a'], [['a', 'a'], ['b', 'B']], []],
  [['a'], { x: 'a' }, ['a', 'x'], [['a', 'x']], ['a']],
  [['a', 'b'], { a: 'b' }, ['a'], [['a', null], ['b', 'a']], []],
  [['A', 'a_2'], { a: 'a_2' }, ['A', 'a'], [['A', 'A'], ['a_2', 'a']], []],
  [['constructor_', 'b'], { constructor: 'constructor_' }, [' B ', 'constructor'], [['constructor_', 'constructor'], ['b', ' B ']], []],
])('fields %j with %j in %j', (fields, mapping, header, pairs, unmapped) => {
  const resolved = resolveColumns(fields, mapping, header)
  expect(resolved.columns.map(({ field, column }) => [field, column])).toEqual(pairs)
  expect([resolved.unmapped, resolved.absent]).toEqual([unmapped, []])
})
