import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/engine/errors.js'
import { asDiskFault, claimFolder } from '../../src/run/run-folder.js'
import { temporaryFolder } from '../temporary.js'

const newParent = (): string => temporaryFolder('folder')
const partials = (parent: string): string[] => (existsSync(join(parent, '.partial')) ? readdirSync(join(parent, '.partial')) : [])

const withCode = (code: string): Error => Object.assign(new Error('x'), { code })

const refused = (path: string): InputError => {
  try {
    claimFolder(path)
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
  throw new Error(`${path} was not refused`)
}

test('a folder appears whole under its name, and only when it is published', () => {
  const parent = newParent()
  const pending = claimFolder(join(parent, 'run'))
  writeFileSync(join(pending.folder, 'a'), '1')
  writeFileSync(join(pending.workFolder, 'scratch'), '2')
  expect(readdirSync(parent)).toEqual(['.partial'])
  pending.publish()
  expect(readdirSync(parent)).toEqual(['run'])
  expect(readdirSync(join(parent, 'run'))).toEqual(['a'])
  expect(statSync(join(parent, 'run')).mode & 0o077).toBe(0)
})

test('what is discarded leaves nothing; what is kept as broken has another name and replaces an older one', () => {
  const parent = newParent()
  claimFolder(join(parent, 'run')).discard()
  expect(readdirSync(parent)).toEqual([])
  for (const text of ['first', 'second']) {
    const pending = claimFolder(join(parent, 'run'))
    writeFileSync(join(pending.folder, 'a'), text)
    expect(pending.keepBroken()).toBe(join(parent, 'run.broken'))
  }
  expect(readdirSync(parent)).toEqual(['run.broken'])
  expect(readFileSync(join(parent, 'run.broken', 'a'), 'utf8')).toBe('second')
})

describe('refused, with a remedy', () => {
  test('a folder with something in it, which stays as it was; an empty one is used', () => {
    const parent = newParent()
    const full = join(parent, 'full')
    mkdirSync(full)
    writeFileSync(join(full, 'mine'), 'x')
    expect(refused(full)).toMatchObject({ exitCode: 2, place: { file: full }, what: 'the output folder is not empty' })
    expect(readdirSync(parent)).toEqual(['full'])
    mkdirSync(join(parent, 'empty'))
    claimFolder(join(parent, 'empty')).publish()
    expect(readdirSync(parent).toSorted()).toEqual(['empty', 'full'])
  })

  test('a file, and a path through a file', () => {
    const parent = newParent()
    writeFileSync(join(parent, 'file'), 'x')
    expect(refused(join(parent, 'file')).what).toContain('is a file')
    expect(refused(join(parent, 'file', 'run')).what).toContain('has a file where a folder should be')
  })

  test('a place where one may not write', () => {
    const parent = newParent()
    chmodSync(parent, 0o555)
    const isRoot = process.getuid?.() === 0
    try {
      if (isRoot) process.seteuid?.(65_534)
      expect(refused(join(parent, 'run')).what).toContain('cannot be written to')
    } finally {
      if (isRoot) process.seteuid?.(0)
    }
    expect(readdirSync(parent)).toEqual([])
  })

  test('a folder that another run writes into; other names are free meanwhile, and the name is when it has ended', () => {
    const parent = newParent()
    const first = claimFolder(join(parent, 'run'))
    const error = refused(join(parent, 'run'))
    expect(error.what).toContain('another run is writing')
    expect(error.remedy).not.toBe('')
    claimFolder(join(parent, 'other')).publish()
    first.discard()
    claimFolder(join(parent, 'run')).publish()
    expect(readdirSync(parent).toSorted()).toEqual(['other', 'run'])
  })
})

test('what a dead process left is cleared', () => {
  const parent = newParent()
  const first = claimFolder(join(parent, 'run'))
  writeFileSync(join(first.folder, 'old'), 'x')
  const dead = spawnSync(process.execPath, ['-e', '']).pid
  writeFileSync(join(parent, '.partial', partials(parent).find((name) => name.endsWith('.lock')) ?? ''), String(dead))
  const second = claimFolder(join(parent, 'run'))
  expect(readdirSync(second.folder)).toEqual([])
  second.publish()
  expect(readdirSync(parent)).toEqual(['run'])
})

test('force replaces a finished folder, and until then leaves it', () => {
  const parent = newParent()
  const final = join(parent, 'run')
  mkdirSync(final)
  writeFileSync(join(final, 'old'), 'x')
  const pending = claimFolder(final, { force: true })
  writeFileSync(join(pending.folder, 'new'), 'y')
  expect(readdirSync(final)).toEqual(['old'])
  pending.publish()
  expect(readdirSync(final)).toEqual(['new'])
})

test('a full or read-only disk is said in a sentence, anything else is left as it is', () => {
  for (const error of [withCode('ENOSPC'), new Error('IO Error: Could not write file "/x": No space left on device')]) {
    expect(asDiskFault(error, '/out')).toMatchObject({ what: 'the disk is full', place: { file: '/out' }, exitCode: 2 })
  }
  expect(asDiskFault(withCode('EROFS'), '/out')).toMatchObject({ what: 'cannot be written to', exitCode: 2 })
  const other = new Error('another')
  expect(asDiskFault(other, '/out')).toBe(other)
})
