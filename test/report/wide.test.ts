import { expect, test } from 'vitest'
import { wide } from '../../src/report/wide.js'

test('figures stand in their line and column, columns in the order of their names', () => {
  const table = wide([
    { line: 'second', column: '2005', figure: 'c' },
    { line: 'first', column: '2005', figure: 'b' },
    { line: 'first', column: '(missing)', figure: 'z' },
    { line: 'first', column: '2004', figure: 'a' },
  ])
  expect(table.columns).toEqual(['(missing)', '2004', '2005'])
  expect(['first', 'second', 'third'].map((line) => table.columns.map((column) => table.at(line, column)))).toEqual([
    [[{ figure: 'z' }], [{ figure: 'a' }], [{ figure: 'b' }]],
    [[], [], [{ figure: 'c' }]],
    [[], [], []],
  ])
})

test('no figures make no columns', () => {
  expect(wide([]).columns).toEqual([])
})
