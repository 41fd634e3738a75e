import { createHash } from 'node:crypto'
import { appendFileSync, cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { matchFiles, profileFiles, reportRun, runFacts, verifyRun, type Mismatch } from '../../src/index.js'
import { attestationFile } from '../../src/run/attestation.js'
import { filesIn } from '../../src/run/hashes.js'
import { sealed } from '../../src/run/manifest.js'
import { differences } from '../../src/run/verify/rerun.js'
import { csv, people } from '../cli/process.js'
import { folderWith } from '../stages/run-small.js'

const root = folderWith({ 'people.csv': csv(people(60)) })
const run = join(root, 'run')
const limits = { memory: '1GiB', threads: 1 }
beforeAll(async () => {
  await matchFiles([join(root, 'people.csv')], run, limits)
})

/** A copy of the run beside it, so that paths lead to the inputs, changed. */
function changed(name: string, change: (folder: string) => void): string {
  const folder = join(root, name)
  cpSync(run, folder, { recursive: true })
  change(folder)
  return folder
}

const verified = async (folder: string): Promise<string[]> => (await verifyRun(folder, limits)).mismatches.map(({ what, name }: Mismatch) => `${what} ${name}`)

const flip = (path: string, at = 0.5): void => {
  const bytes = readFileSync(path)
  const byte = Math.floor(bytes.length * at)
  bytes[byte] = (bytes[byte] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

const replace = (from: string, to: string) => (copy: string): void => writeFileSync(join(copy, 'run.json'), readFileSync(join(copy, 'run.json'), 'utf8').replace(from, to))

test('a run is as it was; what could not be checked is said', async () => {
  const { ok, checked, mismatches, unchecked } = await verifyRun(run, limits)
  expect(mismatches).toEqual([])
  expect(ok).toBe(true)
  expect(checked.inputs).toBe(1)
  expect(checked.outputs).toBe(filesIn(run).length - 1)
  expect(checked.identities).toBeGreaterThan(5)
  expect(checked.sql).toBeGreaterThan(15)
  expect(unchecked.filter(({ what }) => what === 'sql').map(({ why }) => why)).toContain('is made by code')
  expect(checked.identities + unchecked.filter(({ what }) => what === 'identity').length).toBe(runFacts(run).identities.length)
})

describe('is found and named', () => {
  test('a flipped bit in any kind of file, a missing file, one too many, and one that is a link', async () => {
    const picked = ['candidates.csv', 'report.html', 'report.xlsx', 'summary.json', attestationFile, 'crosswalk.yaml', 'tables/cluster/entity.parquet', 'sql/normalise/mention.sql']
    const folder = changed('flipped', (copy) => {
      picked.forEach((file, index) => flip(join(copy, file), index / picked.length))
      rmSync(join(copy, 'entities.csv'))
      writeFileSync(join(copy, 'rows', 'more.csv'), 'a\n')
      rmSync(join(copy, 'findings.csv'))
      symlinkSync(join(run, 'findings.csv'), join(copy, 'findings.csv'))
    })
    const named = [...[...picked, 'findings.csv'].map((file) => `changed ${file}`), 'extra rows/more.csv', 'missing entities.csv']
    expect((await verified(folder)).toSorted()).toEqual(named.toSorted())
  })

  test('a byte of run.json, wherever it is', async () => {
    expect(await verified(changed('timed', replace('"seconds": 0', '"seconds": 9')))).toEqual(['manifest run.json'])
    expect(await verified(changed('spaced', replace('{\n', '{ \n')))).toEqual(['manifest run.json'])
    await expect(verifyRun(changed('outside', replace('"file": "candidates.csv"', '"file": "../candidates.csv"')), limits)).rejects.toThrow('is not the run.json of a run')
  })

  test('an input that is another one; one that is gone is said to be unchecked', async () => {
    const other = folderWith({ 'people.csv': csv(people(60)) })
    cpSync(run, join(other, 'run'), { recursive: true })
    appendFileSync(join(other, 'people.csv'), 'r99999,a,b,1990-01-01,x,y\n')
    expect(await verified(join(other, 'run'))).toEqual(['input people.csv'])
    rmSync(join(other, 'people.csv'))
    const { ok, unchecked } = await verifyRun(join(other, 'run'), limits)
    expect(ok).toBe(true)
    expect(unchecked).toContainEqual({ what: 'input', name: 'people.csv', why: 'is not where the config of the run says' })
  })

  test('SQL and sides of identities that are not those of the tables, though every hash is right', async () => {
    const folder = changed('forged', (copy) => {
      const file = 'sql/analyse/finding.sql'
      writeFileSync(join(copy, file), `${readFileSync(join(copy, file), 'utf8').trim().replace(/;$/, '')} limit 1;\n`)
      const sha256 = createHash('sha256').update(readFileSync(join(copy, file))).digest('hex')
      const facts = runFacts(copy)
      const sides = facts.identities.map((one, index) => (index === 0 ? { ...one, lhs: '7', rhs: '7' } : one))
      const tables = facts.tables.map((one) => (one.sql?.file === file ? { ...one, sql: { file, sha256 } } : one))
      const files = facts.files.map((one) => (one.file === file ? { ...one, sha256 } : one))
      writeFileSync(join(copy, 'run.json'), sealed({ ...facts, identities: sides, tables, files }))
    })
    expect(await verified(folder)).toEqual([expect.stringMatching(/^identity /), 'sql sql/analyse/finding.sql'])
  })
})

test('SQL that is not the run\'s own is not run', async () => {
  const folder = changed('foreign', (copy) => writeFileSync(join(copy, 'sql', 'analyse', 'finding.sql'), `copy (select 1) to '${join(copy, 'written.csv')}'`))
  expect(await verified(folder)).toEqual(['changed sql/analyse/finding.sql'])
  expect(filesIn(folder)).not.toContain('written.csv')
})

test('run again in another folder with more threads, every file has the same bytes', async () => {
  const { mismatches, checked } = await verifyRun(run, { ...limits, threads: 2, rerun: true })
  expect(mismatches).toEqual([])
  expect(checked.rerun).toBeGreaterThan(50)
})

test('a profile made again: guessed anew as it was asked, of files in any order', async () => {
  const folder = folderWith({ 'two.csv': csv(people(40)), 'one.csv': 'no,name,born\n1,Ana Lopez,1980-02-03\n2,Bo Li,1981-03-04\n' })
  const out = join(folder, 'profile')
  await profileFiles([join(folder, 'two.csv'), join(folder, 'one.csv')], out, { ...limits, roles: ['city=ignore'] })
  const { mismatches, unchecked, checked } = await verifyRun(out, { ...limits, threads: 2, rerun: true })
  expect(mismatches).toEqual([])
  expect(unchecked.filter(({ what }) => what === 'rerun')).toEqual([])
  expect(checked.rerun).toBe(filesIn(out).length - 1)
  writeFileSync(join(out, 'asked.json'), '{ "roles": ["city=given_name"] }\n')
  const other = await verifyRun(out, { ...limits, rerun: true })
  expect(other.mismatches.map(({ what, name }) => `${what} ${name}`)).toEqual(expect.arrayContaining(['changed asked.json', 'rerun asked.json', 'rerun summary.json']))
  rmSync(join(out, 'asked.json'))
  expect((await verifyRun(out, { ...limits, rerun: true })).unchecked.map(({ why }) => why)).toContainEqual(expect.stringContaining('does not say what was asked'))
})

test('what is not the same in a run that was made again is named, part by part and file by file', () => {
  const facts = runFacts(run)
  const [, ...tables] = facts.tables
  const files = [...facts.files.map((one) => (one.file === 'report.html' ? { ...one, sha256: '0'.repeat(64) } : one)), { file: 'more.txt', bytes: 1, sha256: '1'.repeat(64) }]
  const named = differences(facts, { ...facts, code: facts.code === 0 ? 1 : 0, tables, files, timings: [] }).mismatches.map(({ name, detail }) => `${name} ${detail}`)
  expect(named).toEqual([
    'run.json: code is another one in the run that was made again', 'extract_file.csv was not made again', 'more.txt was made again and had not been there',
    'report.html was made again with other bytes', `${facts.tables[0]?.file ?? ''} was not made again`,
  ])
})

test('a report for another purpose is the run\'s own too', async () => {
  const folder = changed('purposes', () => undefined)
  await reportRun(folder, { ...limits, purpose: 'statistics' })
  expect(runFacts(folder).files.map(({ file }) => file)).toContain('statistics/summary.json')
  expect(await verified(folder)).toEqual([])
})
