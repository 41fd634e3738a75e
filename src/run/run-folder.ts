import { accessSync, constants, existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { InputError, ResourceError } from '../engine/errors.js'
import { flush, flushAll } from './flush.js'
import { errorCode } from './lock.js'
import { defaultPartialDays, gated, giveUpName, keepStages, leave, othersAtWork, partialName, partialOf, sweep, takeName } from './partial.js'

/** A run folder that is being made: it bears its final name only when it is whole. */
export interface PendingFolder {
  readonly final: string
  /** What becomes the run folder. */
  readonly folder: string
  /** Files of the work alone, gone with it. */
  readonly workFolder: string
  /** Tables that stages have made, from which an unfinished run goes on. */
  readonly savedFolder: string
  /** Gives the folder its final name. */
  publish(): void
  /** Leaves it as `<name>.broken`, without its final name, and says where. */
  keepBroken(): string
  /** Removes everything unfinished. */
  discard(): void
  /** Leaves what was saved, for a run that goes on from it. */
  suspend(): void
}

const isLink = (path: string): boolean => {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
  } catch {
    // A file stands where a folder should be, which is said when it is made.
    return false
  }
}

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
    const why = errorCode(error) === 'EROFS' ? 'is on a file system that can only be read' : ['ENOTDIR', 'EEXIST'].includes(errorCode(error)) ? 'has a file where a folder should be' : 'cannot be written to'
    throw new InputError(why, { file: parent }, 'name an output folder in a place where you may write')
  }
}

/** Turns what the system says of a full or read-only disk into a sentence. */
export function asDiskFault(error: unknown, folder: string): unknown {
  const text = error instanceof Error ? error.message : ''
  if (errorCode(error) === 'ENOSPC' || /No space left|ENOSPC|Could not write|failed to offload|disk is full/i.test(text)) {
    return new ResourceError('the disk is full', { file: folder }, 'free some space or name an output folder on another disk; nothing half written was left')
  }
  if (['EACCES', 'EROFS', 'EPERM'].includes(errorCode(error))) return new InputError('cannot be written to', { file: folder }, 'name a folder where you may write')
  return error
}

/** Another run holds the name, or works under the same folder. */
export class BusyError extends InputError {}

const busy = {
  alive: ['another run is writing into this folder', 'wait until it has ended, or name another output folder'],
  unknown: ['a run of another machine or container may be writing into this folder', 'wait until it has ended; if none is running'],
  others: ['another run is at work in this folder of runs', 'wait until it has ended, or let runs work at the same time: runs: { when_busy: both }'],
} as const

export interface ClaimOptions {
  /** Replaces a finished folder of that name. */
  readonly force?: boolean
  /** Keeps what the stages of an unfinished run of that name left. */
  readonly resume?: boolean
  /** No run of another name may be at work beside it. */
  readonly alone?: boolean
  /** Days after which the unfinished work of others is removed. */
  readonly partialDays?: number
}

/** Brings back a folder that a run was replacing when it was killed, and removes all of its work but what is gone on from. */
function prepare(partial: string, final: string, resume: boolean): void {
  const replaced = join(partial, 'replaced')
  if (existsSync(replaced) && !existsSync(final)) renameSync(replaced, final)
  rmSync(replaced, { recursive: true, force: true })
  if (!resume) rmSync(partial, { recursive: true, force: true })
  rmSync(join(partial, 'work'), { recursive: true, force: true })
  for (const name of ['run', 'work', 'saved']) mkdirSync(join(partial, name), { recursive: true, mode: 0o700 })
}

/**
 * Claims an output folder. Work is done in `.partial/<hash>` beside it, so a rename is enough to publish.
 * Throws BusyError when another run has it, InputError when it is not empty or not writable.
 */
export function claimFolder(path: string, { force = false, resume = false, alone = false, partialDays = defaultPartialDays }: ClaimOptions = {}): PendingFolder {
  const final = resolve(path)
  const parent = dirname(final)
  requireUsable(final, force)
  requireWritable(parent)
  const all = join(parent, partialName)
  if (isLink(all)) throw new InputError('is a symbolic link, not a folder', { file: all }, 'remove it: unfinished work stays beside its output folder')
  const hash = partialOf(final)
  const partial = join(all, hash)
  try {
    gated(all, () => {
      sweep(all, hash, partialDays)
      if (alone && othersAtWork(all, hash)) throw new BusyError(busy.others[0], { file: parent }, busy.others[1])
      const taken = takeName(partial)
      if (taken !== 'taken') throw new BusyError(busy[taken][0], { file: final }, `${busy[taken][1]}${taken === 'unknown' ? `, remove ${partial}.lock` : ''}`)
      try {
        prepare(partial, final, resume)
        requireUsable(final, force)
      } catch (error) {
        giveUpName(partial, all)
        throw error
      }
    })
  } catch (error) {
    leave(all)
    throw asDiskFault(error, parent)
  }
  const folder = join(partial, 'run')
  const workFolder = join(partial, 'work')
  const discard = (): void => {
    rmSync(partial, { recursive: true, force: true })
    giveUpName(partial, all)
  }
  return {
    final,
    folder,
    workFolder,
    savedFolder: join(partial, 'saved'),
    publish: () => {
      flushAll(folder)
      if (force && existsSync(final)) renameSync(final, join(partial, 'replaced'))
      renameSync(folder, final)
      flush(parent)
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
    suspend: () => {
      rmSync(workFolder, { recursive: true, force: true })
      keepStages(folder)
      giveUpName(partial, all)
    },
  }
}
