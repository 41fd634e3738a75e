import { decoderOf } from '../engine/delimited/decode.js'
import { marksOf, type Dialect } from '../engine/delimited/dialect.js'
import { readOpening } from '../engine/delimited/header.js'
import { RecordParser } from '../engine/delimited/record-parser.js'
import { sniffDialect } from '../engine/delimited/sniff.js'
import { Source } from '../engine/delimited/source.js'

/** What the first rows of a file tell of one column: counts, and up to 200 distinct values, each up to 500 characters. */
export interface ColumnSketch {
  readonly name: string
  readonly rows: number
  readonly filled: number
  readonly distinct: number
  readonly samples: readonly string[]
}

export interface FileSketch {
  readonly path: string
  readonly dialect: Dialect
  readonly header: readonly string[]
  readonly columns: readonly ColumnSketch[]
}

const mostRows = 20_000
const mostBytes = 8 << 20
const chunkBytes = 1 << 20
const mostSamples = 200
const longestSample = 500

/** UTF-8 text of a file's beginning, without its byte order mark. */
async function beginning(path: string, dialect: Dialect): Promise<{ readonly text: Buffer; readonly whole: boolean }> {
  const source = await Source.open(path)
  const decoder = decoderOf(dialect.encoding)
  const parts: Buffer[] = []
  let read = 0
  try {
    while (read < mostBytes) {
      const chunk = Buffer.allocUnsafe(chunkBytes)
      const got = await source.read(chunk, 0, chunkBytes)
      if (got === 0) return { text: Buffer.concat([...parts, decoder.end()]), whole: true }
      read += got
      parts.push(decoder.write(chunk.subarray(0, got)))
    }
    return { text: Buffer.concat(parts), whole: false }
  } finally {
    await source.close()
  }
}

/** Records after the header that have as many fields as it, cells without blanks around them. */
export function* recordsOf(text: Buffer, dialect: Dialect, loneCr: boolean, whole: boolean): Generator<string[]> {
  const parser = new RecordParser(marksOf(dialect), loneCr)
  let width = -1
  for (let at = 0; at < text.length; at = parser.next) {
    const outcome = parser.parse(text, at, text.length, whole)
    if (outcome === 'more') return
    if (outcome !== 'complete') {
      const lineEnd = text.indexOf(10, at)
      if (lineEnd === -1) return
      parser.next = lineEnd + 1
    } else if (width === -1) width = parser.count
    else if (parser.count === width) yield Array.from({ length: width }, (_, index) => parser.text(text, index, dialect.quote).trim())
  }
}

/**
 * Reads the beginning of a delimited file, up to 20,000 rows or 8 MiB, and tells what stands in each column. Throws InputError for what cannot
 * be read as delimited text with a header.
 */
export async function sketchFile(path: string): Promise<FileSketch> {
  const { delimiter, quote, encoding, bom } = await sniffDialect(path)
  const dialect = { delimiter, quote, encoding, bom }
  const { header, loneCr } = await readOpening(path, dialect)
  const { text, whole } = await beginning(path, dialect)
  const values = header.map(() => new Set<string>())
  const filled = header.map(() => 0)
  let rows = 0
  for (const record of recordsOf(text, dialect, loneCr, whole)) {
    rows += 1
    record.forEach((cell, index) => {
      if (cell === '') return
      values[index]?.add(cell)
      filled[index] = (filled[index] ?? 0) + 1
    })
    if (rows === mostRows) break
  }
  const columns = header.map((name, index) => {
    const distinct = values[index] ?? new Set<string>()
    const samples = [...distinct].slice(0, mostSamples).map((sample) => sample.slice(0, longestSample))
    return { name, rows, filled: filled[index] ?? 0, distinct: distinct.size, samples }
  })
  return { path, dialect, header, columns }
}
