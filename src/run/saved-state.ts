import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { flush } from './flush.js'

const file = z.object({ file: z.string(), bytes: z.number() })
const table = z.object({
  name: z.string(),
  temporary: z.boolean(),
  rows: z.number(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  /** Its rows in their order, one file after another. */
  files: z.array(file),
})
const view = z.object({ stage: z.string(), name: z.string() })
const amid = z.object({
  stage: z.string(),
  /** Tables of the stage that are made, in order. */
  made: z.array(z.string()),
  /** The next one, and what its code told of its pieces. */
  table: z.string(),
  pieces: z.record(z.string(), z.unknown()),
  /** Seconds that the stage had taken. */
  seconds: z.number(),
})
const stateSchema = z.object({
  version: z.literal(2),
  fingerprint: z.string(),
  stages: z.array(z.string()),
  amid: amid.optional(),
  tables: z.array(table),
  views: z.array(view),
  /** Files of the run folder that stages wrote. */
  written: z.array(file),
  events: z.array(z.looseObject({ kind: z.string() })),
})

/** What is saved of a run that has not ended. */
export type State = z.output<typeof stateSchema>
export type SavedTable = z.output<typeof table>
export type SavedView = z.output<typeof view>
export type SizedFile = z.output<typeof file>

/** A stage that has begun and not ended. */
export type Amid = z.output<typeof amid>

/** Files of tables, encrypted or not. */
export const savedName = /^\d+\.parquet(?:\.enc)?$/

const stateFile = 'state.json'

export const hasState = (folder: string): boolean => existsSync(join(folder, stateFile))

/** Replaces the state of a folder whole. */
export function writeState(folder: string, state: State): void {
  const path = join(folder, `${stateFile}.new`)
  writeFileSync(path, JSON.stringify(state), { mode: 0o600 })
  flush(path)
  renameSync(path, join(folder, stateFile))
  flush(folder)
}

/** The state in a folder, where it is of that run and of this form, and all that it names is there in its length. */
export function readState(folder: string, runFolder: string, fingerprint: string): State | undefined {
  if (!hasState(folder)) return undefined
  try {
    const state = stateSchema.parse(JSON.parse(readFileSync(join(folder, stateFile), 'utf8')))
    const isThere = (within: string) => (one: SizedFile): boolean => statSync(join(within, one.file)).size === one.bytes
    const files = state.tables.flatMap((one) => one.files)
    const whole = files.every((one) => savedName.test(one.file)) && files.every(isThere(folder)) && state.written.every(isThere(runFolder))
    return whole && state.fingerprint === fingerprint ? state : undefined
  } catch {
    return undefined
  }
}
