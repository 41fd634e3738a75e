import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { InputError } from '../engine/errors.js'

/** A run folder that is being made: it bears its final name only when it is whole. */
export interface PendingFolder {
  readonly final: string
  /** What becomes the run folder. */
  readonly folder: string
  /** Files of the work alone, gone with it. */
  readonly workFolder: string
  /** Gives the folder its final name. */
  publish(): void
  /** Leaves it as `<name>.broken`, without its final name, and says where. */
  keepBroken(): string
  /** Removes everything unfinished. */
  discard(): void
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

const isLink = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true

function requireUsable(final: string, force: boolean): void {
  if (isLink(final)) throw new InputError('is a symbolic link, not a folder', { file: final }, 'name the folder itself: what a link leads to is never replaced')
  if (!existsSync(final)) return
  if (!statSync(final).isDirectory()) throw new InputError('is a file, not a folder', { file: final }, 'name a folder that does not exist or is empty')
  if (!force && readdirSync(final).length > 0) {
    throw new InputError('the output folder is not empty', { file: final }, 'name a folder that does not exist, or empty this one: results are never mixed')
  }
}

function requireWritable(parent: string): void {
  try {
    mkdirSync(parent, { recursive: true, mode: 0o700 })
    accessSync(parent, constants.W_OK)
  } catch (error) {
    const why = codeOf(error) === 'EROFS' ? 'is on a file system that can only be read' : ['ENOTDIR', 'EEXIST'].includes(codeOf(error)) ? 'has a file where a folder should be' : 'cannot be written to'
    throw new InputError(why, { file: parent }, 'name an output folder in a place where you may write')
  }
}

/** The lock is the folder itself: made by exactly one process, its pid inside; one left by a dead process is cleared. */
function claim(partial: string, final: string): void {
  if (isLink(dirname(partial))) throw new InputError('is a symbolic link, not a folder', { file: dirname(partial) }, 'remove it: unfinished work stays beside its output folder')
  mkdirSync(dirname(partial), { recursive: true, mode: 0o700 })
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      mkdirSync(partial, { mode: 0o700 })
      writeFileSync(join(partial, 'pid'), String(process.pid), { mode: 0o600 })
      return
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
      const owner = existsSync(join(partial, 'pid')) ? Number(readFileSync(join(partial, 'pid'), 'utf8')) : Number.NaN
      if (Number.isInteger(owner) && isAlive(owner)) break
      rmSync(partial, { recursive: true, force: true })
    }
  }
  throw new InputError('another run is writing into this folder', { file: final }, 'wait until it has ended, or name another output folder')
}

/** Turns what the system says of a full or read-only disk into a sentence. */
export function asDiskFault(error: unknown, folder: string): unknown {
  const text = error instanceof Error ? error.message : ''
  if (codeOf(error) === 'ENOSPC' || /No space left|ENOSPC|Could not write|failed to offload|disk is full/i.test(text)) {
    return new InputError('the disk is full', { file: folder }, 'free some space or name an output folder on another disk; nothing half written was left')
  }
  if (['EACCES', 'EROFS', 'EPERM'].includes(codeOf(error))) return new InputError('cannot be written to', { file: folder }, 'name a folder where you may write')
  return error
}

/**
 * Claims an output folder. Work is done in `.partial/<hash>` beside it, so a rename is enough to publish.
 * Throws InputError when the folder is in use, not empty, or not writable.
 */
export function claimFolder(path: string, force = false): PendingFolder {
  const final = resolve(path)
  const parent = dirname(final)
  requireUsable(final, force)
  requireWritable(parent)
  const partial = join(parent, '.partial', createHash('sha256').update(basename(final)).digest('hex').slice(0, 16))
  try {
    claim(partial, final)
  } catch (error) {
    throw asDiskFault(error, parent)
  }
  const folder = join(partial, 'run')
  const workFolder = join(partial, 'work')
  const discard = (): void => {
    rmSync(partial, { recursive: true, force: true })
    if (existsSync(dirname(partial)) && readdirSync(dirname(partial)).length === 0) rmSync(dirname(partial), { recursive: true, force: true })
  }
  mkdirSync(folder, { mode: 0o700 })
  mkdirSync(workFolder, { mode: 0o700 })
  return {
    final,
    folder,
    workFolder,
    publish: () => {
      if (force) rmSync(final, { recursive: true, force: true })
      renameSync(folder, final)
      discard()
    },
    keepBroken: () => {
      const broken = `${final}.broken`
      rmSync(broken, { recursive: true, force: true })
      renameSync(folder, broken)
      discard()
      return broken
    },
    discard,
  }
}
