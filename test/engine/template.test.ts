import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bound, id, sql, written } from '../../src/engine/sql.js'
import { fill, macroStatements, stageFiles, stageFolder, template } from '../../src/engine/template.js'
import { columnsStage } from '../../src/stages/columns/index.js'
import { stages } from '../../src/stages/index.js'

describe('filling a template', () => {
  const file = '-- One row is {{ nothing }} and $nothing.\nselect {{ column }}, $least\nfrom t where c >= $least;\n'

  test('slots take fragments, parameters bind, comments are left alone', () => {
    const filled = fill('x.sql', file, { column: id('a') }, { least: 3 })
    expect(bound(filled)).toEqual({
      text: '-- One row is {{ nothing }} and $nothing.\nselect "a", $1\nfrom t where c >= $2\n',
      values: [3, 3],
    })
  })

  test('a value that looks like a slot or a parameter stays a value', () => {
    expect(written(fill('x.sql', 'select $v, {{ s }}', { s: sql`${'$v'}` }, { v: '{{ s }}' }))).toBe(`select '{{ s }}', '$v'\n`)
  })

  test.each([
    ['a missing slot', {}, { least: 3 }, 'x.sql: slot column has no value'],
    ['a missing parameter', { column: id('a') }, {}, 'x.sql: parameter least has no value'],
    ['a slot left over', { column: id('a'), other: id('b') }, { least: 3 }, 'x.sql: slot other is not in the file'],
    ['a parameter left over', { column: id('a') }, { least: 3, most: 4 }, 'x.sql: parameter most is not in the file'],
  ])('%s throws', (_, slots, params, message) => {
    expect(() => fill('x.sql', file, slots, params)).toThrow(message)
  })

  test('null is a value, not the want of one', () => {
    expect(bound(fill('x.sql', 'select $v', {}, { v: null })).values).toEqual([null])
  })
})

const textOf = (name: string): string => readFileSync(join('pipeline', name), 'utf8')

describe('the files of pipeline/', () => {
  const files = readdirSync('pipeline', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sql') && !name.startsWith('macros'))

  test('there is a folder for every stage, numbered in the order in which they run, and no other; those that look at what was delivered share a number', () => {
    const folders = readdirSync('pipeline').filter((name) => name !== 'macros')
    // The columns stage stands beside profile: crosswalk profile has it, a run has the other.
    const all = [...stages, columnsStage(() => undefined, false)]
    expect(folders.map((folder) => folder.replace(/^\d+-/, '')).toSorted()).toEqual(all.map(({ name }) => name).toSorted())
    const numbers = stages.map(({ name }) => Number(stageFolder(name).split('-')[0]))
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other))
    expect([...new Set(numbers)]).toEqual(Array.from({ length: new Set(numbers).size }, (_, at) => at + 1))
    for (const stage of all) expect(stageFiles(stage.name).length).toBeGreaterThan(0)
    expect(() => stageFolder('nonsense')).toThrow('no folder for stage nonsense')
    expect(() => template('ingest', 'nonsense')).toThrow('nonsense')
  })

  test.each(files)('%s says in its first line what one row is', (name) => {
    expect(textOf(name).split('\n', 1)[0]).toMatch(/^-- One row is .{10,}/)
  })

  test.each(files)('%s is one statement that begins with select, with or a slot', (name) => {
    const code = textOf(name).replaceAll(/^\s*--.*$/gm, '').replaceAll(/'[^']*'/g, "''").trim()
    expect(code).toMatch(/^(select\b|with\b|\{\{)/)
    expect(code).not.toContain(';')
  })

  test.each(files)('%s is a table of its stage', (name) => {
    const [folder = '', file = ''] = name.split('/')
    expect(stageFiles(folder)).toContain(file.replace('.sql', ''))
  })
})

test('every macro file holds macros alone, each with a comment in front', () => {
  const statements = macroStatements()
  expect(statements.length).toBeGreaterThan(0)
  for (const statement of statements) expect(written(statement)).toMatch(/^(-- .*\n)+create or replace macro er_\w+\(/)
})
