import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as later } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../temporary.js'
import { crosswalk, crosswalkProcess, csv, ended, nothingLeft, people, start, write } from './process.js'

const folder = temporaryFolder('cli')
const small = write(folder, 'people.csv', csv(people(40)))
const root = process.getuid?.() === 0

describe.concurrent('output folders that cannot be used end with code 2 and a remedy', () => {
  test('one that holds something', async () => {
    const out = join(folder, 'full')
    mkdirSync(out)
    writeFileSync(join(out, 'mine.txt'), '')
    const { code, stderr } = await crosswalk(['match', small, '--out', out])
    expect(stderr).toMatch(/full: the output folder is not empty\n {2}remedy: name a folder that does not exist, or empty this one/u)
    expect({ code, left: readdirSync(out) }).toEqual({ code: 2, left: ['mine.txt'] })
  })
  test('an empty one becomes the run folder', async () => {
    const out = join(folder, 'empty')
    mkdirSync(out)
    expect(await crosswalk(['match', small, '--out', out])).toMatchObject({ code: 0, lastLine: out })
    expect(existsSync(join(out, 'run.json'))).toBe(true)
  })
  test('a file', async () => {
    const { code, stderr } = await crosswalk(['match', small, '--out', small])
    expect(stderr).toMatch(/people\.csv: is a file, not a folder/u)
    expect(code).toBe(2)
  })
  test('one below a file', async () => {
    const { code, stderr } = await crosswalk(['match', small, '--out', join(small, 'x', 'out')])
    expect(stderr).toMatch(/remedy: /u)
    expect(code).toBe(2)
  })
  test('one where nobody may write', async () => {
    const [place, data] = [join(folder, 'locked'), join(folder, 'readable.csv')]
    mkdirSync(place)
    writeFileSync(data, csv(people(40)))
    chmodSync(place, 0o555)
    chmodSync(folder, 0o755)
    const { code, stderr } = await crosswalkProcess(['match', data, '--out', join(place, 'out')], root ? { uid: 65_534, gid: 65_534 } : {})
    expect(stderr).toMatch(/locked: cannot be written to\n {2}remedy: name an output folder in a place where you may write/u)
    expect(code).toBe(2)
  })
})

const mounted = join(folder, 'tmpfs')
const canMount = ((): boolean => {
  if (!root || process.platform !== 'linux') return false
  mkdirSync(mounted)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300k', 'tmpfs', mounted], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()
afterAll(() => {
  if (canMount) execFileSync('umount', [mounted])
})

test.skipIf(!canMount)('a full disk (needs the right to mount a small one)', async () => {
  const { code, stderr } = await crosswalk(['match', small, '--out', join(mounted, 'out')])
  expect(stderr).toMatch(/remedy: free some space|remedy: name a folder that exists, is writable and has room/u)
  expect(code).toBe(2)
  nothingLeft(mounted, 'out')
})

const large = (): string => write(folder, 'large.csv', csv(people(60_000)))

const started = async (out: string): Promise<void> => {
  for (let tries = 0; tries < 400; tries += 1) {
    if (existsSync(join(out, '.partial'))) return
    await later(25)
  }
  throw new Error('the run did not start')
}

describe('runs that meet or are stopped', () => {
  const data = large()
  test('two at once into one folder: one does the work, the other is told', async () => {
    const place = join(folder, 'both')
    mkdirSync(place)
    const first = start(['match', data, '--out', join(place, 'out')])
    const firstEnd = ended(first)
    await started(place)
    const second = await crosswalk(['match', small, '--out', join(place, 'out')])
    expect(second.stderr).toMatch(/out: another run is writing into this folder\n {2}remedy: wait until it has ended/u)
    expect(second.code).toBe(2)
    first.kill('SIGTERM')
    expect((await firstEnd).code).toBe(130)
  })
  test('Ctrl-C leaves nothing and ends with code 130', async () => {
    const place = join(folder, 'stopped')
    mkdirSync(place)
    const child = start(['match', data, '--out', join(place, 'out')])
    const end = ended(child)
    await started(place)
    await later(300)
    child.kill('SIGINT')
    const { code, stdout, stderr } = await end
    expect(stderr).toContain('interrupted; nothing was written')
    expect({ code, stdout, left: readdirSync(place) }).toEqual({ code: 130, stdout: '', left: [] })
  })
})

test.skipIf(!canMount)('a disk that cannot hold the rows is refused before the work (needs the right to mount a small one)', async () => {
  const data = write(folder, 'large.csv', csv(people(30_000)))
  const { code, stderr } = await crosswalk(['profile', data, '--out', join(mounted, 'out')])
  expect(stderr).toMatch(/tmpfs: the disk has room for 1 MB, too little for a run on 2 MB\n {2}remedy: free some space, up to about \d+ MB, or name an output folder on another disk/u)
  expect(code).toBe(2)
  nothingLeft(mounted, 'out')
})
