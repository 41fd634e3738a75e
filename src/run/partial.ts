import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { InputError } from '../engine/errors.js'
import { errorCode, holderOf, tryLock, unlock, type Holder } from './lock.js'

/** Where unfinished work lives, under the folder of runs. */
export const partialName = '.partial'

/** Days after which unfinished work that nobody goes on with is removed. */
export const defaultPartialDays = 7

const day = 86_400_000
const tries = 1000

/** Waits without giving way: the gate is held for some thousandths of a second. */
const pause = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)

const lockOf = (partial: string): string => `${partial}.lock`

/** The name under which the work on a run folder is kept there. */
export const partialOf = (folder: string): string => createHash('sha256').update(basename(folder)).digest('hex').slice(0, 16)

/** Who is at work on a run folder, by its lock. */
export const workerOn = (folder: string): Holder => holderOf(lockOf(join(dirname(folder), partialName, partialOf(folder))))

/** Does something while no other process claims or sweeps under this folder of runs. */
export function gated<T>(folder: string, work: () => T): T {
  const gate = join(folder, 'gate')
  for (let attempt = 0; attempt < tries; attempt += 1) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    try {
      if (tryLock(gate)) {
        try {
          return work()
        } finally {
          unlock(gate)
        }
      }
    } catch (error) {
      // A run that ended has just removed the folder, being the last.
      if (errorCode(error) !== 'ENOENT' || existsSync(folder)) throw error
    }
    pause()
  }
  throw new InputError('another run has been claiming its folder for 10 seconds', { file: folder }, `try again; if no run is starting there, remove ${gate}`)
}

/** Hashes of unfinished runs, of which something or a lock is there. */
const hashesIn = (folder: string): Set<string> => new Set(readdirSync(folder).flatMap((name) => /^([0-9a-f]{16})(?:\.lock)?$/.exec(name)?.[1] ?? []))

/** Whether a run other than this one is at work, or may be, under the folder. Call it gated. */
export const othersAtWork = (folder: string, own: string): boolean =>
  [...hashesIn(folder)].some((hash) => hash !== own && ['alive', 'unknown'].includes(holderOf(lockOf(join(folder, hash)))))

/** When an unfinished run was last saved; undefined when it never was. */
function lastSaved(partial: string): number | undefined {
  try {
    return statSync(join(partial, 'saved', 'state.json')).mtimeMs
  } catch {
    return undefined
  }
}

/** What of a run folder that is being made belongs to stages; all else is made of their tables when they are done. */
const ofStages = ['sql', 'identities']

/** Removes from a run folder that was not finished everything but what its stages wrote. */
export function keepStages(folder: string): void {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) if (!ofStages.includes(name)) rmSync(join(folder, name), { recursive: true, force: true })
}

/**
 * Removes what dead runs left: of each what nobody can go on with (databases, half tables) at once, what it saved after some days. A run that
 * lives, or of which it cannot be told, is left alone. Call it gated.
 */
export function sweep(folder: string, own: string, days: number): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const writer = Number(/\.(\d+)\.new$/.exec(name)?.[1] ?? Number.NaN)
    if (name.startsWith('gone-')) rmSync(path, { recursive: true, force: true })
    else if (Number.isInteger(writer) && writer !== process.pid && !existsSync(`/proc/${writer}`) && existsSync('/proc/self')) rmSync(path, { force: true })
  }
  for (const hash of hashesIn(folder)) {
    const partial = join(folder, hash)
    if (hash === own || ['alive', 'unknown'].includes(holderOf(lockOf(partial)))) continue
    const saved = lastSaved(partial)
    // A clock that was set back makes work look young, which keeps it.
    if (existsSync(join(partial, 'replaced'))) continue
    if (saved === undefined || Date.now() - saved > days * day) rmSync(partial, { recursive: true, force: true })
    else {
      rmSync(join(partial, 'work'), { recursive: true, force: true })
      keepStages(join(partial, 'run'))
    }
    rmSync(lockOf(partial), { force: true })
  }
}

/** Takes the name of a run; `dead` is what another process holds it for, if it can be told. Call it gated. */
export function takeName(partial: string): 'taken' | 'alive' | 'unknown' {
  if (tryLock(lockOf(partial))) return 'taken'
  return holderOf(lockOf(partial)) === 'unknown' ? 'unknown' : 'alive'
}

/** Removes the folder of unfinished work where none is left in it. */
export function leave(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // Others have work in it.
  }
}

/** Gives a name up; the folder of unfinished work goes with its last run. */
export function giveUpName(partial: string, folder: string): void {
  unlock(lockOf(partial))
  leave(folder)
}

/** Removes a whole folder in one step, whatever happens meanwhile: it loses its name first. */
export function removeWhole(folder: string, path: string, name: string): void {
  const gone = join(folder, `gone-${process.pid}-${name}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  renameSync(path, gone)
  rmSync(gone, { recursive: true, force: true })
  leave(folder)
}
