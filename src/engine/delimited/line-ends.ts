const LF = 10
const CR = 13

export interface LineEnds {
  lf: number
  crlf: number
  cr: number
}

/** Offset behind the first line end from `from`; -1 when it is not there yet; `limit` when nothing follows. */
export const lineAfter = (buffer: Buffer, from: number, limit: number, final: boolean, loneCr: boolean): number => {
  if (!loneCr) {
    const lf = buffer.subarray(from, limit).indexOf(LF)
    return lf >= 0 ? from + lf + 1 : final ? limit : -1
  }
  for (let at = from; at < limit; at++) {
    if (buffer[at] === LF) return at + 1
    if (buffer[at] !== CR) continue
    if (at + 1 < limit) return buffer[at + 1] === LF ? at + 2 : at + 1
    return final ? limit : -1
  }
  return final ? limit : -1
}

/** Adds the line ends between `from` and `to`. */
export const tallyLineEnds = (buffer: Uint8Array, from: number, to: number, loneCr: boolean, tally: LineEnds): void => {
  for (let at = from; at < to; at++) {
    const byte = buffer[at]
    if (byte === LF) tally[at > from && buffer[at - 1] === CR ? 'crlf' : 'lf']++
    else if (loneCr && byte === CR && (at + 1 >= to || buffer[at + 1] !== LF)) tally.cr++
  }
}
