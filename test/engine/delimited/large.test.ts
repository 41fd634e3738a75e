import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Folder, makeFolder } from './through-duckdb.js'

let folder: Folder
beforeAll(async () => {
  folder = await makeFolder()
})
afterAll(() => folder.remove())

const records = 60_000
const filler = 'é, "quoted" and so on; '.repeat(8)

// Several of the engine's buffers and of ours, so that records stand across the borders of both.
it.each([
  ['as it is', '\n', ''],
  ['as it is, CRLF', '\r\n', ''],
  ['copied, with line ends in the values', '\n', '\nsecond line\r\nthird'],
  ['copied, CRLF, with line ends in the values', '\r\n', '\nsecond line\r\nthird'],
])('a file of many megabytes %s', async (_, lineEnd, more) => {
  const value = (index: number) => `${index}${filler.slice(0, index % filler.length)}${more}`
  const lines = Array.from({ length: records }, (__, index) => `${index},"${value(index).replaceAll('"', '""')}",x`)
  const { scan, kept } = await folder.scan(['id,text,flag', ...lines, ''].join(lineEnd))
  expect(scan).toMatchObject({ records, kept: records, multiline: more === '' ? 0 : records })
  expect(scan.cleaned === undefined).toBe(more === '')
  const span = more === '' ? 1 : 3
  const right = (index: number) => JSON.stringify({ line: 2 + span * index, fields: [String(index), value(index), 'x'] })
  const wrong = kept.findIndex((row, index) => JSON.stringify(row) !== right(index))
  expect(wrong).toBe(-1)
  expect(kept.length).toBe(records)
})
