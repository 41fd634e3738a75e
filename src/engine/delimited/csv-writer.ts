import { type FileHandle, open, rm } from 'node:fs/promises'

const QUOTE = 34
const COMMA = 44
const SPACE = 32
const flushAt = 1 << 20

/** Writes rows of CSV: UTF-8, comma, `"`, LF. Fields are given as bytes; `flushed` must be awaited now and then. */
export class CsvWriter {
  rows = 0
  longest = 0
  private buffer = Buffer.allocUnsafe(1 << 14)
  private at = 0
  private rowStart = 0

  private constructor(
    readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  static async create(path: string): Promise<CsvWriter> {
    return new CsvWriter(path, await open(path, 'w', 0o600))
  }

  /** A field of plain ASCII without delimiter, quote or line end, such as a number. */
  plain(text: string): void {
    this.reserve(text.length)
    this.separate()
    this.at += this.buffer.write(text, this.at, 'latin1')
  }

  field(text: string): void {
    const bytes = Buffer.from(text, 'utf8')
    this.bytes(bytes, 0, bytes.length)
  }

  /** The field whose value is `bytes` from `start` to `end`; a `doubled` quote byte in it before `until` stands for one. */
  bytes(bytes: Uint8Array, start: number, end: number, doubled = -1, until = start): void {
    this.reserve(2 * (end - start))
    this.separate()
    const { buffer } = this
    let at = this.at
    for (let from = start; from < end; from++) {
      const byte = bytes[from]!
      if ((byte <= COMMA && (byte === QUOTE || byte === COMMA || byte < SPACE)) || byte === doubled) {
        this.at = this.quoted(bytes, start, end, doubled, until)
        return
      }
      buffer[at++] = byte
    }
    this.at = at
  }

  private quoted(bytes: Uint8Array, start: number, end: number, doubled: number, until: number): number {
    const { buffer } = this
    let at = this.at
    buffer[at++] = QUOTE
    for (let from = start; from < end; from++) {
      const byte = bytes[from]!
      if (byte === doubled && from < until) from++
      if (byte === QUOTE) buffer[at++] = QUOTE
      buffer[at++] = byte
    }
    buffer[at++] = QUOTE
    return at
  }

  endRow(): void {
    this.reserve(0)
    this.buffer[this.at++] = 10
    this.longest = Math.max(this.longest, this.at - this.rowStart)
    this.rowStart = this.at
    this.rows++
  }

  /** Whether enough stands in memory to be written. */
  get full(): boolean {
    return this.at >= flushAt
  }

  async flush(): Promise<void> {
    for (let done = 0; done < this.at; ) done += (await this.handle.write(this.buffer, done, this.at - done)).bytesWritten
    this.at = 0
    this.rowStart = 0
  }

  async close(): Promise<void> {
    await this.flush()
    await this.handle.close()
  }

  async discard(): Promise<void> {
    await this.handle.close().catch(() => undefined)
    await rm(this.path, { force: true })
  }

  private separate(): void {
    if (this.at > this.rowStart) this.buffer[this.at++] = COMMA
  }

  private reserve(length: number): void {
    if (this.at + length + 8 <= this.buffer.length) return
    const wider = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.at + length + 8))
    this.buffer.copy(wider, 0, 0, this.at)
    this.buffer = wider
  }
}
