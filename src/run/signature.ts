import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { InputError } from '../engine/errors.js'

/** Name of the signature in a run folder: of the bytes of run.json, by Ed25519 (RFC 8032), in base64. */
export const signatureFile = 'run.json.sig'

function keyIn(path: string, what: 'private' | 'public'): KeyObject {
  const remedy = what === 'private' ? 'openssl genpkey -algorithm ed25519 -out KEYFILE makes one' : 'openssl pkey -in KEYFILE -pubout -out PUBLIC makes it from the private key'
  const place = { file: basename(path) }
  if (!existsSync(path)) throw new InputError(`the ${what} key does not exist`, place, remedy)
  let key: KeyObject
  try {
    const pem = readFileSync(path)
    key = what === 'private' ? createPrivateKey(pem) : createPublicKey(pem)
  } catch {
    throw new InputError(`is no ${what} key in PEM without passphrase`, place, remedy)
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new InputError(`is a key of ${key.asymmetricKeyType ?? 'another kind'}, not of Ed25519`, place, remedy)
  return key
}

/** Reads the key by which a run will be signed, before there is anything to sign. Throws InputError. */
export const signingKey = (path: string): KeyObject => keyIn(path, 'private')

/** Signs run.json of a folder. */
export function signRun(folder: string, key: KeyObject): void {
  writeFileSync(join(folder, signatureFile), `${sign(null, readFileSync(join(folder, 'run.json')), key).toString('base64')}\n`, { mode: 0o600 })
}

/** What is wrong with the signature of a run by the key that this one is the public part of; undefined where nothing is. Throws InputError where the key is none. */
export function signatureFault(folder: string, publicKey: string): string | undefined {
  const key = keyIn(publicKey, 'public')
  const path = join(folder, signatureFile)
  if (!existsSync(path)) return 'the run is not signed'
  const text = readFileSync(path, 'utf8')
  const signature = Buffer.from(text, 'base64')
  if (text !== `${signature.toString('base64')}\n`) return 'the signature is not written as one'
  return verify(null, readFileSync(join(folder, 'run.json')), key, signature) ? undefined : 'the signature is not that of this run by this key'
}
