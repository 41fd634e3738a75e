import type { Marks } from './dialect.js'

const LF = 10
const CR = 13
const SPACE = 32

/** A record may span this many lines: it bounds the look-ahead behind a quote that is never closed. */
export const maxRecordLines = 10_000

export type ParseOutcome = 'complete' | 'more' | 'too_many_fields' | 'unclosed_quote' | 'text_after_quote'

/**
 * Parses one record of UTF-8 bytes. `parse` leaves the fields of the record as offsets: field i is `starts[i]` to `ends[i]`; when it was quoted,
 * `closes[i]` is the offset of its closing quote (else -1), and what stands between it and `ends[i]` are blanks that belong to the value.
 */
export class RecordParser {
  count = 0
  starts = new Int32Array(64)
  ends = new Int32Array(64)
  closes = new Int32Array(64)
  /** Offset behind the record's line end. */
  next = 0
  /** Physical lines the record spans. */
  lines = 1
  /** Offset of what follows a closing quote, after the fault `text_after_quote`. */
  fault = 0
  private readonly delimiter: number
  private readonly quote: number

  /** `loneCr`: a carriage return alone ends a line. `maxFields`: one more is the fault `too_many_fields`. */
  constructor(marks: Marks, private readonly loneCr: boolean, private readonly maxFields = Number.POSITIVE_INFINITY) {
    this.delimiter = marks.delimiter
    this.quote = marks.quote
  }

  /** Parses from `from`; `final` says that nothing follows `limit`. A fault stands in field `count` (zero-based). */
  parse(buffer: Uint8Array, from: number, limit: number, final: boolean): ParseOutcome {
    const { delimiter, quote } = this
    let at = from
    this.count = 0
    this.lines = 1
    for (;;) {
      if (this.count === this.maxFields) return 'too_many_fields'
      const start = at
      let close = -1
      if (at < limit && buffer[at] === quote) {
        close = this.closing(buffer, at + 1, limit)
        if (close === -2) return 'unclosed_quote'
        if (close === -1) return final ? 'unclosed_quote' : 'more'
        if (close + 1 >= limit && !final) return 'more'
        at = close + 1
        if (delimiter !== SPACE) while (at < limit && buffer[at] === SPACE) at++
      } else {
        while (at < limit) {
          const byte = buffer[at]
          if (byte === delimiter || byte === LF || byte === CR) break
          at++
        }
      }
      for (;;) {
        if (at >= limit && !final) return 'more'
        const byte = at < limit ? buffer[at] : LF
        if (byte === delimiter) {
          this.push(start, at, close)
          at++
          break
        }
        if (byte === LF) {
          this.push(start, at, close)
          this.next = at < limit ? at + 1 : limit
          return 'complete'
        }
        if (byte === CR) {
          if (at + 1 >= limit && !final) return 'more'
          const crlf = at + 1 < limit && buffer[at + 1] === LF
          if (crlf || this.loneCr) {
            this.push(start, at, close)
            this.next = at + (crlf ? 2 : 1)
            return 'complete'
          }
        }
        if (close >= 0) {
          this.fault = at
          return 'text_after_quote'
        }
        at++
      }
    }
  }

  /** Offset of the closing quote; -1 when the bytes end before it, -2 when the bound on lines is passed. */
  private closing(buffer: Uint8Array, from: number, limit: number): number {
    const { quote, loneCr } = this
    let at = from
    while (at < limit) {
      const byte = buffer[at]
      if (byte === quote) {
        if (at + 1 >= limit || buffer[at + 1] !== quote) return at
        at++
      } else if (byte === LF || (byte === CR && loneCr && (at + 1 >= limit || buffer[at + 1] !== LF))) {
        if (++this.lines > maxRecordLines) return -2
      }
      at++
    }
    return -1
  }

  private push(start: number, end: number, close: number): void {
    if (this.count === this.starts.length) this.grow()
    this.starts[this.count] = close < 0 ? start : start + 1
    this.ends[this.count] = end
    this.closes[this.count] = close
    this.count++
  }

  private grow(): void {
    for (const name of ['starts', 'ends', 'closes'] as const) {
      const wider = new Int32Array(this[name].length * 4)
      wider.set(this[name])
      this[name] = wider
    }
  }

  /** The text of field `index`, quotes resolved. */
  text(buffer: Buffer, index: number, quote: string): string {
    const [start, end, close] = [this.starts[index] ?? 0, this.ends[index] ?? 0, this.closes[index] ?? -1]
    if (close < 0) return buffer.toString('utf8', start, end)
    return buffer.toString('utf8', start, close).replaceAll(quote + quote, quote) + buffer.toString('utf8', close + 1, end)
  }
}
