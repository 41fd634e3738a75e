import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { GuessOptions } from './guess-files.js'

const file = 'asked.json'
const schema = z.strictObject({ id: z.string().optional(), roles: z.array(z.string()) })

/** Writes into the folder of a profile what the command line said of its files: with it the same is guessed of them again. */
export function writeAsked(folder: string, { id, roles = [] }: GuessOptions): void {
  writeFileSync(join(folder, file), `${JSON.stringify({ ...(id === undefined ? {} : { id }), roles }, null, 2)}\n`, { mode: 0o600 })
}

/** Reads it; undefined where it is not there, or not what was written. */
export function readAsked(folder: string): GuessOptions | undefined {
  if (!existsSync(join(folder, file))) return undefined
  try {
    const { id, roles } = schema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')))
    return { ...(id === undefined ? {} : { id }), roles }
  } catch {
    return undefined
  }
}
