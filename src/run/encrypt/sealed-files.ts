import { existsSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { InputError } from '../../engine/errors.js'
import { decryptFile, encryptedEnding, encryptFile, isEncryptedBy } from './files.js'
import type { KeySource } from './format.js'
import { MasterKey, type Secret } from './keys.js'

/** Files that are encrypted where they stay, as outputs are; in the clear each stands in the folder of the work for as long as it is written or read. */
export class SealedFiles {
  readonly #keys: MasterKey
  readonly #source: KeySource

  constructor(
    secret: Secret,
    private readonly workFolder: string,
  ) {
    this.#keys = new MasterKey(secret)
    this.#source = this.#keys.source()
  }

  /** Has a file written, and encrypts it into another. */
  async write(target: string, work: (path: string) => Promise<void>): Promise<void> {
    const clear = this.#clear(target)
    try {
      await work(clear)
      rmSync(target, { force: true })
      await encryptFile(clear, target, this.#keys, this.#source)
    } finally {
      rmSync(clear, { force: true })
    }
  }

  /** Has what a file holds read. Throws InputError when it is not what was written, or the key is another. */
  async read(path: string, work: (path: string) => Promise<void>): Promise<void> {
    const clear = this.#clear(path)
    try {
      rmSync(clear, { force: true })
      await decryptFile(path, clear, this.#keys)
      await work(clear)
    } finally {
      rmSync(clear, { force: true })
    }
  }

  #clear(path: string): string {
    return join(this.workFolder, `clear-${basename(path, encryptedEnding)}`)
  }
}

/** Throws InputError when the files of a folder, where there are any, were encrypted with another key. */
export async function requireSameKey(folder: string, secret: Secret): Promise<void> {
  const file = existsSync(folder) ? readdirSync(folder).find((name) => name.endsWith(encryptedEnding)) : undefined
  if (file === undefined || (await isEncryptedBy(join(folder, file), new MasterKey(secret)))) return
  throw new InputError(
    'is not the key with which the tables of this run were saved',
    { file: 'keyFile' in secret ? secret.keyFile : secret.passphraseFile },
    'give that key, or leave --resume out: the run begins anew',
  )
}
