import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { execFileSync, spawnSync } from 'node:child_process'
import { attempt, sceneIn, undisturbed, type Scene, type Undisturbed } from '../../bench/killing/attempt.js'
import { temporaryFolder } from '../temporary.js'
import { extract } from '../stages/run-small.js'
import { csv, header, people, write } from './process.js'

const folder = temporaryFolder('killed')
const columns = Object.fromEntries(header.split(',').slice(1).map((name) => [name, name]))
const config = {
  version: 1, name: 'killed', runs: { save_after: 0 }, matches: [{ name: 'same', left: 'PEOPLE.person' }],
  systems: {
    PEOPLE: {
      key: 'record_id', protected: true, fields: Object.fromEntries(header.split(',').map((name) => [name, name === 'date_of_birth' ? { type: 'date', format: '%Y-%m-%d' } : {}])),
      mentions: [{ role: 'person', columns }], extracts: [extract('people', '../samples/people.csv')],
    },
  },
}
let scene: Scene
let whole: Undisturbed
beforeAll(async () => {
  for (const name of ['samples', 'configs']) mkdirSync(join(folder, name))
  write(folder, 'samples/people.csv', csv(people(40)))
  scene = sceneIn(folder, write(folder, 'configs/killed.yaml', JSON.stringify(config)))
  whole = await undisturbed(scene)
}, 300_000)

test('a run that is killed while a stage works, or while its report is written, leaves nothing under its name and goes on to the same bytes', async () => {
  expect(await attempt(scene, whole, { boundary: 'compose' }, 1)).toEqual({ killedIn: expect.stringMatching(/^(?:compose|normalise|block|score)$/u), goneOnAfter: expect.any(Number), within: expect.any(Boolean), faults: [] })
  const late = await attempt(scene, whole, { boundary: 'writing report' }, 2)
  expect(late.faults).toEqual([])
  expect(late.goneOnAfter).toBe(10)
})

const data = write(folder, 'people.csv', csv(people(40)))

/** The command with a limit that the shell sets. */
const limited = (limit: string, args: readonly string[]): { code: number | null; text: string } => {
  const { status, stderr } = spawnSync('sh', ['-c', `${limit}; exec "$0" "$@"`, process.execPath, join('dist', 'src', 'cli', 'bin.js'), ...args], { encoding: 'utf8' })
  return { code: status, text: stderr }
}

test.skipIf(process.platform === 'win32').each([
  ['few open files', 'ulimit -n 24', [], /only 24 files may be open at once[^]*remedy: allow 1024: ulimit -n 1024/u],
  ['files that may not grow', 'ulimit -f 8', [], /the disk is full\n {2}remedy: free some space/u],
  ['too little memory', 'true', ['--memory', '100MB'], /100MB of memory is too little\n {2}remedy: give at least 600MB/u],
  ['too little memory for many threads', 'true', ['--memory', '600MB', '--threads', '8'], /600MB of memory is too little for 8 threads\n {2}remedy: give at least 700MB, or fewer --threads/u],
])('%s end with code 2 and a remedy, and leave nothing', (name, limit, more, says) => {
  const place = join(folder, name.replaceAll(' ', '-'))
  mkdirSync(place)
  const { code, text } = limited(limit, ['match', data, '--out', join(place, 'out'), '--quiet', ...more])
  expect(text).toMatch(says)
  expect({ code, left: readdirSync(place) }).toEqual({ code: 2, left: [] })
})

test('the least memory that is accepted does for a small run', () => {
  const out = join(folder, 'least')
  expect(limited('true', ['match', data, '--out', out, '--quiet', '--threads', '4', '--memory', '600MB'])).toMatchObject({ code: 0 })
})

const mounted = join(folder, 'read-only')
const canMount = ((): boolean => {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return false
  mkdirSync(mounted)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300k,ro', 'tmpfs', mounted], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()
afterAll(() => {
  if (canMount) execFileSync('umount', [mounted])
})

test.skipIf(!canMount)('a file system that can only be read (needs the right to mount one)', () => {
  const { code, text } = limited('true', ['match', data, '--out', join(mounted, 'out'), '--quiet'])
  expect(text).toMatch(/cannot be written to|can only be read/u)
  expect({ code, there: existsSync(join(mounted, 'out')) }).toEqual({ code: 2, there: false })
})
