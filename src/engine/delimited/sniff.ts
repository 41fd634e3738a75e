import { isUtf8 } from 'node:buffer'
import { basename } from 'node:path'
import { InputError } from '../errors.js'
import { decoderOf } from './decode.js'
import { type Dialect, type DialectHint, type Encoding, marksOf } from './dialect.js'
import { endsLinesWithLoneCr, readHead } from './head.js'
import { RecordParser } from './record-parser.js'

const candidates = [',', ';', '\t', '|'] as const
const recordsTried = 200

const markOf = (head: Buffer): Encoding | undefined => {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined
}

const withoutCutCharacter = (head: Buffer): Buffer => {
  let end = head.length
  while (end > 0 && end > head.length - 3 && ((head[end - 1] ?? 0) & 0xc0) === 0x80) end--
  return ((head[end - 1] ?? 0) & 0xc0) === 0xc0 ? head.subarray(0, end - 1) : head
}

const utf16WithoutMark = (head: Buffer): Encoding | undefined => {
  const nul = [0, 0]
  for (let at = 0; at < head.length; at++) if (head[at] === 0) nul[at & 1] = (nul[at & 1] ?? 0) + 1
  const [even = 0, odd = 0] = nul.map((count) => count / (head.length / 2))
  if (odd > 0.5 && even < 0.05) return 'utf-16le'
  return even > 0.5 && odd < 0.05 ? 'utf-16be' : undefined
}

/** Encoding of a head: its byte order mark; NULs in every other byte; valid UTF-8; else windows-1252, in which nearly all bytes are text. */
export const guessEncoding = (head: Buffer, whole: boolean): Encoding =>
  markOf(head) ?? utf16WithoutMark(head) ?? (isUtf8(whole ? head : withoutCutCharacter(head)) ? 'utf-8' : 'windows-1252')

/** Records of the head by number of fields, for one delimiter: how many fields the first has and which share of the others has as many. */
const consistency = (text: Buffer, delimiter: string, quote: string, whole: boolean): { fields: number; share: number } => {
  const parser = new RecordParser(marksOf({ delimiter, quote }), endsLinesWithLoneCr(text))
  let [fields, same, others] = [0, 0, 0]
  for (let at = 0; at < text.length && others < recordsTried; at = parser.next) {
    const outcome = parser.parse(text, at, text.length, whole)
    if (outcome === 'more') break
    if (outcome !== 'complete') {
      const lineEnd = text.indexOf(10, at)
      if (lineEnd === -1) break
      parser.next = lineEnd + 1
      others++
    } else if (fields === 0) fields = parser.count
    else if (parser.count > 1 || parser.ends[0] !== parser.starts[0]) {
      others++
      if (parser.count === fields) same++
    }
  }
  return { fields, share: others === 0 ? 1 : same / others }
}

/** The delimiter by which most records have as many fields as the first, among those that divide it; a comma when none does. */
export const guessDelimiter = (text: Buffer, quote: string, whole: boolean): string => {
  const usable = candidates.filter((delimiter) => delimiter !== quote)
  const scored = usable.map((delimiter) => ({ delimiter, ...consistency(text, delimiter, quote, whole) })).filter(({ fields }) => fields > 1)
  scored.sort((left, right) => right.share - left.share || right.fields - left.fields)
  return scored[0]?.delimiter ?? ','
}

/**
 * Decides what was not declared, from the first MiB; `guessed` names it. Throws InputError as `readHeader` does for files that cannot be read,
 * and when the byte order mark contradicts the declared encoding.
 */
export const sniffDialect = async (
  path: string,
  hint: DialectHint = {},
): Promise<Dialect & { readonly guessed: readonly ('delimiter' | 'encoding')[] }> => {
  const { bytes, whole } = await readHead(path)
  const mark = markOf(bytes)
  if (mark !== undefined && hint.encoding !== undefined && hint.encoding !== mark)
    throw new InputError(
      `declared as ${hint.encoding}, but the file begins with the byte order mark of ${mark}`,
      { file: basename(path) },
      `declare encoding: ${mark}`,
    )
  const encoding = hint.encoding ?? guessEncoding(bytes, whole)
  const quote = hint.quote ?? '"'
  const delimiter = hint.delimiter ?? guessDelimiter(decoderOf(encoding).write(bytes), quote, whole)
  marksOf({ delimiter, quote })
  const guessed = (['delimiter', 'encoding'] as const).filter((part) => hint[part] === undefined)
  return { delimiter, quote, encoding, bom: mark !== undefined, guessed }
}
