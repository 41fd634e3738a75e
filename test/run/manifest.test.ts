import { execFileSync } from 'node:child_process'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { Database } from '../../src/engine/database.js'
import { sql, type Sql } from '../../src/engine/sql.js'
import { contentOf } from '../../src/run/content-hash.js'
import { manifestJsonSchemaText, manifestSchema, type Manifest } from '../../src/run/manifest-schema.js'
import { signatureFault } from '../../src/run/signature.js'
import { dependencyVersions } from '../../src/run/versions.js'
import { referenceData } from '../../src/stages/reference.js'
import { csv, extract, folderWith, runSmall, type SmallRun } from '../stages/run-small.js'

const keys = generateKeyPairSync('ed25519')
const secrets = folderWith({
  'key.pem': keys.privateKey.export({ type: 'pkcs8', format: 'pem' }),
  'key.pub': keys.publicKey.export({ type: 'spki', format: 'pem' }),
  'other.pub': generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }),
  'rsa.pem': generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
})
const cases = csv('no,opened', '1,2014-01-01', '2,2014-02-01', '3,2014-03-01')
const systems = { TECS: { key: 'no', fields: { no: {}, opened: { type: 'date' as const } }, extracts: [extract('cases', 'cases.csv')] } }
let run: SmallRun
let manifest: Manifest
beforeAll(async () => {
  run = await runSmall({ 'cases.csv': cases }, { systems }, { sign: join(secrets, 'key.pem') })
  manifest = manifestSchema.parse(JSON.parse(run.text('run.json')))
})

const sha256 = (of: string | Uint8Array): string => createHash('sha256').update(of).digest('hex')

test('the committed schema is fresh (npm run schema), and a run conforms to it', () => {
  expect(readFileSync('configs/run.schema.json', 'utf8')).toBe(manifestJsonSchemaText())
  expect(manifest.inputs).toEqual([{ extract_id: 'cases', file: 'cases.csv', sha256: sha256(cases), bytes: cases.length, rows_read: 3, rows_kept: 3, rows_quarantined: 0 }])
})

test('every file of the run is listed once with its hash, run.json and its signature alone are not', () => {
  const listed = [...manifest.tables.flatMap(({ file, sha256: of, csv: sheet }) => [{ file, sha256: of }, ...(sheet === null ? [] : [sheet])]), ...manifest.files]
  const there = readdirSync(run.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(run.folder.length + 1))
  expect(listed.map(({ file }) => file).toSorted()).toEqual(there.filter((file) => !['run.json', 'run.json.sig'].includes(file)).toSorted())
  for (const { file, sha256: of } of listed) expect(sha256(readFileSync(join(run.folder, file))), file).toBe(of)
})

const tableNamed = (name: string): Manifest['tables'][number] | undefined => manifest.tables.find(({ table }) => table === name)

test('each table has its rows, and the hash of the SQL that made it', () => {
  expect(tableNamed('source_records_tecs')).toMatchObject({ rows: 3, sql: { file: 'sql/ingest/source_records_tecs.sql', sha256: sha256(run.text('sql/ingest/source_records_tecs.sql')) } })
  expect(tableNamed('extract_file')).toMatchObject({ rows: 1, sql: null })
  expect(tableNamed('quarantine')).toMatchObject({ rows: 0, content_hash: '0000000000000000' })
})

test('the content hash does not know the order of rows, and knows each of their cells', async () => {
  const database = await Database.open({ path: ':memory:', memory: '200MiB', threads: 1, folders: [] })
  const hashOf = async (rows: Sql): Promise<string> => (await contentOf(database, sql`(values ${rows}) v(a, b)`, [{ name: 'a', type: 'INTEGER' }, { name: 'b', type: 'VARCHAR' }])).hash
  const one = await hashOf(sql`(1, 'x'), (2, null), (2, null)`)
  expect(await hashOf(sql`(2, null), (1, 'x'), (2, null)`)).toBe(one)
  const others = [sql`(1, 'x'), (2, null)`, sql`(1, 'x'), (2, ''), (2, null)`, sql`(1, null), (2, 'x'), (2, null)`, sql`(1, 'x'), (2, null), (3, null)`]
  for (const other of others) expect(await hashOf(other)).not.toBe(one)
  database.close()
})

test('versions are of what is installed, down to packages of packages', () => {
  const lock: { packages: Record<string, { version: string }> } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const { dependencies } = manifest.versions
  expect(dependencies['zod']).toBe(lock.packages['node_modules/zod']?.version)
  expect(dependencies['d3-array']).toContain(lock.packages['node_modules/d3-array']?.version)
  expect(dependencies).not.toHaveProperty('vitest')
  expect(Object.keys(dependencies).filter((name) => name.startsWith('@duckdb/node-bindings-'))).toEqual([])
  expect(dependencyVersions()).toEqual(dependencies)
})

test('reference data are hashed by what they hold, whether compiled or not', () => {
  const compiled = execFileSync(process.execPath, ['--input-type=module', '-e', "import('./dist/src/stages/reference.js').then((m) => process.stdout.write(JSON.stringify(m.referenceData())))"], { encoding: 'utf8' })
  expect(JSON.parse(compiled)).toEqual(referenceData())
  expect(new Set(manifest.reference.map(({ sha256: of }) => of)).size).toBe(manifest.reference.length)
})

test('as an in-toto statement: files are its subjects, identities its tests', () => {
  const statement: { _type: string; subject: unknown[]; predicateType: string; predicate: { result: string; passedTests: string[]; failedTests: string[] } } = JSON.parse(run.text('attestation.intoto.json'))
  expect(statement).toMatchObject({ _type: 'https://in-toto.io/Statement/v1', predicateType: 'https://in-toto.io/attestation/test-result/v0.1' })
  expect(statement.subject).toContainEqual({ name: 'findings.csv', digest: { sha256: sha256(run.text('findings.csv')) } })
  expect(statement.predicate).toMatchObject({ result: run.code === 0 ? 'PASSED' : 'WARNED', failedTests: [] })
  expect(statement.predicate.passedTests).toHaveLength(manifest.identities.length)
})

describe('a signature', () => {
  test('is of these bytes by this key', () => {
    expect(signatureFault(run.folder, join(secrets, 'key.pub'))).toBeUndefined()
    expect(signatureFault(run.folder, join(secrets, 'other.pub'))).toContain('not that of this run')
  })

  test('does not hold of a run.json with another byte', () => {
    const path = join(run.folder, 'run.json')
    const before = run.text('run.json')
    writeFileSync(path, before.replace('"code": 0', '"code": 1'))
    expect(signatureFault(run.folder, join(secrets, 'key.pub'))).toContain('not that of this run')
    writeFileSync(path, before)
  })

  test('is made before anything else fails on the key', async () => {
    await expect(runSmall({ 'cases.csv': cases }, { systems }, { sign: join(secrets, 'rsa.pem') })).rejects.toThrow('rsa.pem: is a key of rsa, not of Ed25519')
    await expect(runSmall({ 'cases.csv': cases }, { systems }, { sign: join(secrets, 'gone.pem') })).rejects.toThrow('gone.pem: the private key does not exist')
    expect(() => signatureFault(run.folder, join(secrets, 'gone.pub'))).toThrow('the public key does not exist')
  })
})
