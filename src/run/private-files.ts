import { chmodSync, existsSync, readdirSync, type Dirent } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../engine/errors.js'
import { encryptedEnding } from './encrypt/files.js'

const everything = (folder: string): Dirent[] => readdirSync(folder, { recursive: true, withFileTypes: true })

/** Closes a folder and all that is in it to everybody but its owner: 0700 and 0600, whatever the umask of the process. DuckDB knows the umask alone. */
export function keepPrivate(folder: string): void {
  chmodSync(folder, 0o700)
  for (const entry of everything(folder)) {
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o700)
    else if (entry.isFile()) chmodSync(join(entry.parentPath, entry.name), 0o600)
  }
}

/** Whether the files of a run folder are encrypted. */
const isEncrypted = (folder: string): boolean => existsSync(join(folder, `crosswalk.yaml${encryptedEnding}`))

/**
 * Refuses a run folder whose files are encrypted, or that holds symbolic links, through which files outside of it would be read or overwritten: Crosswalk makes none.
 * Throws InputError.
 */
export function requireReadable(folder: string): void {
  if (isEncrypted(folder)) throw new InputError('is encrypted', { file: folder }, 'decrypt it first: crosswalk decrypt RUN --key-file FILE --out FOLDER')
  const link = everything(folder).find((entry) => entry.isSymbolicLink())
  if (link === undefined) return
  throw new InputError('is a symbolic link, which no run folder holds', { file: join(link.parentPath, link.name) }, 'remove it, or run anew: links lead out of the run folder')
}
