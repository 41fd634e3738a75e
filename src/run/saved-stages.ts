import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Database } from '../engine/database.js'
import { id, sql, trustedFile } from '../engine/sql.js'
import type { SealedFiles } from './encrypt/sealed-files.js'
import type { RunEvent } from './events.js'
import { flush } from './flush.js'
import { hasState, readState, savedName, writeState, type Amid, type SavedView, type SizedFile, type State } from './saved-state.js'
import { SavedTables } from './saved-tables.js'

export type { Amid, SavedView } from './saved-state.js'

/** Events that say what was done, not how far it had come. */
const lasting = new Set(['note', 'one_to_one', 'table_made', 'identity_checked', 'stage_done'])

/** How far a run has come. */
export interface Reached {
  /** Stages that are done, in order. */
  readonly stages: readonly string[]
  readonly amid?: Amid
  readonly views: readonly SavedView[]
}

interface Folders {
  /** Where tables and the state are saved. */
  readonly folder: string
  /** The run folder as it is being made: SQL and identities of stages stand there. */
  readonly runFolder: string
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))

/**
 * What a run left so far: its tables as Parquet, and a state file that is replaced whole when all that it names is on the disk. It names the stages
 * that are done and how far the next one is.
 */
export class SavedStages {
  readonly #tables: SavedTables
  /** Files of the run folder that are on the disk, with when they were written. */
  readonly #flushed = new Map<string, number>()

  private constructor(
    private readonly folders: Folders,
    private readonly fingerprint: string,
    private readonly before: State | undefined,
    sealed: SealedFiles | undefined,
  ) {
    this.#tables = new SavedTables(folders.folder, sealed)
  }

  /**
   * Opens the folder, whose tables are encrypted where `sealed`. What is in it of the same run is gone on from when `resume`; everything else is removed,
   * and so is what the run folder holds beyond what the state names.
   */
  static open(folders: Folders, fingerprint: string, resume: boolean, sealed?: SealedFiles): SavedStages {
    const { folder, runFolder } = folders
    const before = resume ? readState(folder, runFolder, fingerprint) : undefined
    if (before === undefined) rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const kept = new Set(before?.written.map(({ file }) => join(runFolder, file)))
    for (const path of filesIn(runFolder)) if (!kept.has(path)) rmSync(path)
    return new SavedStages(folders, fingerprint, before, sealed)
  }

  /** Stages that need not be run again, in order. */
  get finished(): readonly string[] {
    return this.before?.stages ?? []
  }

  /** The stage that had begun. */
  get amid(): Amid | undefined {
    return this.before?.amid
  }

  /** Whether this run goes on from one that was stopped. */
  get goesOn(): boolean {
    return this.before !== undefined
  }

  /** Where it goes on, in words. */
  get told(): string {
    if (this.before === undefined) return 'nothing of this run was saved that can be gone on from: it begins anew'
    const { amid, finished } = this
    if (amid === undefined) return `goes on after the stage ${finished.at(-1) ?? ''}`
    const { stage, made, table, pieces } = amid
    return `goes on amid the stage ${stage}, ${Object.keys(pieces).length === 0 ? `after its table ${made.at(-1) ?? ''}` : `within its table ${table}`}`
  }

  /** Whether a later run could go on from here. */
  get isResumable(): boolean {
    return hasState(this.folders.folder)
  }

  /** What the run had told by then. */
  get events(): readonly RunEvent[] {
    return (this.before?.events ?? []) as readonly unknown[] as readonly RunEvent[]
  }

  /** Makes the tables anew in an empty database; views by their SQL as it stands in the run folder. */
  async restore(database: Database): Promise<void> {
    if (this.before === undefined) return
    await this.#tables.restore(database, this.before.tables)
    for (const { stage, name } of this.before.views) {
      const select = readFileSync(join(this.folders.runFolder, 'sql', stage, `${name}.sql`), 'utf8').trim().replace(/;$/, '')
      await database.command(sql`create temp view ${id(name)} as ${trustedFile([select])}`)
    }
  }

  /** About how many seconds it would take to save what the run has left so far. */
  async secondsToSave(database: Database): Promise<number> {
    return await this.#tables.secondsToSave(database)
  }

  /** Saves what the run has left so far. */
  async save(database: Database, { stages, amid, views }: Reached, events: readonly RunEvent[]): Promise<void> {
    const { folder } = this.folders
    const tables = await this.#tables.save(database)
    const told = events.filter(({ kind }) => lasting.has(kind))
    writeState(folder, { version: 2, fingerprint: this.fingerprint, stages: [...stages], ...(amid === undefined ? {} : { amid }), tables, views: [...views], written: this.#written(), events: told })
    const needed = new Set(tables.flatMap(({ files }) => files.map(({ file }) => file)))
    for (const file of readdirSync(folder)) if (savedName.test(file) && !needed.has(file)) rmSync(join(folder, file))
  }

  /** Files of the run folder, put on the disk where they are new. */
  #written(): SizedFile[] {
    const { runFolder } = this.folders
    const folders = new Set<string>()
    const written = filesIn(runFolder).map((path): SizedFile => {
      const { size: bytes, mtimeMs } = statSync(path)
      if (this.#flushed.get(path) !== mtimeMs) {
        flush(path)
        for (let folder = dirname(path); folder.length >= runFolder.length; folder = dirname(folder)) folders.add(folder)
        this.#flushed.set(path, mtimeMs)
      }
      return { file: path.slice(runFolder.length + 1), bytes }
    })
    for (const folder of folders) flush(folder)
    return written
  }
}
