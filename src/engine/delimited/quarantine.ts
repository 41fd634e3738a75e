import { isUtf8 } from 'node:buffer'
import { CsvWriter } from './csv-writer.js'
import type { QuarantineReason } from './reasons.js'
import type { RecordParser } from './record-parser.js'
import { asKnown } from '../../unicode/known.js'

/** A record that could not be read: where it starts, why, in which field (one-based), and a note without any of its text. */
export interface Fault {
  readonly line: number
  readonly reason: QuarantineReason
  readonly column: number
  readonly note: string
}

/** The quarantine file, made when the first record goes there: `source_line,reason,column_position,shape_note,raw`. */
export class Quarantine {
  readonly reasons: Record<string, number> = {}
  private writer: CsvWriter | undefined

  constructor(readonly path: string) {}

  get rows(): number {
    return this.writer === undefined ? 0 : this.writer.rows - 1
  }

  get longest(): number {
    return this.writer?.longest ?? 0
  }

  /** `raw` is written in full; bytes that are no text become U+FFFD and a NUL its symbol U+2400. */
  async add({ line, reason, column, note }: Fault, raw: Buffer): Promise<void> {
    if (this.writer === undefined) {
      this.writer = await CsvWriter.create(this.path)
      for (const name of ['source_line', 'reason', 'column_position', 'shape_note', 'raw']) this.writer.plain(name)
      this.writer.endRow()
    }
    for (const part of [String(line), reason, String(column)]) this.writer.plain(part)
    this.writer.field(note)
    if (isUtf8(raw) && !raw.includes(0)) this.writer.bytes(raw, 0, raw.length)
    else this.writer.field(raw.toString('utf8').replaceAll('\0', '\u2400'))
    this.writer.endRow()
    this.reasons[reason] = (this.reasons[reason] ?? 0) + 1
    if (this.writer.full) await this.writer.flush()
  }

  async close(): Promise<void> {
    await this.writer?.close()
  }

  async discard(): Promise<void> {
    await this.writer?.discard()
  }
}

const shape = (text: string): string => asKnown(text).replaceAll(/\p{Lu}/gu, 'A').replaceAll(/[^\P{L}A]/gu, 'a').replaceAll(/\d/g, '9')

/** The field that holds the first byte which is NUL or no text, among the fields just parsed. */
const fieldOfBadByte = (buffer: Buffer, parser: RecordParser): number => {
  for (let index = 0; index < parser.count; index++) {
    const text = buffer.subarray(parser.starts[index], parser.ends[index])
    if (text.includes(0) || !isUtf8(text)) return index + 1
  }
  return 1
}

/** Why a record with the right number of fields holds bytes that cannot be kept; undefined when it holds none. */
export const badBytes = (buffer: Buffer, from: number, to: number, line: number, parser: RecordParser): Fault | undefined => {
  const text = buffer.subarray(from, to)
  const nul = text.includes(0)
  if (!nul && isUtf8(text)) return undefined
  const column = fieldOfBadByte(buffer, parser)
  if (nul) return { line, reason: 'nul_byte', column, note: 'NUL in the field' }
  return { line, reason: 'invalid_encoding', column, note: 'bytes that are no text' }
}

/**
 * Words the fault of a line: `parser` has just parsed that line alone, `fields` is the number of fields of the whole record, and `lines` the
 * lines it would have spanned; `followed` is what stands behind a closing quote.
 */
export const faultOfLine = (
  reason: QuarantineReason,
  line: number,
  record: { readonly fields: number; readonly lines: number; readonly columns: number },
  parser: RecordParser,
  followed: string,
): Fault => {
  const { fields, lines, columns } = record
  const spanned = lines > 1 ? ` over ${lines} lines` : ''
  if (reason === 'too_many_fields') {
    const count = lines === 1 && parser.count > columns ? String(parser.count) : `more than ${columns}`
    return { line, reason, column: columns + 1, note: `${count} fields${spanned}, ${columns} expected` }
  }
  if (reason === 'too_few_fields') return { line, reason, column: fields + 1, note: `${fields} fields${spanned}, ${columns} expected` }
  const column = parser.count + 1
  if (reason === 'unclosed_quote') return { line, reason, column, note: 'a quoted field opens here and does not close properly' }
  return { line, reason, column, note: `after the closing quote: ${shape(followed)}` }
}
