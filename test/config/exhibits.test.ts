import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { checkAgainstFiles } from '../../src/config/check.js'
import { crossCheck } from '../../src/config/cross-check.js'
import { loadConfig } from '../../src/config/load.js'
import { runName } from '../../src/run/run-name.js'
import { folderWith } from '../stages/run-small.js'
import { said } from './faulty.js'

const head = `version: 1
name: x
systems:
  CASES:
    key: id
    fields: { id: {} }
    extracts: [{ id: cases, file: cases.csv, deliverer: ICE, control_totals: none }]
exhibits:
  - name: all
    title: All
    source: CASES
`
const columns = `    columns:
      - { name: id, label: Id, kind: code }
      - { name: n, label: Cases, kind: count }
`
const folderOf = (text: string, more: Record<string, string> = {}): string => join(folderWith({ 'cases.csv': 'id\n1\n', 'x.yaml': text, ...more }), 'x.yaml')
const checkedOf = async (path: string): ReturnType<typeof checkAgainstFiles> => {
  const loaded = await loadConfig(path)
  crossCheck(loaded)
  return await checkAgainstFiles(loaded)
}
const placeOf = async (path: string): Promise<string> => {
  const error: unknown = await checkedOf(path).catch((one: unknown) => one)
  const { place, what } = error as { place: { file: string; line: number; column: number }; what: string }
  return `${place.file.replace(dirname(path), '').replace('/', '')}:${place.line}:${place.column} ${what}`
}

test.each([
  ['a share of nothing', columns.replace('kind: count', 'kind: share'), /the share "n" is of nothing/],
  ['a denominator of a count', columns.replace('kind: count', 'kind: count, denominator: id'), /which has no denominator/],
  ['a text that counts rows', columns.replace('kind: code', 'kind: code, rows: select 1'), /which has no rows/],
  ['nothing that names a row', columns.replace('kind: code', 'kind: count'), /no column names a row/],
  ['a column twice', columns.replace('name: n', 'name: ID'), /the column "ID" stands twice/],
  ['the name of the place', columns.replace('name: n', 'name: place'), /"place" is the number of a row/],
  ['neither sql nor file', columns.replace('columns', 'note: ""\n    columns'), /neither sql nor sql_file/],
])('%s is a fault', (_, written, fault) => {
  expect(said(`${head}${/neither/.test(String(fault)) ? '' : '    sql: select 1 as id, 2 as n\n'}${written}`)).toMatch(fault)
})

test('a fault of a SELECT stands at its line and column: in a block, in one line, in a file', async () => {
  const block = `${head}    sql: |\n      select id, 1 as n\n      from cases join\n        read_csv('x') r on true\n${columns}`
  expect(await placeOf(folderOf(block))).toBe('x.yaml:15:9 the table function read_csv() is not taken')
  expect(await placeOf(folderOf(`${head}    sql: select now() as id, 1 as n\n${columns}`))).toBe('x.yaml:12:10 now() does not give the same for the same rows')
  const inFile = `${head}    sql_file: all.sql\n${columns}`
  expect(await placeOf(folderOf(inFile, { 'all.sql': 'select id,\n  random() as n from cases' }))).toBe('all.sql:2:3 random() does not give the same for the same rows')
  expect(await placeOf(folderOf(inFile))).toMatch(/^x.yaml:12:15 the file all.sql cannot be read/)
})

test('a run is named by the SELECT in the file, and not by where the file is', async () => {
  const path = folderOf(`${head}    sql_file: all.sql\n${columns}`, { 'all.sql': 'select id, 1 as n from composite_cases' })
  const nameOf = async (): Promise<string> => runName((await loadConfig(path)).config, await checkedOf(path))
  const before = await nameOf()
  expect(await nameOf()).toBe(before)
  const file = join(dirname(path), 'all.sql')
  writeFileSync(file, readFileSync(file, 'utf8').replace('1 as n', '2 as n'))
  expect(await nameOf()).not.toBe(before)
})
