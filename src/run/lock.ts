import { spawnSync } from 'node:child_process'
import { linkSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { z } from 'zod'
import { isAlive } from './alive.js'

const owner = z.object({ pid: z.number().int().positive(), started: z.string(), boot: z.string(), host: z.string() })
type Owner = z.output<typeof owner>

/** What is known of a lock: nobody holds it, a living process does, a dead one did, or it cannot be told (another machine or container). */
export type Holder = 'free' | 'alive' | 'dead' | 'unknown'

export const errorCode = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

const readOr = (read: () => string): string => {
  try {
    return read().trim()
  } catch {
    return ''
  }
}

/** This start of the machine and this space of pids: a pid says something only within both. */
const boot = `${readOr(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))} ${readOr(() => readlinkSync('/proc/self/ns/pid'))}`.trim()

/** When a process started, in whatever unit the system counts; undefined when there is none, empty when that cannot be told. */
function startOf(pid: number): string | undefined {
  const stat = readOr(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  if (stat !== '') {
    // The second field is a name in brackets, which may hold blanks and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : (fields[19] ?? '')
  }
  if (!isAlive(pid)) return undefined
  return boot === '' ? readOr(() => spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '') : ''
}

const me: Owner = { pid: process.pid, started: startOf(process.pid) ?? '', boot, host: hostname() }
const mine = JSON.stringify(me)

function ownerOf(text: string): Owner | undefined {
  // A lock that a person made, or an earlier version, names a pid alone.
  if (/^[1-9]\d*$/.test(text)) return { ...me, pid: Number(text), started: '' }
  try {
    return owner.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function standing(text: string): Exclude<Holder, 'free'> {
  const found = ownerOf(text)
  if (found === undefined || found.host !== me.host) return 'unknown'
  if (found.boot !== me.boot) {
    const [was = '', here = ''] = [found.boot.split(' ')[0], me.boot.split(' ')[0]]
    return was === here ? 'unknown' : 'dead'
  }
  const started = startOf(found.pid)
  if (started === undefined) return 'dead'
  // Another process may have been given the pid since.
  return started !== '' && found.started !== '' && started !== found.started ? 'dead' : 'alive'
}

const textOf = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Who holds a lock. */
export function holderOf(path: string): Holder {
  const text = textOf(path)
  return text === undefined ? 'free' : standing(text)
}

/** Makes a file with its text in it at once, unless there is one: a link cannot be half made. */
function make(path: string): boolean {
  const whole = `${path}.${process.pid}.new`
  writeFileSync(whole, mine, { mode: 0o600 })
  try {
    linkSync(whole, path)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errorCode(error))) throw error
    // A file system without links.
    try {
      writeFileSync(path, mine, { mode: 0o600, flag: 'wx' })
      return true
    } catch (failed) {
      if (errorCode(failed) === 'EEXIST') return false
      throw failed
    }
  } finally {
    rmSync(whole, { force: true })
  }
}

/** Removes a lock whose owner is dead. Who makes the claim on it removes it, and only while it is still that owner's. */
function clearDead(path: string, dead: string): void {
  const claim = `${path}.claim`
  if (!make(claim)) {
    if (holderOf(claim) === 'dead') rmSync(claim, { force: true })
    return
  }
  try {
    if (textOf(path) === dead) rmSync(path, { force: true })
  } finally {
    rmSync(claim, { force: true })
  }
}

/** Makes the lock, which no other process can then; false where another has it. One that a dead process left is taken over. */
export function tryLock(path: string): boolean {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    if (make(path)) return true
    const text = textOf(path)
    if (text !== undefined && standing(text) !== 'dead') return false
    if (text !== undefined) clearDead(path, text)
  }
  return false
}

/** Gives up a lock that is this process's own; any other stays. */
export function unlock(path: string): void {
  if (textOf(path) === mine) rmSync(path, { force: true })
}
