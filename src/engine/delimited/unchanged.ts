import { stat } from 'node:fs/promises'
import { changed, Source } from './source.js'

/** What the file system tells of a file, so that it need not be read again to see that it is the same. */
export const stampOf = async (path: string): Promise<string> => {
  const facts = await stat(path, { bigint: true }).catch(() => undefined)
  return facts === undefined ? '' : [facts.dev, facts.ino, facts.size, facts.mtimeNs, facts.ctimeNs].join(' ')
}

const chunkBytes = 1 << 20

async function hashOf(path: string): Promise<string> {
  const source = await Source.open(path)
  try {
    const chunk = Buffer.allocUnsafe(chunkBytes)
    while ((await source.read(chunk, 0, chunkBytes)) > 0);
    return source.digest()
  } finally {
    await source.close()
  }
}

/** Throws InputError where a path leads no longer to the bytes of this SHA-256; they are read again only where the file system tells of a change since `stamp`. */
export const requireUnchanged = async (path: string, stamp: string, sha256: string): Promise<void> => {
  const now = await stampOf(path)
  if (now !== stamp && (now === '' || (await hashOf(path)) !== sha256)) throw changed(path)
}
