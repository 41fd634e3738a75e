import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import pLimit from 'p-limit'

const chunkBytes = 1 << 20
const openFiles = 4

/** sha256 of a text or of bytes, as hex. */
export const sha256Text = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex')

/** sha256 of a file, as hex; read piece by piece into one buffer. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, Math.max(size, 1)))
    for (;;) {
      const { bytesRead } = await handle.read(chunk, 0, chunk.length, null)
      if (bytesRead === 0) return hash.digest('hex')
      hash.update(chunk.subarray(0, bytesRead))
    }
  } finally {
    await handle.close()
  }
}

/** What a folder holds besides folders, links not followed: paths inside it with forward slashes, in the order of their characters. */
export function filesIn(folder: string): string[] {
  const under = (at: string): string[] => readdirSync(join(folder, at), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? under(`${at}${entry.name}/`) : [`${at}${entry.name}`]))
  return under('').sort()
}

export interface HashedFile {
  readonly file: string
  readonly bytes: number
  readonly sha256: string
}

/** Size and sha256 of files of a folder, in the order given, a few at a time. */
export async function hashedFiles(folder: string, files: readonly string[]): Promise<HashedFile[]> {
  const limit = pLimit(openFiles)
  return await Promise.all(files.map(async (file) => await limit(async () => ({ file, bytes: statSync(join(folder, file)).size, sha256: await sha256Of(join(folder, file)) }))))
}
