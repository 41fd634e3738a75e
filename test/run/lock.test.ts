import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { holderOf, tryLock, unlock } from '../../src/run/lock.js'
import { temporaryFolder } from '../temporary.js'

const root = temporaryFolder('lock')
let no = 0
let path = ''
beforeEach(() => {
  path = join(root, `lock-${(no += 1)}`)
})

type Owner = Record<'pid' | 'started' | 'boot' | 'host', unknown>

/** The lock as this process would hold it, changed. */
function written(change: (mine: Owner) => Partial<Owner>): void {
  expect(tryLock(path)).toBe(true)
  const mine: Owner = JSON.parse(readFileSync(path, 'utf8'))
  writeFileSync(path, JSON.stringify({ ...mine, ...change(mine) }))
}

test('one that is held is not given again, and is free once it is given up', () => {
  expect(holderOf(path)).toBe('free')
  expect(tryLock(path)).toBe(true)
  expect(holderOf(path)).toBe('alive')
  expect(tryLock(path)).toBe(false)
  unlock(path)
  expect(holderOf(path)).toBe('free')
  expect(readdirSync(root)).toEqual([])
})

test('one that a dead process left is taken over, leaving nothing else', () => {
  written(() => ({ pid: spawnSync(process.execPath, ['-e', '']).pid }))
  expect(holderOf(path)).toBe('dead')
  expect(tryLock(path)).toBe(true)
  expect(holderOf(path)).toBe('alive')
  unlock(path)
  expect(readdirSync(root)).toEqual([])
})

test.skipIf(!existsSync('/proc/self/stat'))('a dead owner is known though its pid was given to another process, and after the machine was started anew', () => {
  written(({ started }) => ({ started: String(Number(started) - 1) }))
  expect(holderOf(path)).toBe('dead')
  writeFileSync(path, readFileSync(path, 'utf8').replace(/"boot":"[^ ]+/, '"boot":"00000000-another-start'))
  expect(holderOf(path)).toBe('dead')
})

test('of another machine, another container or a lock that cannot be read nothing is assumed: it stays', () => {
  for (const change of [() => ({ host: 'elsewhere' }), ({ boot }: Owner) => ({ boot: `${String(boot).split(' ')[0]} pid:[1]` })]) {
    rmSync(path, { force: true })
    written(change)
    expect(holderOf(path)).toBe('unknown')
    expect(tryLock(path)).toBe(false)
    unlock(path)
    expect(existsSync(path)).toBe(true)
  }
  writeFileSync(path, '{"pid":')
  expect(tryLock(path)).toBe(false)
})

test('a living process keeps it, and a claim that a dead one left on it does not hold up the next', async () => {
  const living = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'])
  try {
    writeFileSync(path, String(living.pid))
    expect(tryLock(path)).toBe(false)
  } finally {
    living.kill()
    await new Promise((done) => living.once('exit', done))
  }
  writeFileSync(`${path}.claim`, String(living.pid))
  expect([tryLock(path), tryLock(path)]).toContain(true)
})
