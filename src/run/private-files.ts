import { chmodSync, readdirSync, type Dirent } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../engine/errors.js'

const everything = (folder: string): Dirent[] => readdirSync(folder, { recursive: true, withFileTypes: true })

/** Closes a folder and all that is in it to everybody but its owner: 0700 and 0600, whatever the umask of the process. DuckDB knows the umask alone. */
export function keepPrivate(folder: string): void {
  chmodSync(folder, 0o700)
  for (const entry of everything(folder)) {
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o700)
    else if (entry.isFile()) chmodSync(join(entry.parentPath, entry.name), 0o600)
  }
}

/**
 * Refuses a run folder that holds symbolic links, through which files outside of it would be read or overwritten: Crosswalk makes none.
 * Throws InputError.
 */
export function requireNoLinks(folder: string): void {
  const link = everything(folder).find((entry) => entry.isSymbolicLink())
  if (link === undefined) return
  throw new InputError('is a symbolic link, which no run folder holds', { file: join(link.parentPath, link.name) }, 'remove it, or run anew: links lead out of the run folder')
}
