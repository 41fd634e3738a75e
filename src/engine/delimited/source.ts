import { createHash } from 'node:crypto'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { InputError, InterruptedError } from '../errors.js'

/** What a reader of a file is watched and stopped by. */
export interface Watch {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((bytes: number, total: number) => void) | undefined
}

/** A file is not what it was when its reading began. */
export const changed = (path: string): InputError =>
  new InputError('the file changed while it was read', { file: basename(path) }, 'wait until it is written completely, or read a copy, then run again')

const said = (error: unknown, file: string): unknown => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new InputError('no such file', { file }, 'check the path; paths are relative to the folder in which the command runs')
  if (code === 'EACCES' || code === 'EPERM')
    return new InputError('the file may not be read', { file }, 'give the user who runs this the right to read it')
  return error
}

/** A file read once from its beginning, hashed on the way; it must not change from the first reading to `assertUnchanged`. */
export class Source {
  private hash = createHash('sha256')
  private offset = 0
  private furthest = 0

  private constructor(
    private readonly path: string,
    private readonly handle: FileHandle,
    readonly size: number,
    private readonly modified: bigint,
    private readonly watch: Watch,
  ) {}

  /** Throws InputError for a missing, unreadable or empty file, for a folder and for a pipe. */
  static async open(path: string, watch: Watch = {}): Promise<Source> {
    const file = basename(path)
    try {
      const kind = await stat(path)
      if (kind.isDirectory()) throw new InputError('this is a folder, a file is wanted', { file }, 'name the file in it')
      if (!kind.isFile())
        throw new InputError(
          'this is a pipe or a device, a file is wanted',
          { file },
          'write the data to a file first: it is read more than once',
        )
      if (kind.size === 0)
        throw new InputError('the file is empty', { file }, 'ask for the file again: even an extract without records has a header line')
      const handle = await open(path, 'r')
      const { size, mtimeNs } = await handle.stat({ bigint: true })
      return new Source(path, handle, Number(size), mtimeNs, watch)
    } catch (error) {
      throw said(error, file)
    }
  }

  /** Reads the next bytes into `target` from `at`; 0 at the end of the file. Throws InterruptedError when stopped. */
  async read(target: Buffer, at: number, length: number): Promise<number> {
    if (this.watch.signal?.aborted === true) throw new InterruptedError('interrupted')
    const { bytesRead } = await this.handle.read(target, at, length, this.offset)
    this.hash.update(target.subarray(at, at + bytesRead))
    this.offset += bytesRead
    this.furthest = Math.max(this.furthest, this.offset)
    this.watch.onProgress?.(this.furthest, this.size)
    return bytesRead
  }

  /** Begins again at the file's first byte; progress does not go back. */
  rewind(): void {
    this.hash = createHash('sha256')
    this.offset = 0
  }

  /** SHA-256 of what was read since the beginning, in hexadecimal; once. */
  digest(): string {
    return this.hash.digest('hex')
  }

  async assertUnchanged(): Promise<void> {
    const { size, mtimeNs } = await this.handle.stat({ bigint: true })
    if (mtimeNs !== this.modified || Number(size) !== this.size) throw changed(this.path)
  }

  async close(): Promise<void> {
    await this.handle.close()
  }
}
