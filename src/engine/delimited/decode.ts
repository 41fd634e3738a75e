import { isAscii } from 'node:buffer'
import iconv from 'iconv-lite'
import type { Encoding } from './dialect.js'

/** Turns chunks of a file into UTF-8, without a byte order mark. What is no text in the encoding becomes 0xFF, a byte that UTF-8 never has. */
export interface Decoder {
  write(chunk: Buffer): Buffer
  end(): Buffer
}

const empty = Buffer.alloc(0)
const notText = Buffer.from([0xff])
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/
const undecodable = /\uFFFD/

const encode = (text: string, bad: RegExp): Buffer => {
  if (!bad.test(text)) return Buffer.from(text, 'utf8')
  return Buffer.concat(text.split(bad).flatMap((part, index) => (index === 0 ? [Buffer.from(part)] : [notText, Buffer.from(part)])))
}

const withoutMark = (bytes: Buffer): Buffer => (bytes.subarray(0, 3).equals(byteOrderMark) ? bytes.subarray(3) : bytes)

const utf8 = (): Decoder => {
  let head: Buffer | undefined = empty
  return {
    write(chunk) {
      if (head === undefined) return chunk
      head = head.length === 0 ? chunk : Buffer.concat([head, chunk])
      if (head.length < 3) return empty
      const first = withoutMark(head)
      head = undefined
      return first
    },
    end: () => head ?? empty,
  }
}

const oneByte = (encoding: 'windows-1252' | 'iso-8859-1'): Decoder => ({
  write: (chunk) => (isAscii(chunk) ? chunk : encode(iconv.decode(chunk, encoding), undecodable)),
  end: () => empty,
})

const utf16 = (encoding: 'utf-16le' | 'utf-16be'): Decoder => {
  let left = empty
  let first = true
  const highSurrogate = (bytes: Buffer) => ((bytes[bytes.length - (encoding === 'utf-16le' ? 1 : 2)] ?? 0) & 0xfc) === 0xd8
  return {
    write(chunk) {
      const bytes = left.length === 0 ? chunk : Buffer.concat([left, chunk])
      let whole = bytes.length & ~1
      if (whole >= 2 && highSurrogate(bytes.subarray(0, whole))) whole -= 2
      left = Buffer.from(bytes.subarray(whole))
      if (whole === 0) return empty
      const text = iconv.decode(bytes.subarray(0, whole), encoding, { stripBOM: first })
      first = false
      return encode(text, loneSurrogate)
    },
    end: () => (left.length === 0 ? empty : notText),
  }
}

export const decoderOf = (encoding: Encoding): Decoder => {
  if (encoding === 'utf-8') return utf8()
  return encoding === 'windows-1252' || encoding === 'iso-8859-1' ? oneByte(encoding) : utf16(encoding)
}
