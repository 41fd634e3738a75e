import { createHash } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scanDelimited } from '../../../src/engine/delimited/index.js'
import { type Folder, makeFolder, plainDialect, readText } from './through-duckdb.js'

let folder: Folder
beforeAll(async () => {
  folder = await makeFolder()
})
afterAll(() => folder.remove())

const fields = (rows: { fields: string[] }[]) => rows.map((row) => row.fields)
const lines = (rows: { line: number }[]) => rows.map((row) => row.line)

describe('a regular file is left as it is', () => {
  it.each([
    ['line feeds', 'a,b\n1,x\n2,y\n', { lf: 3, crlf: 0, cr: 0 }],
    ['carriage return and line feed', 'a,b\r\n1,x\r\n2,y\r\n', { lf: 0, crlf: 3, cr: 0 }],
    ['no line end at the end', 'a,b\n1,x\n2,y', { lf: 2, crlf: 0, cr: 0 }],
    ['no line end at the end, CRLF', 'a,b\r\n1,x\r\n2,y', { lf: 0, crlf: 2, cr: 0 }],
    ['a byte order mark', '\uFEFFa,b\n1,x\n2,y\n', { lf: 3, crlf: 0, cr: 0 }],
    ['quoted fields', '"a","b"\n"1","x"\n2,"y"\n', { lf: 3, crlf: 0, cr: 0 }],
  ])('%s', async (_, content, lineEnds) => {
    const { scan, kept } = await folder.scan(content)
    expect(scan).toMatchObject({ header: ['a', 'b'], records: 2, kept: 2, quarantined: 0, lineEnds, reasons: {} })
    expect(scan.cleaned).toBeUndefined()
    expect(scan.sha256).toBe(createHash('sha256').update(content).digest('hex'))
    expect(fields(kept)).toEqual([['1', 'x'], ['2', 'y']])
  })

  it('keeps delimiters, doubled quotes and missing values', async () => {
    const { scan, kept } = await folder.scan('a,b,c\n"x, y","say ""hi""",\n,"",\'z\n')
    expect(scan.cleaned).toBeUndefined()
    expect(fields(kept)).toEqual([['x, y', 'say "hi"', ''], ['', '', "'z"]])
  })

  it.each([
    ['none', 'a,b,c\n1,x y,\n2,y ,z\n', ',', []],
    ['a blank or a tab', 'a,b,c\n1, x,y\n2,x,\ty\n', ',', [1, 2]],
    ['on the first line, on the last', ' a,b,c\n1,2,3\n4,5, ', ',', [0, 2]],
    ['at the beginning of a line', 'a,b,c\n1,2,3\n 4,5,6\n', ',', [0]],
    ['in quotes', 'a,b,c\n1," 2","3"\n', ',', [1]],
    ['a no-break space, and a sign that begins as it does', 'a,b,c\n1,\u00A0,3\n4,5,£\n', ',', [1]],
    ['tabs between the fields', 'a\tb\tc\n1\t x\t3\n\t\t\n', '\t', [1]],
  ])('says in which columns a cell begins with white space: %s', async (_, content, delimiter, padded) => {
    const { scan } = await folder.scan(content, { delimiter })
    expect(scan.cleaned).toBeUndefined()
    expect(scan.padded).toEqual(padded)
  })

  it('reads a header without records', async () => {
    expect((await folder.scan('a,b\n')).scan).toMatchObject({ records: 0, header: ['a', 'b'] })
    expect((await folder.scan('a,b')).scan).toMatchObject({ records: 0, header: ['a', 'b'] })
  })
})

describe('an irregular file is copied clean', () => {
  it('mends mixed line ends', async () => {
    const { scan, kept } = await folder.scan('a,b\r\n1,x\n2,y\r\n3,z')
    expect(scan).toMatchObject({ kept: 3, lineEnds: { lf: 1, crlf: 2, cr: 0 } })
    expect(fields(kept)).toEqual([['1', 'x'], ['2', 'y'], ['3', 'z']])
  })

  it('takes a lone carriage return as line end only where there is no line feed', async () => {
    const old = await folder.scan('a,b\r1,x\r2,y\r')
    expect(old.scan).toMatchObject({ kept: 2, lineEnds: { lf: 0, crlf: 0, cr: 3 } })
    expect(lines(old.kept)).toEqual([2, 3])
    expect(fields((await folder.scan('a,b\n1,x\ry\n')).kept)).toEqual([['1', 'x\ry']])
  })

  it('numbers records by the line on which they start', async () => {
    const { scan, kept } = await folder.scan('a,b\n1,"two\nlines"\n\n  \n2,"crlf\r\nkept"\n3,z\n\n')
    expect(scan).toMatchObject({ kept: 3, blankLines: 3, multiline: 2 })
    expect(kept).toEqual([
      { line: 2, fields: ['1', 'two\nlines'] },
      { line: 6, fields: ['2', 'crlf\r\nkept'] },
      { line: 8, fields: ['3', 'z'] },
    ])
  })

  it('keeps a blank line of a one-column file as a missing value', async () => {
    const { scan, kept } = await folder.scan('a\nx\n\ny\n')
    expect(scan).toMatchObject({ kept: 3, blankLines: 0 })
    expect(fields(kept)).toEqual([['x'], [''], ['y']])
  })

  it('keeps a quote inside an unquoted field, and blanks around', async () => {
    const { kept } = await folder.scan('a,b\n5" pipe, "x" \n"y"  ,z\n')
    expect(fields(kept)).toEqual([['5" pipe', ' "x" '], ['y  ', 'z']])
  })

  it('reads other delimiters and quotes, and files without quoting', async () => {
    expect(fields((await folder.scan("a;b\n'x;y';'it''s'\n1;2,3\n\n", { delimiter: ';', quote: "'" })).kept)).toEqual([['x;y', "it's"], ['1', '2,3']])
    expect(fields((await folder.scan('a|b\n"x|y"\n\n', { delimiter: '|', quote: '' })).kept)).toEqual([['"x', 'y"']])
  })

  it('takes a cell of 5 MB', async () => {
    const cell = 'x'.repeat(5_000_000)
    const { scan, kept } = await folder.scan(`a,b\n1,${cell}\n2,y\n`)
    expect(scan).toMatchObject({ kept: 2, longestRecord: 5_000_003 })
    expect(kept[0]?.fields[1] === cell).toBe(true)
    const dirty = await folder.scan(`a,b\n1,"${cell}\n${cell}"\n2,y\n`)
    expect(dirty.kept[0]?.fields[1] === `${cell}\n${cell}`).toBe(true)
  })
})

const utf16be = (content: string) => Buffer.from(content, 'utf16le').swap16()

describe('encodings', () => {
  const text = 'name,city\nJosé,"Zürich, x"\nŠimon €,b\n'
  it.each([
    ['utf-16le', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['utf-16be', utf16be(`\uFEFF${text}`)],
    ['windows-1252', Buffer.from(text.replace('Š', '\x8a').replace('€', '\x80'), 'latin1')],
  ] as const)('decodes %s', async (encoding, content) => {
    const { scan, kept } = await folder.scan(content, { encoding })
    expect(scan.quarantined).toBe(0)
    expect(fields(kept)).toEqual([['José', 'Zürich, x'], ['Šimon €', 'b']])
    expect(scan.sha256).toBe(createHash('sha256').update(content).digest('hex'))
  })

  it('sets aside what is no text in the encoding', async () => {
    const utf8 = await folder.scan(Buffer.from('a,b\n1,Jos\xe9\n2,y\n', 'latin1'))
    expect(utf8.aside).toEqual([['2', 'invalid_encoding', '2', 'bytes that are no text', '1,Jos\uFFFD']])
    expect(fields(utf8.kept)).toEqual([['2', 'y']])
    expect((await folder.scan(Buffer.from('a,b\n1,\x81\n2,y\n', 'latin1'), { encoding: 'windows-1252' })).scan.reasons).toEqual({ invalid_encoding: 1 })
    const lone = await folder.scan(Buffer.from('a,b\n\uD800,x\n😀,y\n', 'utf16le'), { encoding: 'utf-16le' })
    expect(lone.scan.reasons).toEqual({ invalid_encoding: 1 })
    expect(fields(lone.kept)).toEqual([['😀', 'y']])
  })
})

describe('a scan that cannot be finished leaves no file', () => {
  it('because it is stopped', async () => {
    const file = await folder.write('stopped.csv', 'a,b\n1\n')
    const scan = scanDelimited(file, plainDialect, { workFolder: folder.path, name: 'stopped', signal: AbortSignal.abort() })
    await expect(scan).rejects.toThrow('interrupted')
    expect((await readdir(folder.path)).filter((name) => name.startsWith('stopped.') && name !== 'stopped.csv')).toEqual([])
  })

  it('because the file changes', async () => {
    const file = await folder.write('growing.csv', 'a,b\n1\n')
    const scan = scanDelimited(file, plainDialect, { workFolder: folder.path, name: 'growing', onProgress: () => appendFileSync(file, '') })
    expect((await scan).quarantined).toBe(1)
    let grown = false
    const grow = () => {
      if (!grown) appendFileSync(file, '2,y\n')
      grown = true
    }
    await expect(scanDelimited(file, plainDialect, { workFolder: folder.path, name: 'grown', onProgress: grow })).rejects.toThrow(
      'growing.csv: the file changed while it was read',
    )
    expect((await readdir(folder.path)).filter((name) => name.startsWith('grown.'))).toEqual([])
  })

  it('because there is no work folder', async () => {
    const file = await folder.write('fine.csv', 'a,b\n1\n')
    await expect(scanDelimited(file, plainDialect, { workFolder: join(folder.path, 'none'), name: 'x' })).rejects.toThrow('the work folder cannot be written')
  })

  it('and says how far it is, never backwards', async () => {
    const seen: number[] = []
    const content = `a,b\n${'1,x\n'.repeat(600_000)}2\n`
    const { scan } = await folder.scan(content, {}, { onProgress: (bytes, total) => seen.push(bytes / total) })
    expect(scan).toMatchObject({ kept: 600_000, quarantined: 1 })
    expect(seen).toEqual([...seen].sort((left, right) => left - right))
    expect(seen.at(-1)).toBe(1)
    expect((await readText(scan.cleaned ?? '')).startsWith('source_line,a,b\n2,1,x\n')).toBe(true)
  })
})
