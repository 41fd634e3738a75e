import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/engine/errors.js'
import { decrypt, reportRun, runConfig } from '../../src/index.js'
import { encryptFile } from '../../src/run/encrypt/files.js'
import { chunkBytes, headerBytes, tagBytes } from '../../src/run/encrypt/format.js'
import { MasterKey, type Secret } from '../../src/run/encrypt/keys.js'
import { temporaryFolder } from '../temporary.js'
import { csv, extract, folderWith } from '../stages/run-small.js'

const folder = temporaryFolder('encrypt')
let made = 0
const fresh = (): string => join(folder, `file-${(made += 1)}`)

function secretFile(content: string | Buffer): string {
  const path = fresh()
  writeFileSync(path, content, { mode: 0o600 })
  return path
}

const key: Secret = { keyFile: secretFile(randomBytes(32)) }

async function encrypted(plain: Buffer, secret: Secret = key): Promise<string> {
  const [path, target] = [fresh(), fresh()]
  writeFileSync(path, plain)
  const keys = new MasterKey(secret)
  await encryptFile(path, target, keys, keys.source())
  return target
}

/** What is said when a changed copy of an encrypted file is decrypted; nothing is left of it. */
async function refused(path: string, change: (bytes: Buffer) => Buffer, secret: Secret = key): Promise<string> {
  const [changed, out] = [fresh(), fresh()]
  writeFileSync(changed, change(readFileSync(path)))
  const error: unknown = await decrypt(changed, out, secret).then(() => undefined, (reason: unknown) => reason)
  expect(error).toBeInstanceOf(InputError)
  expect(readdirSync(folder).filter((name) => join(folder, name).startsWith(out))).toEqual([])
  return error instanceof InputError ? error.what : ''
}

const same = (bytes: Buffer): Buffer => bytes
const files = (root: string): string[] => readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)).sort()
const hashOf = (root: string, file: string): string => createHash('sha256').update(readFileSync(join(root, file))).digest('hex')
const sealed = chunkBytes + tagBytes
const parts = (bytes: Buffer): [Buffer, Buffer, Buffer, Buffer] => [bytes.subarray(0, headerBytes), bytes.subarray(headerBytes, headerBytes + sealed), bytes.subarray(headerBytes + sealed, headerBytes + 2 * sealed), bytes.subarray(headerBytes + 2 * sealed)]
const three = randomBytes(2 * chunkBytes + 100)

describe('an encrypted file', () => {
  test.each([0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 3 * chunkBytes])('of %i bytes is the same after decryption, and for its owner alone', async (size) => {
    const plain = randomBytes(size)
    const [path, out] = [await encrypted(plain), fresh()]
    expect(await decrypt(path, out, key)).toBe(1)
    expect(readFileSync(out).equals(plain)).toBe(true)
    expect(statSync(out).mode & 0o777).toBe(0o600)
    expect(statSync(path).size).toBe(headerBytes + size + Math.max(1, Math.ceil(size / chunkBytes)) * tagBytes)
  })

  test('is another each time, and says nothing of its content', async () => {
    const plain = Buffer.alloc(2 * chunkBytes)
    const [one, other] = [readFileSync(await encrypted(plain)), readFileSync(await encrypted(plain))]
    expect(one.equals(other)).toBe(false)
    expect(one.subarray(headerBytes, headerBytes + 64).equals(one.subarray(headerBytes + sealed, headerBytes + sealed + 64))).toBe(false)
  })

  test('that was cut off at any place is refused, at the end of a chunk too', async () => {
    const path = await encrypted(three)
    const { size } = statSync(path)
    for (const end of [headerBytes, headerBytes + 5, headerBytes + sealed, headerBytes + 2 * sealed, size - 1]) expect(await refused(path, (bytes) => bytes.subarray(0, end)), String(end)).toContain('is not what was encrypted')
    expect(await refused(path, (bytes) => bytes.subarray(0, headerBytes - 1))).toContain('is no file that Crosswalk encrypted')
    expect(await refused(path, (bytes) => Buffer.concat([bytes, Buffer.alloc(1)]))).toContain('is not what was encrypted')
    expect(await refused(path, (bytes) => Buffer.concat([bytes, bytes.subarray(headerBytes)]))).toContain('is not what was encrypted')
  })

  test('whose chunks were reordered, doubled, left out or taken from another is refused', async () => {
    const [path, other] = [await encrypted(three), readFileSync(await encrypted(three))]
    const orders: readonly ((bytes: Buffer) => Buffer[])[] = [
      (bytes) => { const [head, a, b, c] = parts(bytes); return [head, b, a, c] },
      (bytes) => { const [head, a, , c] = parts(bytes); return [head, a, a, c] },
      (bytes) => { const [head, a, , c] = parts(bytes); return [head, a, c] },
      (bytes) => { const [head, , b, c] = parts(bytes); return [head, parts(other)[1], b, c] },
    ]
    for (const order of orders) expect(await refused(path, (bytes) => Buffer.concat(order(bytes)))).toMatch(/^chunk [12] is not what was encrypted/)
  })

  test('with one bit flipped anywhere is refused', async () => {
    const path = await encrypted(randomBytes(40))
    const { size } = statSync(path)
    for (let at = 0; at < size; at += 1) {
      await refused(path, (bytes) => {
        bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8))
        return bytes
      })
    }
  })

  test('opens with its own secret alone', async () => {
    const pass: Secret = { passphraseFile: secretFile('correct horse battery staple\nsecond line\n') }
    const [byKey, byPass] = [await encrypted(three), await encrypted(three, pass)]
    const out = fresh()
    await decrypt(byPass, out, { passphraseFile: secretFile('correct horse battery staple') })
    expect(readFileSync(out).equals(three)).toBe(true)
    expect(await refused(byKey, same, { keyFile: secretFile(randomBytes(32).toString('hex')) })).toContain('or the key is another')
    expect(await refused(byPass, same, { passphraseFile: secretFile('incorrect horse battery') })).toContain('or the key is another')
    expect(await refused(byKey, same, pass)).toContain('was encrypted with a key')
    expect(await refused(byPass, same)).toContain('was encrypted with a passphrase')
  })

  test('secrets of no use are refused before anything is written', async () => {
    const path = await encrypted(three)
    expect(await refused(path, same, { keyFile: secretFile('short') })).toContain('is no key')
    expect(await refused(path, same, { keyFile: join(folder, 'absent') })).toContain('no such file')
    const readable = fresh()
    writeFileSync(readable, randomBytes(32), { mode: 0o644 })
    expect(await refused(path, same, { keyFile: readable })).toContain('can be read by others')
    const keys = new MasterKey({ passphraseFile: secretFile('short\n') })
    expect(() => keys.check()).toThrow(/fewer than 12 characters/)
  })
})

test('an encrypted run is the same as one that is not, once it is decrypted', async () => {
  const systems = { S: { key: 'id', fields: { id: { type: 'identifier' }, name: { type: 'name' } }, extracts: [extract('one', 'a.csv')] } }
  const config = (outputs: object): string => JSON.stringify({ version: 1, name: 'small', systems, outputs })
  const place = folderWith({ 'a.csv': csv('id,name', '1,Zyxquorn', '2,Vlorptang'), 'plain.yaml': config({ folder: 'plain' }), 'sealed.yaml': config({ folder: 'sealed', encrypt: { key_file: 'key' } }) })
  writeFileSync(join(place, 'key'), `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 })
  const options = { memory: '1GB', threads: 1 }
  const plain = await runConfig(join(place, 'plain.yaml'), options)
  const run = await runConfig(join(place, 'sealed.yaml'), options)
  expect(files(run.folder).filter((name) => !name.endsWith('.enc'))).toEqual(['run.json'])
  for (const file of files(run.folder)) expect(readFileSync(join(run.folder, file), 'latin1'), file).not.toMatch(/Zyxquorn|Vlorptang/)
  await expect(reportRun(run.folder)).rejects.toThrow(/is encrypted\n {2}remedy: decrypt it first/)
  const out = join(place, 'opened')
  await decrypt(run.folder, out, { keyFile: join(place, 'key') })
  const equal = files(plain.folder).filter((file) => !['run.json', 'attestation.intoto.json', 'crosswalk.yaml'].includes(file))
  expect(equal.length).toBeGreaterThan(30)
  expect(files(out)).toEqual(files(plain.folder))
  for (const file of equal) expect(hashOf(out, file), file).toBe(hashOf(plain.folder, file))
  await expect(decrypt(run.folder, out, { keyFile: join(place, 'key') })).rejects.toThrow('is there already')
  expect(existsSync(join(place, 'opened.partial'))).toBe(false)
})
