import * as fc from 'fast-check'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Encoding } from '../../../src/engine/delimited/index.js'
import { InputError } from '../../../src/engine/errors.js'
import { type Folder, makeFolder, type Tried } from './through-duckdb.js'

let folder: Folder
beforeAll(async () => {
  folder = await makeFolder()
})
afterAll(() => folder.remove())

const quick = { numRuns: 120, seed: 20_240_101 }
const delimiters = [',', ';', '\t', '|']
const encodings: readonly Encoding[] = ['utf-8', 'utf-8', 'utf-8', 'utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-1']
const piece = fc.constantFrom('a', 'Z', '9', ' ', ',', ';', '\t', '|', '"', '""', "'", '\n', '\r\n', '\r', 'é', 'ÿ', '#', '\\', '=', 'NULL', '\u00a0')
const wild = fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(''))
const tame = fc.constantFrom('', 'Ann', 'é', '1,5', 'a "b"', "O'Neil", '0012', ' x ', 'a;b')
const tableOf = (cell: fc.Arbitrary<string>) =>
  fc.integer({ min: 1, max: 4 }).chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 8 }).map((rows) => ({ width, rows })),
  )
const table = fc.oneof(tableOf(wild), tableOf(tame))
const writing = fc.record({
  delimiter: fc.constantFrom(...delimiters),
  quote: fc.constantFrom('"', "'"),
  encoding: fc.constantFrom(...encodings),
  bom: fc.boolean(),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  closed: fc.boolean(),
  quoteAll: fc.boolean(),
})
type Writing = typeof writing extends fc.Arbitrary<infer T> ? T : never

const serialise = (width: number, rows: string[][], how: Writing): Buffer => {
  const quoted = (text: string) => how.quote + text.replaceAll(how.quote, how.quote + how.quote) + how.quote
  const write = (text: string) => (how.quoteAll || text === '' || [how.delimiter, how.quote, '\n', '\r'].some((mark) => text.includes(mark)) ? quoted(text) : text)
  const header = Array.from({ length: width }, (_, index) => `c${index}`)
  const lines = [header, ...rows].map((row) => row.map(write).join(how.delimiter)).join(how.lineEnd) + (how.closed ? how.lineEnd : '')
  return iconv.encode(how.bom && how.encoding.startsWith('utf') ? `\uFEFF${lines}` : lines, how.encoding)
}

describe('what is written is read', () => {
  it('in every dialect, through DuckDB', async () => {
    const asItIs = new Set<string>()
    await fc.assert(
      fc.asyncProperty(table, writing, async ({ width, rows }, how) => {
        const { scan, kept } = await folder.scan(serialise(width, rows, how), how)
        expect(scan).toMatchObject({ quarantined: 0, kept: rows.length, blankLines: 0 })
        expect(kept.map((row) => row.fields)).toEqual(rows)
        if (rows.length > 0) asItIs.add(`${scan.cleaned === undefined} ${scan.lineEnds.crlf > 0}`)
      }),
      quick,
    )
    expect(asItIs.size).toBe(4)
  })
})

const sound = ({ scan, kept, aside }: Tried): void => {
  expect(scan.records).toBe(scan.kept + scan.quarantined)
  expect(kept.length).toBe(scan.kept)
  expect(aside.length).toBe(scan.quarantined)
  expect(Object.values(scan.reasons).reduce((sum, count) => sum + count, 0)).toBe(scan.quarantined)
  const starts = [...kept.map((row) => row.line), ...aside.map((row) => Number(row[0]))].sort((left, right) => left - right)
  expect(new Set(starts).size).toBe(scan.records)
}

const mutation = fc.record({ at: fc.nat(), byte: fc.oneof(fc.constantFrom(0, 10, 13, 34, 44, 32, 255), fc.nat(255)), insert: fc.boolean() })

describe('whatever happens to the bytes', () => {
  it('records read are kept or set aside, and DuckDB reads all that are kept', async () => {
    await fc.assert(
      fc.asyncProperty(table, writing, fc.array(mutation, { minLength: 1, maxLength: 6 }), async ({ width, rows }, how, changes) => {
        let bytes = serialise(width, rows, how)
        for (const { at, byte, insert } of changes) {
          const place = at % (bytes.length + 1)
          bytes = Buffer.concat([bytes.subarray(0, place), Buffer.from([byte]), bytes.subarray(place + (insert ? 0 : 1))])
        }
        try {
          sound(await folder.scan(bytes, how))
        } catch (error) {
          if (!(error instanceof InputError)) throw error
        }
      }),
      quick,
    )
  })

  it('also where a record is longer than the limit', async () => {
    await fc.assert(
      fc.asyncProperty(table, writing, fc.integer({ min: 8, max: 40 }), async ({ width, rows }, how, maxRecordBytes) => {
        sound(await folder.scan(serialise(width, rows, how), how, { maxRecordBytes }))
      }),
      quick,
    )
  })
})
