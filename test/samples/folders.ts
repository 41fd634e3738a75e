import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../temporary.js'

/** A new empty folder for one test file. */
export const newFolder = (): string => temporaryFolder('samples')

/** SHA-256 of each file in the folder, by name. */
export const hashes = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((file) => [file, createHash('sha256').update(readFileSync(join(folder, file))).digest('hex')]),
  )
