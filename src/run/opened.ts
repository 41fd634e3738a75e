import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { loadConfig } from '../config/load.js'
import type { Config } from '../config/schema.js'
import { Database } from '../engine/database.js'
import { InputError } from '../engine/errors.js'
import { engineMemory, defaultMemory } from '../engine/memory.js'
import { id, sql, trustedFile } from '../engine/sql.js'
import { requireReadable } from './private-files.js'
import { threadsFor } from './threads.js'
import { makeWorkFolder } from './work-folder.js'

const manifest = z.object({
  as_of: z.string().nullable(),
  inputs: z.array(z.object({ bytes: z.number() })),
  tables: z.array(z.object({ stage: z.string(), table: z.string(), file: z.string(), csv: z.object({ file: z.string() }).nullable() })),
})

/** A finished run, its tables readable by their names. */
export interface OpenedRun {
  readonly database: Database
  readonly config: Config
  readonly asOf: string
  readonly files: readonly { readonly table: string; readonly parquet: string; readonly csv?: string }[]
}

export interface OpenOptions {
  readonly memory?: string
  readonly threads?: number
}

const remedy = 'name a folder made by crosswalk run, crosswalk match or crosswalk reconcile; where another version made it, run it anew'

function factsOf(folder: string): z.output<typeof manifest> {
  const path = join(folder, 'run.json')
  if (!existsSync(path)) throw new InputError('is no run folder: it holds no run.json', { file: folder }, remedy)
  requireReadable(folder)
  let told: unknown
  try {
    told = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new InputError('is not the run.json of a run', { file: path }, remedy)
  }
  const facts = manifest.safeParse(told)
  if (!facts.success) throw new InputError('is not the run.json of a run', { file: path }, remedy)
  const gone = facts.data.tables.find(({ file }) => !existsSync(join(folder, file)))
  if (gone !== undefined) throw new InputError('is missing, so the run cannot be read again', { file: join(folder, gone.file) }, remedy)
  return facts.data
}

/** Tables for the work alone that reports lead to: made anew by the SQL that made them, as it ran. */
const reread = [{ stage: 'reconcile', table: 'usable_key' }]

async function makeAgain(database: Database, folder: string): Promise<void> {
  for (const { stage, table } of reread) {
    const path = join(folder, 'sql', stage, `${table}.sql`)
    if (!existsSync(path)) continue
    const select = trustedFile([readFileSync(path, 'utf8').trim().replace(/;$/, '')])
    await database.command(sql`create table ${id(table)} as ${select}`)
  }
}

/** Opens a finished run, and closes it when the work is done. Throws InputError when the folder is no whole run. */
export async function withRun<T>(folder: string, { memory = defaultMemory(), threads: asked }: OpenOptions, work: (run: OpenedRun) => Promise<T>): Promise<T> {
  const facts = factsOf(folder)
  const threads = threadsFor(facts.inputs.reduce((sum, { bytes }) => sum + bytes, 0), asked)
  const { config } = await loadConfig(join(folder, 'crosswalk.yaml'))
  const temporary = makeWorkFolder('report')
  let database: Database | undefined
  try {
    database = await Database.open({
      path: join(temporary, 'report.db'), memory: engineMemory(memory), folders: [resolve(folder), temporary], ...(threads === undefined ? {} : { threads }),
    })
    for (const { table, file } of facts.tables) await database.command(sql`create view ${id(table)} as select * from read_parquet(${join(resolve(folder), file)})`)
    await makeAgain(database, folder)
    const files = facts.tables.map(({ table, file, csv }) => ({ table, parquet: file, ...(csv === null ? {} : { csv: csv.file }) }))
    return await work({ database, config, asOf: facts.as_of ?? '', files })
  } finally {
    database?.close()
    rmSync(temporary, { recursive: true, force: true })
  }
}
