import { isUtf8 } from 'node:buffer'
import type { Decoder } from './decode.js'
import type { Source } from './source.js'

const LF = 10
const chunkBytes = 1 << 20

/** A sliding window of decoded bytes over a source: what stands from `at` to `end` is not yet consumed. */
export class Window {
  buffer: Buffer
  at = 0
  end = 0
  /** Nothing follows `end`. */
  final = false
  /** Bytes before this offset are known to be valid UTF-8 without NUL. */
  trusted = 0
  private readonly chunk: Buffer

  constructor(
    private readonly source: Source,
    private readonly decoder: Decoder,
  ) {
    // A small file needs no room for a large one; a byte more shows where it ends.
    this.chunk = Buffer.allocUnsafe(Math.min(chunkBytes, source.size + 1))
    this.buffer = Buffer.allocUnsafe(4 * this.chunk.length)
  }

  /** Reads on: at least as much again as is held, so that a long record costs no more than its length. */
  async fill(): Promise<void> {
    this.buffer.copyWithin(0, this.at, this.end)
    this.end -= this.at
    this.at = 0
    const wanted = this.end + Math.max(chunkBytes, this.end)
    while (this.end < wanted && !this.final) {
      const got = await this.source.read(this.chunk, 0, this.chunk.length)
      this.final = got === 0
      this.append(got === 0 ? this.decoder.end() : this.decoder.write(this.chunk.subarray(0, got)))
    }
    const lines = this.final ? this.end : this.buffer.subarray(0, this.end).lastIndexOf(LF) + 1
    const text = this.buffer.subarray(0, lines)
    this.trusted = text.indexOf(0) === -1 && isUtf8(text) ? lines : 0
  }

  private append(bytes: Buffer): void {
    if (this.end + bytes.length > this.buffer.length) {
      const wider = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.end + bytes.length))
      this.buffer.copy(wider, 0, 0, this.end)
      this.buffer = wider
    }
    bytes.copy(this.buffer, this.end)
    this.end += bytes.length
  }
}
