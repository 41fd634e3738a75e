import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Bytes of plain text in a chunk; only the last chunk of a file has fewer. */
export const chunkBytes = 1 << 16
export const tagBytes = 16
const saltBytes = 32
const passSaltBytes = 16

/** What every encrypted file begins with; the last byte is the version of the format. */
const magic = Buffer.from('CROSSWALK-ENC\0\0\u0001', 'latin1')
export const headerBytes = magic.length + 8 + passSaltBytes + saltBytes

/** How the key was made: from a key file, or from a passphrase by scrypt with these parameters. */
export interface KeySource {
  readonly kind: 'key' | 'passphrase'
  /** log2 of scrypt's N, its r and p; zero for a key file. */
  readonly logN: number
  readonly r: number
  readonly p: number
  readonly salt: Buffer
}

export interface Header extends KeySource {
  readonly fileSalt: Buffer
  /** The header as it is written: every chunk authenticates it. */
  readonly bytes: Buffer
}

const noSalt = Buffer.alloc(passSaltBytes)

/** A key file holds the key itself, so there is nothing to derive. */
export const keyFileSource: KeySource = { kind: 'key', logN: 0, r: 0, p: 0, salt: noSalt }
/** scrypt with N = 2^17, r = 8, p = 1: 128 MiB of memory a guess, as OWASP advises. */
export const passphraseSource = (): KeySource => ({ kind: 'passphrase', logN: 17, r: 8, p: 1, salt: randomBytes(passSaltBytes) })

/** The header of a new file, with a random salt of its own. */
export function newHeader(source: KeySource): Header {
  const fileSalt = randomBytes(saltBytes)
  const numbers = Buffer.from([source.kind === 'key' ? 1 : 2, source.logN, source.r, source.p, 0, 0, 0, 0])
  numbers.writeUInt32BE(chunkBytes, 4)
  return { ...source, fileSalt, bytes: Buffer.concat([magic, numbers, source.salt, fileSalt]) }
}

/** Reads a header; undefined where the bytes are none of this version, or ask for more work than any file that was written here. */
export function readHeader(bytes: Buffer): Header | undefined {
  if (bytes.length < headerBytes || !bytes.subarray(0, magic.length).equals(magic)) return undefined
  const at = magic.length
  const [kind = 0, logN = 0, r = 0, p = 0] = bytes.subarray(at, at + 4)
  const isKey = kind === 1 && logN === 0 && r === 0 && p === 0
  const isPassphrase = kind === 2 && logN >= 14 && logN <= 20 && r >= 1 && r <= 16 && p >= 1 && p <= 4
  if ((!isKey && !isPassphrase) || bytes.readUInt32BE(at + 4) !== chunkBytes) return undefined
  const salts = at + 8
  return {
    kind: isKey ? 'key' : 'passphrase', logN, r, p,
    salt: Buffer.from(bytes.subarray(salts, salts + passSaltBytes)),
    fileSalt: Buffer.from(bytes.subarray(salts + passSaltBytes, headerBytes)),
    bytes: Buffer.from(bytes.subarray(0, headerBytes)),
  }
}

/** Every file has a key of its own, so that the numbers of its chunks are nonces that never come twice. */
const fileKey = (master: Buffer, { fileSalt }: Header): Buffer => Buffer.from(hkdfSync('sha256', master, fileSalt, 'crosswalk file', 32))

/** Eleven bytes of the chunk's number and one that says whether it is the last: chunks cannot be reordered, left out or cut off. */
function nonce(number: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32BE(number, 7)
  bytes[11] = last ? 1 : 0
  return bytes
}

/** Encrypts the chunks of a file, in order. */
export class Sealer {
  #number = 0
  readonly #key: Buffer

  constructor(master: Buffer, private readonly header: Header) {
    this.#key = fileKey(master, header)
  }

  chunk(plain: Buffer, last: boolean): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce(this.#number++, last)).setAAD(this.header.bytes)
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  }
}

/** Decrypts the chunks of a file, in order. Throws where one is not what was written there. */
export class Opener {
  #number = 0
  readonly #key: Buffer

  constructor(master: Buffer, private readonly header: Header) {
    this.#key = fileKey(master, header)
  }

  chunk(sealed: Buffer, last: boolean): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.#key, nonce(this.#number++, last), { authTagLength: tagBytes }).setAAD(this.header.bytes)
    decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tagBytes)), decipher.final()])
  }
}
