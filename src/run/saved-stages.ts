import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Database } from '../engine/database.js'
import { id, joinSql, sql, trustedFile, type Sql } from '../engine/sql.js'
import { keptType } from './content-hash.js'
import { encryptedEnding } from './encrypt/files.js'
import type { SealedFiles } from './encrypt/sealed-files.js'
import type { RunEvent } from './events.js'

const column = z.object({ name: z.string(), type: z.string() })
const object = z.object({ name: z.string(), temporary: z.boolean(), rows: z.number(), file: z.string(), bytes: z.number(), columns: z.array(column) })
const view = z.object({ stage: z.string(), name: z.string() })
const stateSchema = z.object({
  version: z.literal(1),
  fingerprint: z.string(),
  stages: z.array(z.string()),
  tables: z.array(object),
  views: z.array(view),
  events: z.array(z.looseObject({ kind: z.string() })),
})
type State = z.output<typeof stateSchema>
type SavedTable = z.output<typeof object>
type SavedView = z.output<typeof view>

/** Files of tables, encrypted or not. */
const savedName = /^\d+\.parquet(?:\.enc)?$/

/** Events that say what was done, not how far it had come. */
const lasting = new Set(['note', 'one_to_one', 'table_made', 'identity_checked', 'stage_done'])

interface Found {
  readonly name: string
  readonly temporary: boolean
  readonly oid: string
  readonly rows: number
  readonly columns: SavedTable['columns']
}

/** Puts on the disk what was written to a file or a folder, so that it outlives the machine's power too. */
export function flush(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Puts a whole folder on the disk. */
export function flushAll(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) flushAll(path)
    else if (entry.isFile()) flush(path)
  }
  flush(folder)
}

async function tablesOf(database: Database): Promise<Found[]> {
  const rows = await database.rows<{ name: string; temporary: boolean; oid: string; column: string; type: string }>(
    sql`select t.table_name as name, t.temporary, cast(t.table_oid as varchar) as oid, c.column_name as column, c.data_type as type from duckdb_tables() t
      join duckdb_columns() c on c.table_oid = t.table_oid and c.database_name = t.database_name and c.table_name = t.table_name
      where not t.internal order by t.temporary, t.table_oid, c.column_index`,
  )
  const tables = new Map<string, Found>()
  for (const { name, temporary, oid, column: of, type } of rows) {
    const before = tables.get(name)
    tables.set(name, before === undefined ? { name, temporary, oid, rows: await database.count(name), columns: [{ name: of, type }] } : { ...before, columns: [...before.columns, { name: of, type }] })
  }
  return [...tables.values()]
}

/**
 * The tables that finished stages left, as Parquet in a folder with a state file that is replaced whole: what is on the disk is always the end of a
 * stage. A stage changes tables of earlier ones only where it also drops them or changes their number of rows; else they are not saved again.
 */
export class SavedStages {
  readonly #saved = new Map<string, SavedTable & { readonly oid: string }>()
  #made = 0

  private constructor(
    private readonly folder: string,
    private readonly fingerprint: string,
    private readonly before: State | undefined,
    private readonly sealed: SealedFiles | undefined,
  ) {}

  /** Opens the folder, whose tables are encrypted where `sealed`; what is in it of the same run is gone on from when `resume`, everything else is removed. */
  static open(folder: string, fingerprint: string, resume: boolean, sealed?: SealedFiles): SavedStages {
    const before = resume ? readState(folder, fingerprint) : undefined
    if (before === undefined) rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return new SavedStages(folder, fingerprint, before, sealed)
  }

  /** Stages that need not be run again, in order. */
  get finished(): readonly string[] {
    return this.before?.stages ?? []
  }

  /** Whether a later run could go on from here. */
  get isResumable(): boolean {
    return existsSync(join(this.folder, 'state.json'))
  }

  /** What the run had told when the last of them ended. */
  get events(): readonly RunEvent[] {
    return (this.before?.events ?? []) as readonly unknown[] as readonly RunEvent[]
  }

  /** Makes the tables anew in an empty database; views by their SQL as it stands in the run folder. */
  async restore(database: Database, runFolder: string): Promise<void> {
    if (this.before === undefined) return
    for (const { name, temporary, file, columns } of this.before.tables) {
      const cells = columns.map((of) => (keptType.test(of.type) ? id(of.name) : sql`cast(${id(of.name)} as ${trustedFile([of.type])}) as ${id(of.name)}`))
      const make = async (path: string): Promise<void> => await database.command(sql`create ${temporary ? sql`temp table` : sql`table`} ${id(name)} as select ${joinSql(cells)} from read_parquet(${path})`)
      const path = join(this.folder, file)
      await (this.sealed === undefined ? make(path) : this.sealed.read(path, make))
    }
    for (const { stage, name } of this.before.views) {
      const select = readFileSync(join(runFolder, 'sql', stage, `${name}.sql`), 'utf8').trim().replace(/;$/, '')
      await database.command(sql`create temp view ${id(name)} as ${trustedFile([select])}`)
    }
    const oids = new Map((await tablesOf(database)).map(({ name, oid }) => [name, oid]))
    for (const table of this.before.tables) this.#saved.set(table.name, { ...table, oid: oids.get(table.name) ?? '' })
    this.#made = Math.max(0, ...this.before.tables.map(({ file }) => Number.parseInt(file, 10)))
  }

  /** Saves what a stage has left. */
  async save(database: Database, stages: readonly string[], views: readonly SavedView[], events: readonly RunEvent[]): Promise<void> {
    const tables: SavedTable[] = []
    for (const found of await tablesOf(database)) {
      const saved = this.#saved.get(found.name)
      const table = saved !== undefined && saved.oid === found.oid && saved.rows === found.rows ? saved : await this.#write(database, found)
      this.#saved.set(found.name, { ...table, oid: found.oid })
      tables.push(table)
    }
    const state: State = {
      version: 1, fingerprint: this.fingerprint, stages: [...stages], views: [...views], events: events.filter(({ kind }) => lasting.has(kind)),
      tables: tables.map(({ name, temporary, rows, file, bytes, columns }) => ({ name, temporary, rows, file, bytes, columns })),
    }
    writeFileSync(join(this.folder, 'state.json.new'), JSON.stringify(state), { mode: 0o600 })
    flush(join(this.folder, 'state.json.new'))
    renameSync(join(this.folder, 'state.json.new'), join(this.folder, 'state.json'))
    flush(this.folder)
    const needed = new Set(tables.map(({ file }) => file))
    for (const file of readdirSync(this.folder)) if (savedName.test(file) && !needed.has(file)) rmSync(join(this.folder, file))
  }

  async #write(database: Database, { name, temporary, rows, columns }: Found): Promise<SavedTable> {
    this.#made += 1
    const file = `${this.#made}.parquet${this.sealed === undefined ? '' : encryptedEnding}`
    const path = join(this.folder, file)
    const cells: Sql[] = columns.map((of) => (keptType.test(of.type) ? id(of.name) : sql`cast(${id(of.name)} as varchar) as ${id(of.name)}`))
    const copy = async (to: string): Promise<void> => await database.command(sql`copy (select ${joinSql(cells)} from ${id(name)}) to ${to} (format parquet, compression snappy)`)
    await (this.sealed === undefined ? copy(path) : this.sealed.write(path, copy))
    flush(path)
    return { name, temporary, rows, file, bytes: statSync(path).size, columns }
  }
}

/** The state in a folder, where it is whole and of that run. */
function readState(folder: string, fingerprint: string): State | undefined {
  const path = join(folder, 'state.json')
  if (!existsSync(path)) return undefined
  try {
    const state = stateSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    const whole = state.tables.every(({ file, bytes }) => savedName.test(file) && statSync(join(folder, file)).size === bytes)
    return whole && state.fingerprint === fingerprint ? state : undefined
  } catch {
    return undefined
  }
}
