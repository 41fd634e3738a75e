import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A new empty folder for one test file. */
export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'crosswalk-samples-'))

/** SHA-256 of each file in the folder, by name. */
export const hashes = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((file) => [file, createHash('sha256').update(readFileSync(join(folder, file))).digest('hex')]),
  )
