import { isUtf8 } from 'node:buffer'
import type { Marks } from './dialect.js'
import type { Source } from './source.js'

const LF = 10
const CR = 13
const mostBytes = 1 << 20

/** What a regular file holds: one record a line, one kind of line end, nothing to mend. */
export interface Regular {
  readonly lines: number
  readonly crlf: boolean
  /** Whether the last line has a line end. */
  readonly closed: boolean
  readonly longest: number
  /** Columns, from zero, with a cell that begins with white space. */
  readonly padded: readonly number[]
}

/** 1 where white space begins a cell: a blank, a tab, a no-break space. */
const spaceAt = (buffer: Uint8Array, at: number, delimiter: number): number => {
  const byte = buffer[at]!
  return (byte === 32 || byte === 9 || (byte === 0xc2 && buffer[at + 1] === 0xa0)) && byte !== delimiter ? 1 : 0
}

/** Reads whole lines and stops at the first that is irregular; one loop, because it decides the speed of the whole ingest. */
class LineCheck {
  lines = 0
  longest = 0
  readonly padded: Uint8Array
  private readonly top: number

  constructor(
    private readonly marks: Marks,
    private readonly columns: number,
    private readonly crlf: boolean,
    private readonly maxBytes: number,
  ) {
    this.top = Math.max(marks.delimiter, marks.quote, CR)
    this.padded = new Uint8Array(columns + 1)
  }

  /** True when the lines from `from` to `to`, a line's end, are regular. */
  regular(buffer: Uint8Array, from: number, to: number): boolean {
    const { top, crlf, maxBytes, columns, padded } = this
    const { delimiter, quote } = this.marks
    let { lines, longest } = this
    let [lineStart, fieldStart, fields] = [from, from, 1]
    padded[0]! |= spaceAt(buffer, from, delimiter)
    for (let at = from; at < to; at++) {
      const byte = buffer[at]!
      if (byte > top) continue
      if (byte === delimiter) {
        fieldStart = at + 1
        // A typed array takes no notice of places beyond its end, which a line with too many fields would write to.
        padded[fields++]! |= spaceAt(buffer, fieldStart, delimiter)
      } else if (byte === LF) {
        const length = at + 1 - lineStart
        if (fields !== columns || length > maxBytes) return false
        if ((length > 1 && buffer[at - 1] === CR) !== crlf || (columns === 1 && length === (crlf ? 2 : 1))) return false
        if (length > longest) longest = length
        lines++
        fields = 1
        lineStart = fieldStart = at + 1
        if (lineStart < to) padded[0]! |= spaceAt(buffer, lineStart, delimiter)
      } else if (byte === quote) {
        if (at !== fieldStart) return false
        padded[fields - 1]! |= spaceAt(buffer, at + 1, delimiter)
        for (at++; at < to; at++) {
          const inside = buffer[at]!
          if (inside > top) continue
          if (inside === quote) {
            if (buffer[at + 1] !== quote) break
            at++
          } else if (inside === LF || inside === CR || inside === 0) return false
        }
        const after = buffer[at + 1]
        if (at >= to || (after !== delimiter && after !== LF && after !== CR)) return false
      } else if (byte === 0 || (byte === CR && buffer[at + 1] !== LF)) return false
    }
    this.lines = lines
    this.longest = longest
    return true
  }
}

const found = ({ lines, longest, padded }: LineCheck): Pick<Regular, 'lines' | 'longest' | 'padded'> => ({
  lines,
  longest,
  padded: Array.from(padded.keys()).filter((column) => padded[column] === 1),
})

/** Reads the whole UTF-8 source when every line, the header's too, is regular; undefined as soon as one is not. */
export const checkRegular = async (source: Source, marks: Marks, columns: number, maxBytes: number): Promise<Regular | undefined> => {
  // A small file needs no room for a large one; a byte more shows where it ends.
  const chunkBytes = Math.min(mostBytes, source.size + 1)
  let buffer = Buffer.allocUnsafe(chunkBytes * 2)
  let check: LineCheck | undefined
  let crlf = false
  let held = 0
  for (let first = true; ; first = false) {
    if (buffer.length - held < chunkBytes) buffer = Buffer.concat([buffer.subarray(0, held)], buffer.length * 2)
    const got = await source.read(buffer, held, chunkBytes)
    let from = 0
    let end = held + got
    const closed = got > 0 || held === 0
    if (!closed) end += buffer.write(crlf ? '\r\n' : '\n', held, 'latin1')
    if (first && buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf) from = 3
    const lastLf = buffer.lastIndexOf(LF, end - 1)
    if (end > 0 && lastLf >= 0) {
      if (check === undefined) {
        crlf = buffer[buffer.indexOf(LF) - 1] === CR
        check = new LineCheck(marks, columns, crlf, maxBytes)
      }
      if (!isUtf8(buffer.subarray(from, lastLf + 1)) || !check.regular(buffer, from, lastLf + 1)) return undefined
    }
    if (got === 0) return check === undefined ? undefined : { ...found(check), crlf, closed }
    const rest = lastLf + 1
    if (end - rest > maxBytes) return undefined
    buffer.copyWithin(0, rest, end)
    held = end - rest
  }
}
