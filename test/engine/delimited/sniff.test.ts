import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readHeader } from '../../../src/engine/delimited/index.js'
import { InputError } from '../../../src/engine/errors.js'
import { type Folder, makeFolder, plainDialect, sniffed } from './through-duckdb.js'

let folder: Folder
beforeAll(async () => {
  folder = await makeFolder()
})
afterAll(() => folder.remove())

describe('sniffDialect', () => {
  it.each([
    ['comma', 'a,b\n1,x;y\n', ','],
    ['semicolon, with decimal commas', 'a;b;c\n1,5;2,5;x\n1,5;2,5;y, z\n', ';'],
    ['tab', 'a\tb\n1, 2\tx\n', '\t'],
    ['pipe', 'a|b\n"x|,,"|y\n', '|'],
    ['one column', 'a\nx\ny\n', ','],
    ['a delimiter within quotes does not count', 'a,b\n"1;2;3",x\n"4;5;6",y\n', ','],
    ['ragged', 'a;b;c\n1;2;3\n1;2\n4;5;6\n', ';'],
  ])('%s', async (_, content, delimiter) => {
    expect(await sniffed(folder, content)).toMatchObject({ delimiter, guessed: ['delimiter', 'encoding'] })
  })

  it.each([
    ['utf-8', 'a,é\n', false],
    ['utf-8', '\uFEFFa,b\n', true],
    ['utf-16le', Buffer.from('\uFEFFa;b\n1;2\n', 'utf16le'), true],
    ['utf-16le', Buffer.from('a;b\n1;2\n', 'utf16le'), false],
    ['utf-16be', Buffer.from('\uFEFFa;b\n1;2\n', 'utf16le').swap16(), true],
    ['windows-1252', Buffer.from('a;b\nJos\xe9;2\n', 'latin1'), false],
  ])('%s', async (encoding, content, bom) => {
    expect(await sniffed(folder, content)).toMatchObject({ encoding, bom })
  })

  it('is not misled by a character cut at the end of the head', async () => {
    expect(await sniffed(folder, `a,b\n${'x'.repeat((1 << 20) - 5)}é\n`)).toMatchObject({ encoding: 'utf-8' })
  })

  it('keeps what is declared', async () => {
    expect(await sniffed(folder, 'a;b\n1;2\n', { delimiter: ',', encoding: 'iso-8859-1' })).toMatchObject({ delimiter: ',', encoding: 'iso-8859-1', guessed: [] })
  })

  it('refuses a declaration that the byte order mark contradicts', async () => {
    await expect(sniffed(folder, Buffer.from('\uFEFFa,b\n', 'utf16le'), { encoding: 'utf-8' })).rejects.toThrow(/declared as utf-8.*utf-16le/s)
    await expect(sniffed(folder, 'a,b\n', { delimiter: '::' })).rejects.toThrow('not one ASCII character')
    await expect(sniffed(folder, 'a,b\n', { quote: ',', delimiter: ',' })).rejects.toThrow('the same character')
  })
})

const header = async (content: string | Buffer) => readHeader(await folder.write('head.csv', content), plainDialect)

describe('readHeader', () => {
  it('gives the names as the file writes them', async () => {
    expect(await header('\uFEFF"Case ID",name ,"a ""b"""\r\n1,2,3\r\n')).toEqual(['Case ID', 'name ', 'a "b"'])
    expect(await header('a,1/22/20,1/23/20\nx,1,2\n')).toEqual(['a', '1/22/20', '1/23/20'])
  })

  it.each([
    ['an empty file', '', 'head.csv: the file is empty'],
    ['only a byte order mark', '\uFEFF', 'the file is empty'],
    ['a blank first line', '\na,b\n', 'the first line is blank'],
    ['blank names', 'a,,b, \n1,2,3,4\n', 'head.csv:1:2: the header has no name for column 2, 4 of 4'],
    ['a repeated name', 'id,a,b,A\n1,2,3,4\n', 'head.csv:1:4: the header repeats a name: "a" in columns 2 and 4'],
    ['no header', 'Ann,1980-02-03\nBee,1981-02-03\n', 'head.csv:1:2: the header is missing'],
    ['a reserved name', 'id,Source_Line\n1,2\n', 'head.csv:1:2: the column name "source_line" is reserved'],
    ['a note of the delimiter', 'sep=;\na;b\n', 'delete the first line'],
    ['an unclosed quote', 'a,"b\n1,2\n', 'a quote in the header is not closed'],
    ['a workbook', 'PK\x03\x04....', 'Excel workbook'],
    ['Parquet', 'PAR1....', 'Parquet'],
    ['gzip', Buffer.from([0x1f, 0x8b, 8]), 'gzip'],
    ['the wrong encoding', Buffer.from('a,caf\xe9\n', 'latin1'), 'the header is not text in utf-8'],
    ['UTF-16 read as UTF-8', Buffer.from('a,b\n', 'utf16le'), 'NUL bytes'],
    ['no line end at all', 'x'.repeat(1 << 21), 'longer than 1 MiB'],
  ])('refuses %s', async (_, content, message) => {
    const failure = header(content)
    await expect(failure).rejects.toThrow(InputError)
    await expect(failure).rejects.toThrow(message)
    await expect(failure).rejects.toThrow('remedy')
  })

  it('never shows what looks like a person', async () => {
    await expect(header('Ann,1980-02-03,Ann\nBee,1981-02-03,Cee\n')).rejects.not.toThrow(/Ann|1980/)
  })

  it('refuses a folder, a device and a missing file', async () => {
    await expect(readHeader(folder.path, plainDialect)).rejects.toThrow('this is a folder')
    await expect(readHeader('/dev/null', plainDialect)).rejects.toThrow('a pipe or a device')
    await expect(readHeader(`${folder.path}/none.csv`, plainDialect)).rejects.toThrow('none.csv: no such file')
  })
})
