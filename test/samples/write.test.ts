import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { allot } from '../../samples/haven-people.js'
import { cell, Table } from '../../samples/write.js'
import { newFolder } from './folders.js'

const folder = newFolder()
afterAll(() => rmSync(folder, { recursive: true }))

describe('cell', () => {
  it.each([['plain', 'plain'], ['a,b', '"a,b"'], ['say "no"', '"say ""no"""'], ['two\nlines', '"two\nlines"'], [7, '7'], ['', '']])('writes %j as %j', (value, written) => {
    expect(cell(value)).toBe(written)
  })

  it('quotes the delimiter in use only', () => {
    expect(cell('a,b', ';')).toBe('a,b')
    expect(cell('a;b', ';')).toBe('"a;b"')
  })
})

describe('Table', () => {
  it('writes more than one chunk without loss', () => {
    const table = new Table(folder, 'long.csv', ['n', 'filler'])
    for (let at = 0; at < 30_000; at += 1) table.row([at, 'x'.repeat(60)])
    table.close()
    const lines = readFileSync(join(folder, 'long.csv'), 'utf8').split('\n')
    expect(lines.slice(1, -1).map((line) => Number(line.split(',')[0]))).toEqual(Array.from({ length: 30_000 }, (_, at) => at))
  })

  it('refuses a row longer than it can hold', () => {
    const table = new Table(folder, 'huge.csv', ['a'])
    expect(() => table.row(['x'.repeat(100_000)])).toThrow(/huge\.csv: a row of 100001 characters/)
    table.close()
  })

  it('refuses a row of another width', () => {
    const table = new Table(folder, 'width.csv', ['a', 'b'])
    expect(() => table.row(['only one'])).toThrow(/width\.csv: 1 cells for 2 columns/)
    table.close()
  })
})

describe('allot', () => {
  it.each([277, 5534])('gives counts of %i that round back to the percents and add up', (total) => {
    const percents = { a: 3, b: 28, c: 61, d: 8 }
    const counts = allot(percents, total)
    expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(total)
    for (const [name, percent] of Object.entries(percents)) expect(Math.round(((counts.get(name) ?? 0) / total) * 100)).toBe(percent)
  })
})
