import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bytesOf } from '../../bench/killing/attempt.js'
import { decrypt, runConfig, type RunEvent, type WorkOptions } from '../../src/index.js'
import { filesIn } from '../../src/run/hashes.js'
import { csv, extract, folderWith } from '../stages/run-small.js'

const rows = Array.from({ length: 40 }, (_, n) => `r${n},Zyxquorn${n % 9},Vlorptang${n % 7},19${50 + (n % 40)}-01-1${n % 9}`)
const root = folderWith({
  'a.csv': csv('id,first,last,born', ...rows),
  'crosswalk.yaml': JSON.stringify({
    version: 1, name: 'sealed', tolerances: { unexplained: 99, quarantined: 99 }, runs: { save_after: 0 }, outputs: { encrypt: { key_file: 'key' } },
    systems: {
      S: {
        key: 'id', fields: { id: {}, first: { type: 'name' }, last: { type: 'name' }, born: { type: 'date', format: '%Y-%m-%d' } }, extracts: [extract('one', 'a.csv')],
        mentions: [{ role: 'person', columns: { given_name: 'first', family_name: 'last', date_of_birth: 'born' } }],
      },
    },
    matches: [{ name: 'same', left: 'S.person' }],
  }),
})
const giveKey = (key: string): void => writeFileSync(join(root, 'key'), `${key}\n`, { mode: 0o600 })
const key = randomBytes(32).toString('hex')
giveKey(key)

let started: string[] = []

/** Runs the config into a folder of runs; `stopAt` is the stage, or the piece of the finishing, at whose beginning it is interrupted. */
async function ran(runs: string, options: WorkOptions & { readonly resume?: boolean }, stopAt = ''): Promise<string> {
  started = []
  const abort = new AbortController()
  const listener = (event: RunEvent): void => {
    if (event.kind === 'stage_started') started.push(event.stage)
    if ((event.kind === 'stage_started' && event.stage === stopAt) || (event.kind === 'finishing' && event.what === stopAt)) abort.abort()
  }
  const { folder } = await runConfig(join(root, 'crosswalk.yaml'), { memory: '1GB', threads: 1, ...options, runs: join(root, runs), listener, signal: abort.signal })
  return folder
}

async function opened(folder: string): Promise<string> {
  const out = join(root, `opened-${readdirSync(root).length}`)
  await decrypt(folder, out, { keyFile: join(root, 'key') })
  return bytesOf(out)
}

test('stages of an encrypted run are saved encrypted; it goes on from them with its own key alone, and ends at the same bytes', async () => {
  const whole = await ran('whole', {})
  await expect(ran('stopped', {}, 'report')).rejects.toThrow('--resume goes on')
  const left = join(root, 'stopped', '.partial')
  const files = filesIn(left)
  expect(files.filter((name) => /\/saved\/.*\.parquet/.test(name)).length).toBeGreaterThan(20)
  expect(files.filter((name) => name.endsWith('.parquet') || name.endsWith('.csv') || name.includes('/work/'))).toEqual([])
  for (const name of files) expect(readFileSync(join(left, name), 'latin1'), name).not.toMatch(/Zyxquorn|Vlorptang/i)

  giveKey(randomBytes(32).toString('hex'))
  await expect(ran('stopped', { resume: true })).rejects.toMatchObject({ exitCode: 2, what: 'is not the key with which the tables of this run were saved' })
  expect(filesIn(left)).toEqual(files)

  giveKey(key)
  const folder = await ran('stopped', { resume: true })
  expect(started).toEqual([])
  expect(await opened(folder)).toBe(await opened(whole))
})
