import { statSync } from 'node:fs'
import { join } from 'node:path'
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
  readonly columns: SavedTable['columns']
}

interface Known extends SavedTable {
  readonly oid: string
  /** How often it had been changed otherwise than by adding rows. */
  readonly changes: number
}

/** Files of one table beyond which it is saved whole again, so that they do not become ever more. */
const mostFiles = 100

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

/** Whether a table is the one that was saved, to which rows were added at most. */
const isGrown = (before: Known, { oid, rows, columns }: Found, changes: number): boolean =>
  before.oid === oid && before.changes === changes && before.rows <= rows && JSON.stringify(before.columns) === JSON.stringify(columns)

/** Tables of a database as Parquet in a folder: of a table that only grew its new rows, of one that was changed in any other way all. */
export class SavedTables {
  readonly #known = new Map<string, Known>()
  #made = 0

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

  /** Writes what is not saved yet, and gives all tables as they are now. Files that were saved before stay as they are. */
  async save(database: Database): Promise<SavedTable[]> {
    const tables: SavedTable[] = []
    for (const found of await tablesOf(database)) {
      const { name, temporary, rows, columns } = found
      const changes = database.changesOf(name)
      const table = { name, temporary, rows, columns, files: await this.#filesOf(database, found, changes) }
      this.#known.set(name, { ...table, oid: found.oid, changes })
      tables.push(table)
    }
    return tables
  }

  async #filesOf(database: Database, found: Found, changes: number): Promise<SizedFile[]> {
    const before = this.#known.get(found.name)
    if (before === undefined || !isGrown(before, found, changes)) return [await this.#write(database, found, sql``)]
    if (before.rows === found.rows) return before.files
    // Rows are numbered from 0 as they come, without a gap where none was deleted: then the new ones are those beyond what is saved.
    const { last } = await database.row<{ last: number | null }>(sql`select max(rowid) as last from ${id(found.name)}`)
    if (last !== found.rows - 1 || before.files.length >= mostFiles) return [await this.#write(database, found, sql``)]
    return [...before.files, await this.#write(database, found, sql` where rowid >= ${before.rows}`)]
  }

  async #write(database: Database, { name, columns }: Found, where: Sql): Promise<SizedFile> {
    this.#made += 1
    const file = `${this.#made}.parquet${this.sealed === undefined ? '' : encryptedEnding}`
    const path = join(this.folder, file)
    const cells: Sql[] = columns.map((of) => (keptType.test(of.type) ? id(of.name) : sql`cast(${id(of.name)} as varchar) as ${id(of.name)}`))
    const copy = async (to: string): Promise<void> => await database.command(sql`copy (select ${joinSql(cells)} from ${id(name)}${where}) to ${to} (format parquet, compression snappy)`)
    await (this.sealed === undefined ? copy(path) : this.sealed.write(path, copy))
    flush(path)
    return { file, bytes: statSync(path).size }
  }
}
