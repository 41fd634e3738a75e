import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { bytesOf } from '../../bench/killing/attempt.js'
import { checkAgainstFiles } from '../../src/config/check.js'
import { crossCheck } from '../../src/config/cross-check.js'
import { loadConfig } from '../../src/config/load.js'
import type { ConfigInput } from '../../src/config/schema.js'
import { Database } from '../../src/engine/database.js'
import type { RunEvent } from '../../src/run/events.js'
import { tryLock, unlock } from '../../src/run/lock.js'
import { runNamed, type NamedOptions, type NamedRun } from '../../src/run/run-config.js'
import { claimFolder } from '../../src/run/run-folder.js'
import { temporaryFolder } from '../temporary.js'

const root = temporaryFolder('resume')

const extract = (id: string, delivered: string) => ({ id, file: `${id}.csv`, delivered, deliverer: 'ICE', control_totals: 'none' as const })
writeFileSync(join(root, 'one.csv'), `id,first,last,born\n${Array.from({ length: 30 }, (_, n) => `r${n},ana${n % 9},abbot${n % 7},19${50 + (n % 40)}-01-1${n % 9}`).join('\n')}\nTRAILER\n`)
writeFileSync(join(root, 'two.csv'), 'id,first,last,born\nr0,ana0,abbot0,1950-01-10\nr1,ana1,abbott1,1951-01-11\n')

const base: Omit<ConfigInput, 'name'> = {
  version: 1, tolerances: { unexplained: 99, quarantined: 99 }, runs: { save_after: 0 },
  systems: {
    S: {
      key: 'id', fields: { id: {}, first: { type: 'name' }, last: { type: 'name' }, born: { type: 'date', format: '%Y-%m-%d' } },
      extracts: [extract('one', '2015-01-01'), extract('two', '2015-02-01')],
      mentions: [{ role: 'person', columns: { given_name: 'first', family_name: 'last', date_of_birth: 'born' } }],
    },
  },
  matches: [{ name: 'same', left: 'S.person' }],
}

let events: RunEvent[] = []

/** Without reports, which a run that ends with them says nothing more of here. */
const lean = { outputs: { reports: 'none' } } as const

/** Runs a config by its name in a folder of runs of this test. */
async function named(runs: string, options: NamedOptions = {}, change: Partial<ConfigInput> = {}): Promise<NamedRun> {
  events = []
  const path = join(root, 'crosswalk.yaml')
  writeFileSync(path, JSON.stringify({ name: 'small', ...base, ...change }))
  const loaded = await loadConfig(path)
  crossCheck(loaded)
  const checked = await checkAgainstFiles(loaded)
  return await runNamed(checked.config, checked, join(root, runs), {
    memory: '1GiB', threads: 1, ...options,
    listener: (event) => {
      events.push(event)
      options.listener?.(event)
    },
  })
}

/** Interrupts the run as a stage, or the finishing, begins. */
async function stopped(runs: string, at: string, options: NamedOptions = {}, change: Partial<ConfigInput> = {}): Promise<string> {
  const abort = new AbortController()
  const listener = (event: RunEvent): void => {
    if (('stage' in event && event.kind === 'stage_started' && event.stage === at) || (event.kind === 'finishing' && at === event.kind)) abort.abort()
  }
  return await named(runs, { ...options, signal: abort.signal, listener }, change).then(() => 'it ended', (error: unknown) => (error instanceof Error ? error.message : 'thrown'))
}

/** Acts once the run has said that it waits, while it does. */
const asItWaits = (act: () => void) => (event: RunEvent): void => {
  if (event.kind === 'note' && event.text.includes('waiting until it has ended')) setTimeout(act, 20)
}

const started = (): string[] => events.flatMap((event) => (event.kind === 'stage_started' ? [event.stage] : []))
const notes = (): string => events.flatMap((event) => (event.kind === 'note' ? [event.text] : [])).join('\n')
const runsIn = (runs: string): string[] => readdirSync(join(root, runs)).filter((name) => name !== '.partial').toSorted()
const partialIn = (runs: string): string => join(root, runs, '.partial', readdirSync(join(root, runs, '.partial')).find((name) => /^[0-9a-f]{16}$/.test(name)) ?? 'none')

let whole = ''
let name = ''
let besideAnother: readonly string[] = []
beforeAll(async () => {
  const other = claimFolder(join(root, 'whole', 'other'))
  const { folder } = await named('whole')
  besideAnother = runsIn('whole')
  other.discard()
  whole = bytesOf(folder)
  name = folder.split('/').at(-1) ?? ''
})

test('a run that is interrupted at the end of any stage goes on from there and ends at the same bytes', async () => {
  for (const [at, before] of [['block', 6], ['finishing', 10]] as const) {
    expect(await stopped(at, at)).toContain('--resume goes on from where it was last saved')
    expect(readdirSync(partialIn(at)).toSorted()).toEqual(['run', 'saved'])
    expect(runsIn(at)).toEqual([])
    const { folder } = await named(at, { resume: true })
    expect([at, started().length]).toEqual([at, 10 - before])
    expect([at, bytesOf(folder) === whole]).toEqual([at, true])
    expect(readdirSync(join(root, at))).toEqual([name])
  }
})

test.each([
  ['memory', 'Out of Memory Error: failed to allocate data of size 16.0 MiB', /^the work does not fit into 1GiB of memory\n {2}remedy: give more by --memory, for instance --memory 2148MB, or fewer --threads; with --resume it goes on from where it was last saved$/u],
  ['disk', 'IO Error: Could not write file "/x": No space left on device', /the disk is full\n {2}remedy: free some space .*; with --resume it goes on from where it was last saved$/u],
])('a run that ends for want of %s leaves what was saved, and goes on from there where it is given more', async (what, failure, message) => {
  const run = Object.getOwnPropertyDescriptor(Database.prototype, 'run')?.value as Database['run']
  vi.spyOn(Database.prototype, 'run').mockImplementation(async function failing(this: Database, statement) {
    if (statement.pieces.join('').includes('create temp table "link"')) throw new Error(failure)
    await run.call(this, statement)
  })
  await expect(named(what)).rejects.toThrow(message)
  vi.restoreAllMocks()
  expect([runsIn(what), readdirSync(partialIn(what)).toSorted()]).toEqual([[], ['run', 'saved']])
  const { folder } = await named(what, { resume: true })
  expect(started()).toEqual(['cluster', 'analyse'])
  expect(bytesOf(folder) === whole).toBe(true)
})

test('what cannot be trusted is not gone on from: a file cut short, another fingerprint; nor is it without being asked', async () => {
  await stopped('cut', 'quality')
  const saved = join(partialIn('cut'), 'saved')
  truncateSync(join(saved, readdirSync(saved).find((file) => file.endsWith('.parquet')) ?? ''), 10)
  await stopped('cut', 'profile', { resume: true })
  expect(started()).toContain('ingest')
  expect(notes()).toContain('it begins anew')
  await stopped('anew', 'profile')
  const state = join(partialIn('anew'), 'saved', 'state.json')
  writeFileSync(state, readFileSync(state, 'utf8').replace(/"fingerprint":"./, '"fingerprint":"x'))
  await stopped('anew', 'profile', { resume: true })
  expect(started()).toContain('ingest')
  await stopped('anew', 'profile')
  expect(started()).toContain('ingest')
})

test('what took less than it would take to save it is done again: a short run leaves nothing', async () => {
  events = []
  const message = await stopped('short', 'finishing', {}, { ...lean, runs: {} })
  expect(message).toBe('interrupted; nothing was written')
  expect(events.some(({ kind }) => kind === 'stage_saved')).toBe(false)
  expect(readdirSync(join(root, 'short'))).toEqual([])
  const { folder } = await named('short', { resume: true }, { ...lean, runs: {} })
  expect([started().length, readdirSync(join(root, 'short'))]).toEqual([10, [basename(folder)]])
})

test('unfinished work of others stays until it is old, never goes under a living run; what nobody can go on with goes at once', async () => {
  await stopped('others', 'profile')
  const partial = partialIn('others')
  const all = join(root, 'others', '.partial')
  mkdirSync(join(partial, 'work'))
  mkdirSync(join(partial, 'run', 'tables'))
  writeFileSync(join(partial, 'run', 'candidates.csv'), 'half')
  mkdirSync(join(all, '0123456789abcdef', 'work'), { recursive: true })
  mkdirSync(join(all, 'gone-1-run'))
  const other = (days?: number): void => claimFolder(join(root, 'others', 'other'), days === undefined ? {} : { partialDays: days }).discard()
  other()
  expect(readdirSync(all)).toEqual([partial.split('/').at(-1)])
  expect(readdirSync(partial).toSorted()).toEqual(['run', 'saved'])
  expect(readdirSync(join(partial, 'run')).toSorted()).toEqual(['identities', 'sql'])
  const age = (days: number): void => utimesSync(join(partial, 'saved', 'state.json'), new Date(Date.now() - days * 86_400_000), new Date(Date.now() - days * 86_400_000))
  age(-400)
  other(1)
  expect(existsSync(partial)).toBe(true)
  age(8)
  expect(tryLock(`${partial}.lock`)).toBe(true)
  other()
  expect(existsSync(partial)).toBe(true)
  unlock(`${partial}.lock`)
  other(9)
  expect(existsSync(partial)).toBe(true)
  other()
  expect(existsSync(all)).toBe(false)
})

test('beside another run: both work, the second refuses with a sentence, or it waits and then finds the run done', async () => {
  expect(besideAnother).toEqual([name])
  const runs = join(root, 'beside')
  const other = claimFolder(join(runs, 'other'))
  await expect(named('beside', {}, { runs: { when_busy: 'refuse' } })).rejects.toMatchObject({ exitCode: 2, what: 'another run is at work in this folder of runs' })
  other.discard()
  const same = claimFolder(join(runs, name))
  await expect(named('beside')).rejects.toMatchObject({ exitCode: 2, what: 'another run is writing into this folder' })
  const waiting = named('beside', { listener: asItWaits(() => {
    cpSync(join(root, 'whole', name), same.folder, { recursive: true })
    same.publish()
  }) }, { runs: { when_busy: 'wait' } })
  expect(await waiting).toMatchObject({ done: true })
  expect(notes()).toContain('waiting until it has ended')
  const living = claimFolder(join(runs, 'living'))
  const abort = new AbortController()
  const options = { signal: abort.signal, force: true, listener: asItWaits(() => abort.abort()) }
  await expect(named('beside', options, { runs: { when_busy: 'wait' } })).rejects.toMatchObject({ exitCode: 130 })
  living.discard()
})

test('runs.keep removes whole old runs of this config, and none that decisions, labels, history or another run need', async () => {
  const runs = join(root, 'keep')
  const old = (folder: string, asOf: string, files: Record<string, string> = {}, of = 'small'): void => {
    mkdirSync(join(runs, folder), { recursive: true })
    for (const [file, text] of Object.entries({ 'run.json': JSON.stringify({ name: of, as_of: asOf }), ...files })) writeFileSync(join(runs, folder, file), text)
  }
  old('small-2014-01-01-a', '2014-01-01')
  old('small-2014-02-01-b', '2014-02-01', { 'decisions.jsonl': '' })
  old('small-2014-03-01-c', '2014-03-01', { 'pairs.csv': 'record_id_a,record_id_b,match\nr0,r1,1\n' })
  old('small-2014-04-01-d', '2014-04-01', { 'trend.jsonl': '' })
  old('small-2014-05-01-e', '2014-05-01')
  old('small-2014-06-01-f', '2014-06-01')
  old('elsewhere', '2013-01-01', {}, 'other')
  const reader = { ...base, name: 'reader', matches: [], systems: { S: { ...base.systems['S'], corrections: '../small-2014-05-01-e/ledger.csv' } } }
  old('reader', '2013-01-01', { 'crosswalk.yaml': JSON.stringify(reader) }, 'reader')
  mkdirSync(join(runs, 'no-run'))
  const change = { ...lean, runs: { keep: 2 }, quality: { history: 'keep/small-2014-04-01-d/trend.jsonl' }, matches: [{ name: 'same', left: 'S.person', labels: 'keep/small-2014-03-01-c/pairs.csv' }] }
  const { folder } = await named('keep', {}, change)
  expect(runsIn('keep')).toEqual(['elsewhere', 'no-run', 'reader', 'small-2014-02-01-b', 'small-2014-03-01-c', 'small-2014-04-01-d', 'small-2014-05-01-e', 'small-2014-06-01-f', folder.split('/').at(-1) ?? ''].toSorted())
  expect(notes()).toContain('older runs removed, as runs.keep says: small-2014-01-01-a')
  expect(existsSync(join(runs, '.partial'))).toBe(false)
  expect(statSync(folder).isDirectory()).toBe(true)
})

test('how runs stand beside each other is no part of what a run is: its name stays', async () => {
  const { folder, done } = await named('whole', {}, { runs: { keep: 5, when_busy: 'wait' } })
  expect({ done, name: folder.split('/').at(-1) }).toEqual({ done: true, name })
})
