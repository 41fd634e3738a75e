import { availableParallelism } from 'node:os'
import {
  DuckDBDataChunk,
  DuckDBScalarFunction,
  INTEGER,
  VARCHAR,
  type DuckDBConnection,
  type DuckDBInstance,
  type DuckDBValue,
} from '@duckdb/node-api'
import { TableChanges, type Changes } from './changes.js'
import { InterruptedError } from './errors.js'
import { openInstance, type DatabaseOptions } from './instance.js'
import { KnownColumns, type Column } from './known-columns.js'
import { parseMemory } from './memory.js'
import { MemoryShare } from './memory-share.js'
import { bound, id, sql, written, type Sql } from './sql.js'
import { macroStatements } from './template.js'
import { asNumber, itemsOf } from './values.js'

export type { DatabaseOptions } from './instance.js'
export type { Column } from './known-columns.js'

/** A row as JavaScript values: BIGINT as number where it is safe, DECIMAL and dates as text by casting in SQL. */
export type Row = Record<string, DuckDBValue>

/** Rows of a chunk as the engine makes them. */
const chunkRows = 2048

/** One DuckDB database, sandboxed, with the macros of `pipeline/macros`. */
export class Database {
  #interrupted = false
  readonly #columns = new KnownColumns()
  readonly #changes = new TableChanges()

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly limiter: DuckDBConnection,
    private readonly share: MemoryShare,
    /** Threads that work on a statement. */
    readonly threads: number,
  ) {}

  static async open(options: DatabaseOptions): Promise<Database> {
    const { instance, connection } = await openInstance(options)
    // Limits are set by a connection of their own: on the other one a result may be waiting.
    const limiter = await instance.connect()
    const share = new MemoryShare(parseMemory(options.memory), async (bytes) => void (await limiter.run(`set global memory_limit = '${Math.floor(bytes / 2 ** 20)}MiB'`)))
    const database = new Database(instance, connection, limiter, share, options.threads ?? availableParallelism())
    for (const statement of macroStatements()) await database.command(statement)
    return database
  }

  /** Runs a statement that takes no parameters (set, copy, create macro), its values written in. */
  async command(statement: Sql): Promise<void> {
    await this.copy(statement)
  }

  /** Runs a copy to a file, its values written in, and tells how many rows it wrote. */
  async copy(statement: Sql): Promise<number> {
    this.#follow(statement)
    return (await this.#guard(statement, () => this.connection.run(written(statement)))).rowsChanged
  }

  /** Runs one statement. Throws InterruptedError when `interrupt` ended it. */
  async run(statement: Sql): Promise<void> {
    this.#follow(statement)
    await this.#guard(statement, () => this.connection.run(...this.#bound(statement)))
  }

  /** All rows of a query; for results that are small by construction. */
  async rows<T = Row>(statement: Sql): Promise<T[]> {
    // It may add rows, and return them.
    this.#follow(statement)
    const reader = await this.#guard(statement, () => this.connection.runAndReadAll(...this.#bound(statement)))
    return reader.getRowObjects().map((row) => {
      for (const key of Object.keys(row)) row[key] = asNumber(row[key] ?? null)
      return row as T
    })
  }

  /** The first row of a query that has exactly one. */
  async row<T = Row>(statement: Sql): Promise<T> {
    const [first] = await this.rows<T>(statement)
    if (first === undefined) throw new Error('a query that has one row had none')
    return first
  }

  /** Columns of a query, chunk by chunk: for numbers that go into typed arrays. */
  async *chunks(statement: Sql): AsyncGenerator<readonly (readonly DuckDBValue[])[]> {
    const result = await this.#guard(statement, () => this.connection.stream(...this.#bound(statement)))
    for (;;) {
      const chunk = await result.fetchChunk()
      if (chunk === null || chunk.rowCount === 0) return
      yield chunk.getColumns()
    }
  }

  /**
   * Columns of a query chunk by chunk, as the engine holds them: each is INTEGER, DOUBLE or UBIGINT (two words a row, the low one first) and has no null.
   * They are good until the next chunk is asked for. Throws InterruptedError when `interrupt` ended it.
   */
  async *numbers(statement: Sql): AsyncGenerator<readonly (Int32Array | Float64Array)[]> {
    const result = await this.#guard(statement, () => this.connection.stream(...this.#bound(statement)))
    const fetch = (): Promise<DuckDBDataChunk | null> => {
      const fetched = this.#guard(statement, async () => await result.fetchChunk())
      // What fails is told when it is its turn.
      fetched.catch(() => undefined)
      return fetched
    }
    let next = fetch()
    try {
      for (;;) {
        const chunk = await next
        if (chunk === null || chunk.rowCount === 0) return
        // It is made while this one is worked on.
        next = fetch()
        yield Array.from({ length: chunk.columnCount }, (_, at) => itemsOf(chunk.getColumnVector(at)))
        // What was given out is memory of the chunk, which must not be collected meanwhile.
        if (chunk.rowCount === 0) return
      }
    } finally {
      await next.catch(() => undefined)
    }
  }

  /** Fills arrays, one a column, with the rows of a query, as many as they are long; for the columns that `numbers` takes. */
  async fill(statement: Sql, arrays: readonly (Int32Array | Float64Array | Uint8Array)[]): Promise<void> {
    let row = 0
    for await (const columns of this.numbers(statement)) {
      columns.forEach((column, at) => arrays[at]?.set(column, row))
      row += columns[0]?.length ?? 0
    }
  }

  /** Appends integer columns to a table, part by part, each column by column in the table's order. Throws InterruptedError after `interrupt`. */
  async appendIntegers(table: string, ...parts: readonly (readonly Int32Array[])[]): Promise<void> {
    if (this.#interrupted) throw new InterruptedError('interrupted')
    this.#changes.add(table)
    const appender = await this.connection.createAppender(table)
    for (const columns of parts) {
      const rows = columns[0]?.length ?? 0
      for (let row = 0; row < rows; row += chunkRows) {
        const chunk = DuckDBDataChunk.create(columns.map(() => INTEGER), Math.min(chunkRows, rows - row))
        columns.forEach((column, at) => {
          const vector = chunk.getColumnVector(at)
          itemsOf(vector).set(column.subarray(row, row + chunkRows))
          vector.flush()
        })
        appender.appendDataChunk(chunk)
      }
    }
    appender.closeSync()
  }

  async count(table: string): Promise<number> {
    return (await this.row<{ n: number }>(sql`select count(*) as n from ${id(table)}`)).n
  }

  /** Columns of a table or view with their types as SQL writes them, in order; none when there is no such table. Asking the catalogue would list all columns of all tables each time. */
  async typedColumns(table: string): Promise<readonly Column[]> {
    const known = this.#columns.get(table)
    if (known !== undefined) return known
    const select = sql`select * from ${id(table)} limit 0`
    const prepared = await this.#guard(select, () => this.connection.prepare(written(select))).catch((error: unknown) => {
      if (error instanceof Error && error.message.startsWith('Catalog Error')) return undefined
      throw error
    })
    const columns = Array.from({ length: prepared?.columnCount ?? 0 }, (_, at) => ({ name: prepared?.columnName(at) ?? '', type: String(prepared?.columnType(at)) }))
    prepared?.destroySync()
    this.#columns.set(table, columns)
    return columns
  }

  /** Names of the columns of a table or view, in order; empty when there is none. */
  async columns(table: string): Promise<string[]> {
    return (await this.typedColumns(table)).map(({ name }) => name)
  }

  /** How often a table was changed so far. */
  changesOf(table: string): Changes {
    return this.#changes.of(table)
  }

  /** Bytes of memory that DuckDB may use when JavaScript holds little. */
  get memory(): number {
    return this.share.all
  }

  /** Takes what JavaScript holds from the memory of DuckDB, and gives back what it let go: to be called where large arrays were made or are done with. */
  async makeRoom(): Promise<void> {
    await this.share.follow(true)
  }

  async drop(table: string): Promise<void> {
    await this.run(sql`drop table if exists ${id(table)}`)
  }

  /** Makes a function of one text available to SQL; null in, null out. About a million calls a second. */
  registerText(name: string, call: (value: string) => string | null): void {
    this.connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name,
        parameterTypes: [VARCHAR],
        returnType: VARCHAR,
        mainFunction: (_, input, output) => {
          const values = input.getColumnVector(0)
          for (let row = 0; row < input.rowCount; row += 1) {
            const value = values.getItem(row)
            output.setItem(row, typeof value === 'string' ? call(value) : null)
          }
          output.flush()
        },
      }),
    )
  }

  /** Stops the running statement; every later one throws InterruptedError. */
  interrupt(): void {
    this.#interrupted = true
    this.connection.interrupt()
  }

  close(): void {
    this.limiter.closeSync()
    this.connection.closeSync()
    this.instance.closeSync()
  }

  /** Takes note of what a statement that is about to run may change. */
  #follow(statement: Sql): void {
    this.#changes.note(statement.pieces[0] ?? '')
    this.#columns.follow(statement)
  }

  #bound(statement: Sql): [text: string, values: DuckDBValue[] | undefined] {
    const { text, values } = bound(statement)
    return [text, values.length === 0 ? undefined : [...values]]
  }

  async #guard<T>(statement: Sql, work: () => Promise<T>): Promise<T> {
    if (this.#interrupted) throw new InterruptedError('interrupted')
    await this.share.follow(false)
    try {
      return await work()
    } catch (error) {
      if (this.#interrupted) throw new InterruptedError('interrupted')
      if (process.env['CROSSWALK_DEBUG'] === 'sql' && error instanceof Error) error.message += `\n${written(statement)}`
      throw error
    }
  }
}
