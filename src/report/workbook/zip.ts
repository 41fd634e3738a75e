import { open, type FileHandle } from 'node:fs/promises'
import { constants, crc32, createDeflateRaw, inflateRawSync } from 'node:zlib'

/** One file of an archive; its data may come in pieces. */
export interface ZipEntry {
  readonly path: string
  readonly data: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>
}

/** 1 January 1980, which is where the dates of archives begin: no clock is read. */
const firstDate = 33
const most = 0xffff_ffff

interface Written {
  readonly path: Buffer
  readonly offset: number
  readonly crc: number
  readonly packed: number
  readonly size: number
}

/** What local header and directory have in common: version, flags (names in UTF-8), deflated, time, date, check, sizes, length of the name. */
function commonHead({ path, crc, packed, size }: Written): Buffer {
  const head = Buffer.alloc(26)
  head.writeUInt16LE(20, 0)
  head.writeUInt16LE(0x0800, 2)
  head.writeUInt16LE(8, 4)
  head.writeUInt16LE(firstDate, 8)
  head.writeUInt32LE(crc, 10)
  head.writeUInt32LE(packed, 14)
  head.writeUInt32LE(size, 18)
  head.writeUInt16LE(path.length, 22)
  return head
}

const signature = (bytes: readonly number[]): Buffer => Buffer.from([0x50, 0x4b, ...bytes])

const localHead = (written: Written): Buffer => Buffer.concat([signature([3, 4]), commonHead(written), written.path])

function directoryHead(written: Written): Buffer {
  const tail = Buffer.alloc(14)
  tail.writeUInt32LE(written.offset, 10)
  return Buffer.concat([signature([1, 2, 20, 0]), commonHead(written), tail, written.path])
}

function directoryEnd(entries: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries, 4)
  end.writeUInt16LE(entries, 6)
  end.writeUInt32LE(size, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([signature([5, 6]), end])
}

async function writeEntry(file: FileHandle, { path, data }: ZipEntry, offset: number): Promise<Written> {
  const name = Buffer.from(path)
  let [crc, size, packed] = [0, 0, 0]
  const start = offset + 30 + name.length
  // The fastest level: the markup of sheets repeats itself so much that a better one takes four times as long for a quarter of the size.
  const deflate = createDeflateRaw({ level: constants.Z_BEST_SPEED })
  const feed = (async (): Promise<void> => {
    for await (const piece of data) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece
      crc = crc32(bytes, crc)
      size += bytes.length
      if (!deflate.write(bytes)) await new Promise((resolve) => deflate.once('drain', resolve))
    }
    deflate.end()
  })().catch((error: unknown) => deflate.destroy(error instanceof Error ? error : new Error('a part of the archive could not be made')))
  for await (const chunk of deflate) {
    const bytes: Buffer = Buffer.from(chunk)
    await file.write(bytes, 0, bytes.length, start + packed)
    packed += bytes.length
  }
  await feed
  if (size > most || start + packed > most) throw new RangeError('an archive without extensions ends at 4 GiB')
  const written = { path: name, offset, crc, packed, size }
  const head = localHead(written)
  await file.write(head, 0, head.length, offset)
  return written
}

/** Writes an archive into a new file, entry by entry, at constant memory: the same entries give the same bytes. */
export async function writeZip(path: string, entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    const written: Written[] = []
    let offset = 0
    for await (const entry of entries) {
      const one = await writeEntry(file, entry, offset)
      written.push(one)
      offset += 30 + one.path.length + one.packed
    }
    const directory = Buffer.concat(written.map(directoryHead))
    const end = Buffer.concat([directory, directoryEnd(written.length, directory.length, offset)])
    await file.write(end, 0, end.length, offset)
  } finally {
    await file.close()
  }
}

/** The files of a small archive that is in memory, in its order. */
export function readZip(bytes: Uint8Array): Map<string, Buffer> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = zip.lastIndexOf(signature([5, 6]))
  const files = new Map<string, Buffer>()
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [nameLength, extra, comment, offset] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42)]
    const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28)
    const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20))
    files.set(zip.toString('utf8', at + 46, at + 46 + nameLength), zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : Buffer.from(packed))
    at += 46 + nameLength + extra + comment
  }
  return files
}
