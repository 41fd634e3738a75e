import { scryptSync } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { InputError } from '../../engine/errors.js'
import { keyFileSource, passphraseSource, type KeySource } from './format.js'

/** Where the secret is: a file of 32 bytes (raw, or as 64 hexadecimal digits), or a file whose first line is a passphrase. */
export type Secret = { readonly keyFile: string } | { readonly passphraseFile: string }

const most = 4096
const leastPassphrase = 12

function readSecret(path: string): Buffer {
  const facts = statSync(path, { throwIfNoEntry: false })
  if (facts?.isFile() !== true) throw new InputError('no such file', { file: path }, 'check the path of the key or passphrase')
  if (facts.size > most) throw new InputError(`is larger than ${most} bytes, so no key and no passphrase`, { file: path }, 'name the file that holds the secret alone')
  if ((facts.mode & 0o077) !== 0) throw new InputError('can be read by others', { file: path }, 'take their permission away: chmod 600')
  return readFileSync(path)
}

function keyOf(path: string): Buffer {
  const bytes = readSecret(path)
  if (bytes.length === 32) return bytes
  const text = bytes.toString('latin1').trim()
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  throw new InputError('is no key', { file: path }, 'a key is 32 random bytes, or 64 hexadecimal digits: openssl rand -hex 32')
}

function passphraseOf(path: string): Buffer {
  const line = readSecret(path).toString('utf8').split(/\r?\n/)[0] ?? ''
  if (line.length < leastPassphrase) throw new InputError(`holds a passphrase of fewer than ${leastPassphrase} characters`, { file: path }, 'write a longer one into its first line')
  return Buffer.from(line.normalize('NFC'), 'utf8')
}

/** The master key of a secret; scrypt runs once for each salt. */
export class MasterKey {
  readonly #bySalt = new Map<string, Buffer>()

  constructor(private readonly secret: Secret) {}

  /** How the files of a run say that their key is made. */
  source(): KeySource {
    return 'keyFile' in this.secret ? keyFileSource : passphraseSource()
  }

  /** Reads the secret. Throws InputError when it is of no use. */
  check(): void {
    if ('keyFile' in this.secret) keyOf(this.secret.keyFile)
    else passphraseOf(this.secret.passphraseFile)
  }

  /** The key that a header asks for. Throws InputError when the secret is of the other kind, or of no use. */
  of({ kind, logN, r, p, salt }: KeySource, file: string): Buffer {
    const has = 'keyFile' in this.secret ? 'key' : 'passphrase'
    if (has !== kind) throw new InputError(`was encrypted with a ${kind}, not a ${has}`, { file }, `give --${kind}-file`)
    const name = `${kind} ${logN} ${r} ${p} ${salt.toString('hex')}`
    const known = this.#bySalt.get(name)
    if (known !== undefined) return known
    const key = 'keyFile' in this.secret ? keyOf(this.secret.keyFile) : scryptSync(passphraseOf(this.secret.passphraseFile), salt, 32, { N: 2 ** logN, r, p, maxmem: 2 ** 31 })
    this.#bySalt.set(name, key)
    return key
  }
}
