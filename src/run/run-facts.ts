import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../engine/errors.js'
import { manifestSchema, type Manifest } from './manifest-schema.js'

/** Reads run.json of a run folder. Throws InputError when the folder is none. */
export function runFacts(folder: string): Manifest {
  const path = join(folder, 'run.json')
  if (!existsSync(path)) throw new InputError('is no run folder: it holds no run.json', { file: folder }, 'name a folder that crosswalk run or crosswalk match made')
  const facts = manifestSchema.safeParse(parsed(readFileSync(path, 'utf8')))
  if (!facts.success) throw new InputError('is not the run.json of a run', { file: path }, 'run it anew where another version made it, or name another run folder')
  return facts.data
}

/** Refuses a run that kept results alone, for work that reads what records hold. Throws InputError. */
export function requireAllTables(folder: string, { not_kept: left = [] }: Manifest): void {
  if (left.length === 0) return
  throw new InputError(`keeps results alone: ${left.map(({ table }) => table).join(', ')} ${left.length === 1 ? 'is' : 'are'} not there`, { file: folder }, 'run its config anew with outputs: { tables: all }')
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
