import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Folder, makeFolder } from './through-duckdb.js'

let folder: Folder
beforeAll(async () => {
  folder = await makeFolder()
})
afterAll(() => folder.remove())

describe('a record that cannot be read is set aside with its line and reason', () => {
  it.each([
    ['too many fields', '1,x,y', ['2', 'too_many_fields', '3', '3 fields, 2 expected', '1,x,y']],
    ['too few fields', '1', ['2', 'too_few_fields', '2', '1 fields, 2 expected', '1']],
    ['text after a quote', '"Ann "Bee" 12",x', ['2', 'text_after_quote', '1', 'after the closing quote: Aaa" 99",a', '"Ann "Bee" 12",x']],
    ['an unclosed quote', '1,"open', ['2', 'unclosed_quote', '2', 'a quoted field opens here and does not close properly', '1,"open']],
    ['a NUL', '1,x\0y', ['2', 'nul_byte', '2', 'NUL in the field', '1,x\u2400y']],
  ])('%s', async (_, line, expected) => {
    for (const end of ['\n', '\r\n', '\r']) {
      const { scan, kept, aside } = await folder.scan(['a,b', line, '2,y', '3,z', ''].join(end))
      expect(aside).toEqual([expected])
      expect(kept).toEqual([{ line: 3, fields: ['2', 'y'] }, { line: 4, fields: ['3', 'z'] }])
      expect(scan).toMatchObject({ records: 3, kept: 2, quarantined: 1, reasons: { [expected[1] ?? '']: 1 } })
    }
  })

  it('an unclosed quote swallows neither the rest nor its successor', async () => {
    const rest = Array.from({ length: 20_000 }, (_, index) => `${index},ok`).join('\n')
    const toEnd = await folder.scan(`a,b\n1,"open\n${rest}\n`)
    expect(toEnd.scan).toMatchObject({ kept: 20_000, quarantined: 1, reasons: { unclosed_quote: 1 } })
    const toNext = await folder.scan('a,b\n1,"open\n2,"good, too"\n3,z\n')
    expect(toNext.aside.map((row) => row.slice(0, 2))).toEqual([['2', 'unclosed_quote']])
    expect(toNext.kept.map((row) => row.fields)).toEqual([['2', 'good, too'], ['3', 'z']])
  })

  it('of a record over several lines with a wrong number of fields only the first line is set aside at once', async () => {
    const { aside, kept } = await folder.scan('a,b\n1,"x\ny",z\n2,y\n')
    expect(aside.map((row) => row.slice(0, 4))).toEqual([['2', 'too_many_fields', '3', 'more than 2 fields over 2 lines, 2 expected']])
    expect(kept.map((row) => row.line)).toEqual([3, 4])
  })

  it('a line past the limit is passed over with its beginning kept', async () => {
    const long = 'x'.repeat(3_000_000)
    const { scan, aside, kept } = await folder.scan(`a,b\n1,${long}\n2,y\n3,"${long}`, {}, { maxRecordBytes: 1_000_000 })
    expect(kept).toEqual([{ line: 3, fields: ['2', 'y'] }])
    expect(scan.reasons).toEqual({ record_too_long: 2 })
    expect(aside.map((row) => [row[0], row[3], row[4]?.length])).toEqual([
      ['2', 'the first 65536 of 3000003 bytes', 65_536],
      ['4', 'the first 65536 of 3000003 bytes', 65_536],
    ])
  })

  it('a record of several lines may not pass the limit either', async () => {
    const { scan } = await folder.scan(`a,b\n1,"${'x\n'.repeat(60)}"\n2,y\n`, {}, { maxRecordBytes: 100 })
    expect(scan).toMatchObject({ kept: 1, quarantined: 61 })
  })
})

describe('a hostile file costs no more than a few readings', () => {
  it.each([
    ['a stray opening quote on each line', '1,"x', { kept: 0 }],
    ['a quote that closes on the next line and opens again', 'x,a","', { kept: 0 }],
    ['a quote in the middle of each line', '1,x"y', { kept: 200_000 }],
  ])('%s', async (_, line, expected) => {
    const { scan } = await folder.scan(`a,b\n${`${line}\n`.repeat(200_000)}`)
    expect(scan.records).toBeGreaterThanOrEqual(100_000)
    expect(scan.kept).toBe(expected.kept)
  }, 20_000)

  it('a quote before thousands of lines without any, again and again', async () => {
    const { scan } = await folder.scan(`a,b\n${`"x,y\n${'1,2\n'.repeat(9_000)}`.repeat(40)}`)
    expect(scan.records).toBe(360_040)
    expect(scan.reasons).toEqual({ unclosed_quote: 40 })
  }, 20_000)
})
