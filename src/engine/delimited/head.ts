import { basename } from 'node:path'
import { refuseBinary } from './binary.js'
import { Source } from './source.js'

/** Bytes of a file that are read to find out its dialect and its header. */
export const headBytes = 1 << 20

/** The head of a file: its first MiB, `whole` when that is all. Throws InputError for what cannot be read and for binary formats. */
export const readHead = async (path: string): Promise<{ bytes: Buffer; whole: boolean }> => {
  const source = await Source.open(path)
  try {
    const most = Math.min(headBytes, source.size)
    const buffer = Buffer.allocUnsafe(most)
    let filled = 0
    for (let got = -1; got !== 0 && filled < most; filled += got) got = await source.read(buffer, filled, most - filled)
    const bytes = buffer.subarray(0, filled)
    refuseBinary(bytes, basename(path))
    return { bytes, whole: filled >= source.size }
  } finally {
    await source.close()
  }
}

/** A carriage return alone ends a line only in a file that shows no line feed in its head. */
export const endsLinesWithLoneCr = (decodedHead: Buffer): boolean => decodedHead.indexOf(10) === -1 && decodedHead.indexOf(13) !== -1
