import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { InputError } from '../../src/engine/errors.js'
import { evaluateRun, explainPair, reportRun } from '../../src/index.js'
import { claimFolder } from '../../src/run/run-folder.js'
import { makeWorkFolder } from '../../src/run/work-folder.js'
import { temporaryFolder } from '../temporary.js'
import { canaryFolder } from './canaries.js'

const root = temporaryFolder('private')
const whole = join(root, 'whole')
let folder: string

/** Runs the library in a process that lets everybody read what it makes. */
const library = `process.umask(0)
const { runConfig } = await import(${JSON.stringify(resolve('dist/src/index.js'))})
console.log((await runConfig(process.argv[1], { memory: '1GB', threads: 1 })).folder)`

beforeAll(() => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', library, canaryFolder(whole)], { encoding: 'utf8' })
  expect(stderr).toBe('')
  folder = stdout.trim()
})

/** Everything in a folder that others may read or enter, with its mode. */
const open = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((name) => (statSync(name).mode & 0o777) !== (statSync(name).isDirectory() ? 0o700 : 0o600))
    .map((name) => name.slice(path.length + 1))

describe('a run folder is for its owner alone', () => {
  test('though the process lets everybody read its files: 0700 and 0600, tables, row files, corrections and files to share', () => {
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name)
    expect(folders.sort()).toEqual(['corrections', 'identities', 'rows', 'share', 'sql', 'tables'])
    expect(open(folder)).toEqual([])
  })

  test('also after reports are made anew, and nothing is left in the temporary folder', async () => {
    const before = process.umask()
    process.umask(0)
    try {
      await reportRun(folder, { memory: '1GB', threads: 1 })
      await reportRun(folder, { memory: '1GB', threads: 1, purpose: 'statistics', out: join(root, 'statistics') })
    } finally {
      process.umask(before)
    }
    expect([...open(folder), ...open(join(root, 'statistics'))]).toEqual([])
    expect(statSync(join(root, 'statistics')).mode & 0o777).toBe(0o700)
    expect(readdirSync(process.env['TMPDIR'] ?? '/tmp').filter((name) => name.startsWith(`crosswalk-report-${process.pid}-`))).toEqual([])
  })
})

describe('what a killed command left', () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid

  test('is removed when the next one begins, and nothing else is', () => {
    const parent = temporaryFolder('leftovers')
    const kept = [`crosswalk-report-${process.pid}-abcdef`, `crosswalk-other-${dead}-abcdef`, `crosswalk-report-${dead}-abcdef.txt`, 'crosswalk-report--abcdef']
    for (const name of [...kept, `crosswalk-report-${dead}-abcdef`, `crosswalk-explain-${dead}-ABC123`]) {
      mkdirSync(join(parent, name))
      writeFileSync(join(parent, name, 'report.db'), 'x')
    }
    mkdirSync(join(parent, 'elsewhere'))
    symlinkSync(join(parent, 'elsewhere'), join(parent, `crosswalk-report-${dead}-linked`))
    const made = makeWorkFolder('explain', parent)
    expect(statSync(made).mode & 0o777).toBe(0o700)
    rmSync(made, { recursive: true })
    expect(readdirSync(parent).sort()).toEqual([...kept, 'elsewhere', `crosswalk-report-${dead}-linked`].sort())
  })
})

const refused = async (work: () => unknown): Promise<string> => {
  try {
    await work()
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  throw new Error('nothing was refused')
}

describe('symbolic links', () => {
  test('in a run folder are refused by every command that reads it, and what they lead to stays as it was', async () => {
    const secret = join(root, 'secret.txt')
    writeFileSync(secret, 'mine')
    const link = join(folder, 'tables', 'leading-out.parquet')
    for (const [path, target] of [[link, secret], [join(folder, 'rows', 'leading-out'), root]] as const) {
      symlinkSync(target, path)
      for (const work of [() => reportRun(folder), () => evaluateRun(folder, join(whole, 'labels.csv')), () => explainPair(folder, 'a', 'b')]) {
        expect(await refused(work)).toMatch(/leading-out.*is a symbolic link, which no run folder holds\n {2}remedy: remove it/)
      }
      unlinkSync(path)
    }
    expect(readFileSync(secret, 'utf8')).toBe('mine')
  })

  test('are no output folder, and unfinished work does not go through one', async () => {
    const parent = temporaryFolder('links')
    const target = join(parent, 'target')
    mkdirSync(target)
    symlinkSync(target, join(parent, 'run'))
    symlinkSync(join(parent, 'nowhere'), join(parent, 'dangling'))
    for (const name of ['run', 'dangling']) for (const force of [false, true]) expect(await refused(() => claimFolder(join(parent, name), { force }))).toContain('is a symbolic link, not a folder')
    symlinkSync(target, join(parent, '.partial'))
    expect(await refused(() => claimFolder(join(parent, 'other')))).toContain('.partial: is a symbolic link')
    expect(readdirSync(target)).toEqual([])
    expect(lstatSync(join(parent, 'run')).isSymbolicLink() && !existsSync(join(parent, 'nowhere'))).toBe(true)
  })
})
