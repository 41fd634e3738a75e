import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../../engine/database.js'
import { tablesRead } from '../../engine/select/index.js'
import { id, sql, trustedFile } from '../../engine/sql.js'
import { identitiesFile } from '../check-identities.js'
import type { Manifest } from '../manifest-schema.js'

/** Errors of DuckDB that say that a statement asks for what is not there. */
const absent = /^(?:Binder|Catalog) Error/u

/** The tables of a run that can be read again: those that were exported, and those that saved SQL makes of them. */
export class TablesAgain {
  readonly #made = new Map<string, string | undefined>()
  readonly #sqlFiles = new Map<string, string>()

  private constructor(
    private readonly database: Database,
    private readonly folder: string,
  ) {}

  /** Over the exported tables of a run; SQL files in `untrusted` are not run. */
  static async of(database: Database, folder: string, { tables }: Manifest, untrusted: ReadonlySet<string>): Promise<TablesAgain> {
    const again = new TablesAgain(database, folder)
    for (const { table, file } of tables) {
      if (untrusted.has(file)) again.#made.set(table, `${file} is not as it was made`)
      else {
        await database.command(sql`create view ${id(table)} as select * from read_parquet(${join(folder, file)})`)
        again.#made.set(table, undefined)
      }
    }
    if (!existsSync(join(folder, 'sql'))) return again
    for (const stage of readdirSync(join(folder, 'sql')).sort()) {
      for (const name of readdirSync(join(folder, 'sql', stage)).sort()) {
        const file = `sql/${stage}/${name}`
        if (name.endsWith('.sql') && name !== `${identitiesFile}.sql` && !untrusted.has(file)) again.#sqlFiles.set(name.slice(0, -4), file)
      }
    }
    return again
  }

  /** The SELECT that is saved in a file of the run. */
  text(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8').trim().replace(/;$/, '')
  }

  /** Runs the SELECT into a new table; says why where it cannot be run. */
  async make(table: string, text: string): Promise<string | undefined> {
    const reads = await tablesRead(this.database, text)
    if (reads === undefined) return 'is not one SELECT'
    for (const read of reads) {
      const why = await this.#available(read)
      if (why !== undefined) return why
    }
    try {
      await this.database.command(sql`create or replace temp table ${id(table)} as ${trustedFile([text])}`)
      return undefined
    } catch (error) {
      if (error instanceof Error && absent.test(error.message)) return 'reads columns that are not exported: numbers of mentions, which mean nothing outside a run'
      throw error
    }
  }

  /** Why a table cannot be read again; undefined where it can. One that was not exported is made by its SQL when it is first asked for. */
  async #available(table: string): Promise<string | undefined> {
    if (this.#made.has(table)) return this.#made.get(table)
    const file = this.#sqlFiles.get(table)
    if (file === undefined) {
      this.#made.set(table, `reads ${table}, which is made by code and not kept`)
      return this.#made.get(table)
    }
    this.#made.set(table, `reads ${table}, which reads itself`)
    this.#made.set(table, await this.make(table, this.text(file)))
    return this.#made.get(table)
  }
}
