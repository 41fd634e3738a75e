import type { CsvWriter } from './csv-writer.js'
import type { Marks } from './dialect.js'
import { type LineEnds, lineAfter, tallyLineEnds } from './line-ends.js'
import { badBytes, faultOfLine, type Quarantine } from './quarantine.js'
import type { QuarantineReason } from './reasons.js'
import { type ParseOutcome, RecordParser } from './record-parser.js'
import type { Window } from './window.js'

/** How much of a line that is too long goes into the quarantine file. */
const longRawBytes = 1 << 16

export interface CleanOptions {
  readonly marks: Marks
  readonly columns: number
  readonly loneCr: boolean
  readonly maxRecordBytes: number
}

/**
 * Copies the records of a window into `kept`, what cannot be read into `quarantine`. After a fault only the physical line on which the record
 * started is set aside and reading resumes on the next. A line is read again at most once per column (a look-ahead ends at the first
 * quote that closes wrongly and at the first field too many), and never past `maxRecordLines` or `maxRecordBytes`.
 */
export class Cleaner {
  blankLines = 0
  multiline = 0
  longest = 0
  readonly lineEnds: LineEnds = { lf: 0, crlf: 0, cr: 0 }
  private line = 1
  private header = true
  private readonly parser: RecordParser
  private readonly alone: RecordParser
  private overlong: { bytes: number; raw: Buffer } | undefined

  constructor(
    private readonly options: CleanOptions,
    private readonly window: Window,
    private readonly kept: CsvWriter,
    private readonly quarantine: Quarantine,
  ) {
    this.parser = new RecordParser(options.marks, options.loneCr, options.columns)
    this.alone = new RecordParser(options.marks, options.loneCr)
  }

  async run(): Promise<void> {
    const { window } = this
    await window.fill()
    while (window.at < window.end || !window.final) {
      if (this.overlong !== undefined) await this.skip(this.overlong)
      else {
        const outcome = this.parser.parse(window.buffer, window.at, window.end, window.final)
        if (outcome === 'complete') await this.complete()
        else await this.incomplete(outcome)
      }
      if (this.kept.full) await this.kept.flush()
    }
    if (this.overlong !== undefined) await this.finishOverlong(this.overlong)
  }

  private async complete(): Promise<void> {
    const { parser, window, options } = this
    const length = parser.next - window.at
    if (this.header) this.header = false
    else if (length > options.maxRecordBytes) return this.setLineAside(parser.lines === 1 ? 'record_too_long' : 'unclosed_quote')
    else if (this.isBlank()) this.blankLines++
    else if (parser.count < options.columns) return this.setLineAside('too_few_fields')
    else {
      if (length > this.longest) this.longest = length
      if (parser.lines > 1) this.multiline++
      const fault = parser.next <= window.trusted ? undefined : badBytes(window.buffer, window.at, parser.next, this.line, parser)
      if (fault === undefined) this.keep()
      else await this.quarantine.add(fault, this.raw(parser.next))
    }
    this.consume(parser.next, parser.lines)
  }

  private keep(): void {
    const { parser, window, kept } = this
    kept.plain(String(this.line))
    for (let index = 0; index < parser.count; index++) {
      const close = parser.closes[index]!
      const [start, end] = [parser.starts[index]!, parser.ends[index]!]
      if (close < 0) kept.bytes(window.buffer, start, end)
      else if (end === close + 1) kept.bytes(window.buffer, start, close, this.options.marks.quote, close)
      else kept.field(parser.text(window.buffer, index, String.fromCharCode(this.options.marks.quote)))
    }
    kept.endRow()
  }

  private async incomplete(outcome: ParseOutcome): Promise<void> {
    const { window, options, parser } = this
    const held = window.end - window.at
    const lineEnd = lineAfter(window.buffer, window.at, window.end, window.final, options.loneCr)
    if (outcome !== 'more' && outcome !== 'complete' && lineEnd >= 0)
      return this.setLineAside(outcome === 'text_after_quote' && parser.lines > 1 ? 'unclosed_quote' : outcome)
    if (held <= options.maxRecordBytes) return window.fill()
    if (lineEnd >= 0) return this.setLineAside('unclosed_quote')
    this.overlong = { bytes: 0, raw: Buffer.from(window.buffer.subarray(window.at, window.at + longRawBytes)) }
  }

  private async setLineAside(because: QuarantineReason): Promise<void> {
    const { window, options, parser, alone } = this
    const { buffer, at } = window
    const end = lineAfter(buffer, at, window.end, window.final, options.loneCr)
    if (end - at > options.maxRecordBytes || because === 'record_too_long') {
      this.overlong = { bytes: 0, raw: Buffer.from(this.raw(end).subarray(0, longRawBytes)) }
      return this.skip(this.overlong)
    }
    const { count: fields, lines } = parser
    alone.parse(buffer, at, end, true)
    const followed = buffer.toString('utf8', alone.fault, Math.min(end, alone.fault + 12)).trimEnd()
    await this.quarantine.add(faultOfLine(because, this.line, { fields, lines, columns: options.columns }, alone, followed), this.raw(end))
    this.longest = Math.max(this.longest, end - at)
    this.consume(end, 1)
  }

  /** Passes over a line that is too long to be held. */
  private async skip(overlong: { bytes: number; raw: Buffer }): Promise<void> {
    const { window, options } = this
    const end = lineAfter(window.buffer, window.at, window.end, window.final, options.loneCr)
    if (end >= 0) {
      overlong.bytes += end - window.at
      await this.finishOverlong(overlong)
      return this.consume(end, 1)
    }
    const until = window.buffer[window.end - 1] === 13 ? window.end - 1 : window.end
    overlong.bytes += until - window.at
    window.at = until
    return window.fill()
  }

  private async finishOverlong({ bytes, raw }: { bytes: number; raw: Buffer }): Promise<void> {
    this.overlong = undefined
    await this.quarantine.add({ line: this.line, reason: 'record_too_long', column: 1, note: `the first ${raw.length} of ${bytes} bytes` }, raw)
  }

  private consume(end: number, lines: number): void {
    const { window, options } = this
    tallyLineEnds(window.buffer, window.at, end, options.loneCr, this.lineEnds)
    this.line += lines
    window.at = end
  }

  /** The bytes of a record without its line end. */
  private raw(end: number): Buffer {
    const { buffer, at } = this.window
    let until = end
    if (until > at && buffer[until - 1] === 10) until--
    if (until > at && buffer[until - 1] === 13 && (until < end || this.options.loneCr)) until--
    return buffer.subarray(at, until)
  }

  private isBlank(): boolean {
    const { parser, window, options } = this
    if (parser.count !== 1 || options.columns === 1 || parser.closes[0] !== -1) return false
    for (let at = parser.starts[0]!; at < parser.ends[0]!; at++) {
      const byte = window.buffer[at]
      if (byte !== 32 && byte !== 9 && byte !== 13) return false
    }
    return true
  }
}
