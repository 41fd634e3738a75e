import { randomBytes } from 'node:crypto'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { parseMemory } from './memory.js'
import { sql, written, type Sql } from './sql.js'

export interface DatabaseOptions {
  /** A file in the run's own temporary folder; DuckDB spills beside it. */
  readonly path: string
  /** As DuckDB reads it: 4GB, 500MB. */
  readonly memory: string
  readonly threads?: number
  /** Threads share tables of few rows too, some thousand rows at a time. */
  readonly finely?: boolean
  /** Folders that SQL may read and write; everything else is refused by DuckDB itself. */
  readonly folders: readonly string[]
  /** Files outside them that SQL may read. */
  readonly files?: readonly string[]
  /** What it writes to the disk is encrypted, with a key that is nowhere else and gone when it is closed. */
  readonly encrypted?: boolean
}

/** A list of texts as DuckDB writes it in a setting. */
const listOf = (texts: readonly string[]): string => `[${texts.map((text) => `'${text.replaceAll("'", "''")}'`).join(', ')}]`

/** Freed memory, in MiB, that DuckDB gives back to the system: the less there is the sooner, which takes time. With a million people and 2 GB 16 MiB meant 2.4 GB at most, 1 MiB 2.0 GB. */
const freedOf = (memory: string): number => Math.min(Math.max(Math.floor(parseMemory(memory) / 1000 / 2 ** 20), 1), 16)

/** Opens a database file and shuts it in: it reads and writes nothing but what the options name, loads no extension, and its configuration is locked, but for the limit of memory. */
export async function openInstance({ path, memory, threads, finely = false, folders, files = [], encrypted = false }: DatabaseOptions): Promise<{ readonly instance: DuckDBInstance; readonly connection: DuckDBConnection }> {
  const freed = freedOf(memory)
  const instance = await DuckDBInstance.create(encrypted ? ':memory:' : path, {
    memory_limit: memory,
    ...(threads === undefined ? {} : { threads: String(threads) }),
    temp_directory: `${path}.tmp`,
    // Without the second DuckDB encrypts nothing, for want of an extension with better random numbers; set to false it ends the process.
    ...(encrypted ? { temp_file_encryption: 'true', force_mbedtls_unsafe: 'true' } : {}),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    preserve_insertion_order: 'true',
    // What was freed goes back to the system at once: it is counted against the memory given, and in threads that rest would lie for good.
    allocator_background_threads: 'true',
    allocator_flush_threshold: `${freed}MiB`,
    allocator_bulk_deallocation_flush_threshold: `${4 * freed}MiB`,
    allowed_configs: '[memory_limit]',
  })
  const connection = await instance.connect()
  const inside = folders.map((folder) => (folder.endsWith('/') ? folder : `${folder}/`))
  const statements: readonly Sql[] = [
    // A database is encrypted only as one that is attached.
    ...(encrypted ? [sql`attach ${path} as crosswalk (encryption_key ${randomBytes(32).toString('hex')})`, sql`use crosswalk`] : []),
    sql`set TimeZone = 'UTC'`,
    // Else a thread takes 122,880 rows at a time, so that one does all the work of a table with fewer. DuckDB has this to try its own parallel scans; it changes nothing else.
    ...(finely ? [sql`pragma verify_parallelism`] : []),
    // The file goes with the run, so nothing is gained by writing it out whole, at the end or between.
    sql`set checkpoint_threshold = '1TB'`,
    sql`pragma disable_checkpoint_on_shutdown`,
    sql`set allowed_directories = ${listOf(inside)}`,
    sql`set allowed_paths = ${listOf(files)}`,
    sql`set enable_external_access = false`,
    sql`set lock_configuration = true`,
  ]
  for (const statement of statements) await connection.run(written(statement))
  return { instance, connection }
}
