import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { InputError } from '../../engine/errors.js'
import { chunkBytes, headerBytes, newHeader, Opener, readHeader, Sealer, tagBytes, type KeySource } from './format.js'
import { MasterKey, type Secret } from './keys.js'

/** Ending of an encrypted file. */
export const encryptedEnding = '.enc'
/** Stays as it is: it holds hashes and counts, and says what the folder is. */
const plainFiles = new Set(['run.json'])

async function readFull(handle: FileHandle, into: Buffer): Promise<number> {
  let held = 0
  while (held < into.length) {
    const { bytesRead } = await handle.read(into, held, into.length - held, null)
    if (bytesRead === 0) break
    held += bytesRead
  }
  return held
}

/** The pieces of a file, each with whether it is the last: a file that ends with a whole piece has no empty one after it, an empty file has one. */
async function* pieces(handle: FileHandle, bytes: number): AsyncGenerator<readonly [piece: Buffer, last: boolean]> {
  let current = Buffer.allocUnsafe(bytes)
  let held = await readFull(handle, current)
  for (;;) {
    const following = Buffer.allocUnsafe(bytes)
    const more = held < bytes ? 0 : await readFull(handle, following)
    yield [current.subarray(0, held), more === 0]
    if (more === 0) return
    current = following
    held = more
  }
}

/** Encrypts a file into another, chunk by chunk. */
export async function encryptFile(path: string, target: string, keys: MasterKey, source: KeySource): Promise<void> {
  const header = newHeader(source)
  const sealer = new Sealer(keys.of(source, path), header)
  const [from, to] = [await open(path, 'r'), await open(target, 'wx', 0o600)]
  try {
    await to.writeFile(header.bytes)
    for await (const [piece, last] of pieces(from, chunkBytes)) await to.writeFile(sealer.chunk(piece, last))
  } finally {
    await Promise.all([from.close(), to.close()])
  }
}

/**
 * Decrypts a file into another, which appears whole or not at all. Throws InputError when it is no encrypted file, the key is another's, or a
 * byte of it is not what was written: cut off, put elsewhere or changed.
 */
export async function decryptFile(path: string, target: string, keys: MasterKey): Promise<void> {
  if (existsSync(target)) throw new InputError('is there already', { file: target }, 'name another file for what is decrypted')
  const from = await open(path, 'r').catch(() => {
    throw new InputError('cannot be read', { file: path }, 'check the path and its permissions')
  })
  const partial = `${target}.partial`
  let to: FileHandle | undefined
  try {
    const head = Buffer.alloc(headerBytes)
    const header = readHeader(head.subarray(0, await readFull(from, head)))
    if (header === undefined) throw new InputError('is no file that Crosswalk encrypted', { file: path }, 'name one that ends with .enc')
    const opener = new Opener(keys.of(header, path), header)
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
    to = await open(partial, 'w', 0o600)
    let number = 1
    for await (const [piece, last] of pieces(from, chunkBytes + tagBytes)) {
      try {
        await to.writeFile(opener.chunk(piece, last))
      } catch {
        throw new InputError(`chunk ${number} is not what was encrypted, or the key is another`, { file: path }, 'give the key of this run, or take the file from a copy: it was changed or cut off')
      }
      number += 1
    }
    await to.close()
    to = undefined
    renameSync(partial, target)
  } finally {
    await to?.close()
    await from.close()
    rmSync(partial, { force: true })
  }
}

/** Whether the first chunk of a file was encrypted with that key. */
export async function isEncryptedBy(path: string, keys: MasterKey): Promise<boolean> {
  const from = await open(path, 'r')
  try {
    const head = Buffer.alloc(headerBytes)
    const header = readHeader(head.subarray(0, await readFull(from, head)))
    if (header === undefined) return false
    for await (const [piece, last] of pieces(from, chunkBytes + tagBytes)) {
      new Opener(keys.of(header, path), header).chunk(piece, last)
      break
    }
    return true
  } catch {
    return false
  } finally {
    await from.close()
  }
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort()

/** Replaces every file of a run folder but run.json by an encrypted one. Throws InputError when the key is of no use. */
export async function encryptFolder(folder: string, secret: Secret): Promise<void> {
  const keys = new MasterKey(secret)
  const source = keys.source()
  for (const file of filesOf(folder).filter((name) => !plainFiles.has(name))) {
    await encryptFile(join(folder, file), join(folder, `${file}${encryptedEnding}`), keys, source)
    rmSync(join(folder, file))
  }
}

const plainName = (file: string): string => (file.endsWith(encryptedEnding) ? file.slice(0, -encryptedEnding.length) : file)

/** Decrypts a file, or every file of a run folder into a new folder. Returns how many files were made. Throws InputError; then nothing is left of a folder that was begun. */
export async function decrypt(path: string, out: string, secret: Secret): Promise<number> {
  const keys = new MasterKey(secret)
  const facts = statSync(path, { throwIfNoEntry: false })
  if (facts === undefined) throw new InputError('no such file', { file: path }, 'name an encrypted file, or a run folder')
  if (!facts.isDirectory()) {
    await decryptFile(path, out, keys)
    return 1
  }
  if (existsSync(out)) throw new InputError('is there already', { file: out }, 'name a folder that does not exist')
  const files = filesOf(path).filter((file) => file.endsWith(encryptedEnding) || plainFiles.has(file))
  const partial = `${out}.partial`
  try {
    mkdirSync(partial, { recursive: true, mode: 0o700 })
    for (const file of files) {
      if (file.endsWith(encryptedEnding)) await decryptFile(join(path, file), join(partial, plainName(file)), keys)
      else await copyPrivate(join(path, file), join(partial, file))
    }
    renameSync(partial, out)
  } finally {
    rmSync(partial, { recursive: true, force: true })
  }
  return files.length
}

async function copyPrivate(path: string, target: string): Promise<void> {
  const [from, to] = [await open(path, 'r'), await open(target, 'wx', 0o600)]
  try {
    for await (const [piece] of pieces(from, chunkBytes)) await to.writeFile(piece)
  } finally {
    await Promise.all([from.close(), to.close()])
  }
}
