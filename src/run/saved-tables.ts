import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Changes } from '../engine/changes.js'
import type { Database } from '../engine/database.js'
import { id, joinSql, sql, trustedFile, type Sql } from '../engine/sql.js'
import { keptType } from './content-hash.js'
import { encryptedEnding } from './encrypt/files.js'
import type { SealedFiles } from './encrypt/sealed-files.js'
import { flush } from './flush.js'
import type { SavedTable, SizedFile } from './saved-state.js'

interface Found {
  readonly name: string
  readonly temporary: boolean
  readonly oid: string
  readonly rows: number
  readonly columns: number
}

interface Known extends SavedTable {
  readonly oid: string
  readonly changes: Changes
}

/** Cells that are saved in a second, until it was seen how many are: of two threads, as measured. */
const usualRate = 15e6
/** Cells below which a saving says nothing of the next one. */
const fewCells = 1e6

/** Files of one table beyond which it is saved whole again, so that they do not become ever more. */
const mostFiles = 100

const tablesOf = async (database: Database): Promise<Found[]> =>
  await database.rows(sql`select table_name as name, temporary, cast(table_oid as varchar) as oid, estimated_size as rows, column_count as columns from duckdb_tables() where not internal order by temporary, table_oid`)

const isSame = (before: Known, { oid }: Found, changes: Changes): boolean => before.oid === oid && before.changes.changed === changes.changed

/** Whether a table is the one that was saved, to which rows were added at most. */
const isGrown = (before: Known, { rows, columns }: Pick<SavedTable, 'rows' | 'columns'>): boolean => before.rows <= rows && JSON.stringify(before.columns) === JSON.stringify(columns)

/** Tables of a database as Parquet in a folder: of a table that only grew its new rows, of one that was changed in any other way all. */
export class SavedTables {
  readonly #known = new Map<string, Known>()
  #made = 0
  #rate = usualRate
  /** Cells written by the saving that is under way. */
  #written = 0

  constructor(
    private readonly folder: string,
    private readonly sealed: SealedFiles | undefined,
  ) {}

  /** Makes the tables anew in an empty database, their rows in their order. */
  async restore(database: Database, tables: readonly SavedTable[]): Promise<void> {
    for (const { name, temporary, files, columns } of tables) {
      const cells = joinSql(columns.map((of) => (keptType.test(of.type) ? id(of.name) : sql`cast(${id(of.name)} as ${trustedFile([of.type])}) as ${id(of.name)}`)))
      for (const [at, { file }] of files.entries()) {
        const into = at > 0 ? sql`insert into ${id(name)}` : sql`create ${temporary ? sql`temp table` : sql`table`} ${id(name)} as`
        const make = async (path: string): Promise<void> => await database.command(sql`${into} select ${cells} from read_parquet(${path})`)
        const path = join(this.folder, file)
        await (this.sealed === undefined ? make(path) : this.sealed.read(path, make))
      }
    }
    const oids = new Map((await tablesOf(database)).map(({ name, oid }) => [name, oid]))
    for (const table of tables) this.#known.set(table.name, { ...table, oid: oids.get(table.name) ?? '', changes: database.changesOf(table.name) })
    this.#made = Math.max(0, ...tables.flatMap(({ files }) => files.map(({ file }) => Number.parseInt(file, 10))))
  }

  /** About how many seconds `save` would take. */
  async secondsToSave(database: Database): Promise<number> {
    let cells = 0
    for (const found of await tablesOf(database)) {
      const changes = database.changesOf(found.name)
      const before = this.#before(found, changes)
      if (before?.changes.added !== changes.added) cells += Math.max(0, found.rows - (before?.rows ?? 0)) * found.columns
    }
    return cells / this.#rate
  }

  /** Writes what is not saved yet, and gives all tables as they are now. Files that were saved before stay as they are. */
  async save(database: Database): Promise<SavedTable[]> {
    const tables: SavedTable[] = []
    const start = performance.now()
    this.#written = 0
    for (const found of await tablesOf(database)) {
      const { name, temporary, oid } = found
      const changes = database.changesOf(name)
      const before = this.#before(found, changes)
      const table = before?.changes.added === changes.added ? before : await this.#grown(database, { name, temporary }, before)
      this.#known.set(name, { ...table, oid, changes })
      tables.push({ name, temporary, rows: table.rows, columns: table.columns, files: table.files })
    }
    if (this.#written >= fewCells) this.#rate = (1000 * this.#written) / Math.max(1, performance.now() - start)
    return tables
  }

  /** What was saved of a table to which rows were added since at most. */
  #before(found: Found, changes: Changes): Known | undefined {
    const known = this.#known.get(found.name)
    return known !== undefined && isSame(known, found, changes) ? known : undefined
  }

  /** Saves a table; `before` is what was saved of it where rows were added since at most. */
  async #grown(database: Database, { name, temporary }: Pick<Found, 'name' | 'temporary'>, before: Known | undefined): Promise<SavedTable> {
    const columns = (await database.typedColumns(name)).map((column) => ({ name: column.name, type: column.type }))
    const rows = await database.count(name)
    const made = { name, temporary, rows, columns }
    const whole = async (): Promise<SavedTable> => ({ ...made, files: [await this.#write(database, made, sql``)] })
    if (before === undefined || !isGrown(before, made)) return await whole()
    if (before.rows === rows) return { ...made, files: before.files }
    // Rows are numbered from 0 as they come, without a gap where none was deleted: then the new ones are those beyond what is saved.
    const { last } = await database.row<{ last: number | null }>(sql`select max(rowid) as last from ${id(name)}`)
    if (last !== rows - 1 || before.files.length >= mostFiles) return await whole()
    return { ...made, files: [...before.files, await this.#write(database, made, sql` where rowid >= ${before.rows}`)] }
  }

  async #write(database: Database, { name, columns }: Pick<SavedTable, 'name' | 'columns'>, where: Sql): Promise<SizedFile> {
    this.#made += 1
    const file = `${this.#made}.parquet${this.sealed === undefined ? '' : encryptedEnding}`
    const path = join(this.folder, file)
    const cells: Sql[] = columns.map((of) => (keptType.test(of.type) ? id(of.name) : sql`cast(${id(of.name)} as varchar) as ${id(of.name)}`))
    const copy = async (to: string): Promise<void> => {
      this.#written += cells.length * (await database.copy(sql`copy (select ${joinSql(cells)} from ${id(name)}${where}) to ${to} (format parquet, compression snappy)`))
    }
    await (this.sealed === undefined ? copy(path) : this.sealed.write(path, copy))
    flush(path)
    return { file, bytes: statSync(path).size }
  }
}
