import { isUtf8 } from 'node:buffer'
import { basename } from 'node:path'
import { InputError } from '../errors.js'
import { decoderOf } from './decode.js'
import { type Dialect, marksOf } from './dialect.js'
import { endsLinesWithLoneCr, readHead } from './head.js'
import { type ParseOutcome, RecordParser } from './record-parser.js'
import { asKnown } from '../../unicode/known.js'

/** The column that a cleaned copy puts before those of the file. */
export const sourceLineColumn = 'source_line'

/** As many as a table of any common database has; each costs several statements a run. */
const mostColumns = 4096

/** The head of a file, decoded, with what its first record says. */
export interface Opening {
  readonly header: readonly string[]
  readonly loneCr: boolean
}

const at = (path: string, column?: number) => ({ file: basename(path), line: 1, ...(column === undefined ? {} : { column }) })
const shape = (text: string) => asKnown(text).replaceAll(/\p{L}+/gu, 'a').replaceAll(/\d/g, '9')
const first = 'the first line must name the columns'

const refuseFault = (outcome: ParseOutcome, path: string): void => {
  if (outcome === 'unclosed_quote' || outcome === 'text_after_quote')
    throw new InputError(
      'a quote in the header is not closed properly',
      at(path),
      'correct the first line, or declare the quote character the file uses',
    )
  if (outcome === 'more')
    throw new InputError(
      'the header is longer than 1 MiB',
      at(path),
      'check that the file is delimited text with line ends, and its delimiter',
    )
}

const refuseNames = (names: readonly string[], path: string): void => {
  const blank = names.flatMap((name, index) => (name.trim() === '' ? [index + 1] : []))
  if (names.length === blank.length) throw new InputError('the first line is blank, it should be the header', at(path), first)
  if (/^sep=.?$/i.test(names[0] ?? ''))
    throw new InputError("the first line is a spreadsheet's note of its delimiter, not the header", at(path), 'delete the first line')
  if (blank.length > 0)
    throw new InputError(
      `the header has no name for column ${blank.join(', ')} of ${names.length}`,
      at(path, blank[0]),
      `name every column; ${first}`,
    )
  const positions = new Map<string, number[]>()
  names.forEach((name, index) => positions.set(name.trim().toLowerCase(), [...(positions.get(name.trim().toLowerCase()) ?? []), index + 1]))
  const repeated = [...positions].filter(([, columns]) => columns.length > 1)
  const told = repeated.map(([name, columns]) => `${JSON.stringify(name)} in columns ${columns.join(' and ')}`).join('; ')
  if (repeated.length > 0)
    throw new InputError(
      `the header repeats a name: ${told}`,
      at(path, repeated[0]?.[1][1]),
      'rename them; upper and lower case count as the same',
    )
  const taken = names.findIndex((name) => name.trim().toLowerCase() === sourceLineColumn)
  if (taken >= 0) throw new InputError(`the column name "${sourceLineColumn}" is reserved`, at(path, taken + 1), 'rename the column')
}

const looksLikeData = (names: readonly string[], second: readonly string[]): number =>
  names.findIndex(
    (name, index) => name.length >= 5 && /\d.*\d.*\d/.test(name) && !/^\p{L}/u.test(asKnown(name)) && shape(name) === shape(second[index] ?? ''),
  )

/** Reads and checks the header, and how lines end. Errors as `readHeader`. */
export const readOpening = async (path: string, dialect: Dialect): Promise<Opening> => {
  const { bytes, whole } = await readHead(path)
  const decoder = decoderOf(dialect.encoding)
  const text = Buffer.concat([decoder.write(bytes), whole ? decoder.end() : Buffer.alloc(0)])
  if (text.length === 0) throw new InputError('the file is empty', { file: basename(path) }, `ask for the file again: ${first}`)
  const loneCr = endsLinesWithLoneCr(text)
  const parser = new RecordParser(marksOf(dialect), loneCr)
  const fields = () => Array.from({ length: parser.count }, (_, index) => parser.text(text, index, dialect.quote))
  refuseFault(parser.parse(text, 0, text.length, whole), path)
  if (parser.count > mostColumns)
    throw new InputError(
      `the header has ${parser.count.toLocaleString('en-US')} columns, and at most ${mostColumns.toLocaleString('en-US')} are read`,
      at(path),
      'check its delimiter; of a table as wide as this, deliver the columns that are wanted',
    )
  const raw = text.subarray(0, parser.next)
  if (!isUtf8(raw))
    throw new InputError(`the header is not text in ${dialect.encoding}`, at(path), 'declare the encoding of the file, often windows-1252')
  if (raw.includes(0))
    throw new InputError(
      'the header holds NUL bytes',
      at(path),
      'if the file is UTF-16 declare encoding: utf-16le; else check that it is delimited text',
    )
  const header = fields()
  const second = parser.next < text.length && parser.parse(text, parser.next, text.length, whole) === 'complete' ? fields() : []
  const suspect = second.length === header.length ? looksLikeData(header, second) : -1
  if (suspect >= 0)
    throw new InputError(
      'the header is missing: the first line looks like data, as the second does',
      at(path, suspect + 1),
      'put a line with the column names before it',
    )
  refuseNames(header, path)
  return { header, loneCr }
}

/**
 * The names of the columns, as the file writes them. Throws InputError: no such file, a folder, an empty file, a binary format, a header that is
 * missing, not text or too wide, and names that are blank or repeated.
 */
export const readHeader = async (path: string, dialect: Dialect): Promise<string[]> => [...(await readOpening(path, dialect)).header]
