import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DuckDBValue } from '@duckdb/node-api'
import { checkAgainstFiles } from '../../src/config/check.js'
import { crossCheck } from '../../src/config/cross-check.js'
import { loadConfig } from '../../src/config/load.js'
import type { ConfigInput } from '../../src/config/schema.js'
import type { Row } from '../../src/engine/database.js'
import { id, joinSql, sql } from '../../src/engine/sql.js'
import type { RunEvent } from '../../src/run/events.js'
import { run, type RunOptions } from '../../src/run/run.js'
import { reader } from '../engine/reader.js'
import { temporaryFolder } from '../temporary.js'

/** A run that has ended, read through what it wrote. */
export interface SmallRun {
  readonly folder: string
  readonly code: 0 | 1
  readonly events: readonly RunEvent[]
  /** Rows of an exported table, in their total order. */
  table<T = Row>(name: string): Promise<T[]>
  /** Those columns of its rows, in the same order. */
  values(name: string, ...columns: readonly string[]): Promise<DuckDBValue[][]>
  text(file: string): string
}

type Options = Partial<Omit<RunOptions, 'config' | 'checked'>>

/** A new folder with these files in it. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporaryFolder('run')
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

const parquetFiles = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(join(folder, 'tables'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.parquet'))
      .map((name) => [name.replace(/^.*\//, '').replace('.parquet', ''), join(folder, 'tables', name)]),
  )

/** Rows of a table of a run folder, read from its Parquet file; numbers and texts as they are. */
async function readTable<T>(folder: string, name: string): Promise<T[]> {
  const path = parquetFiles(folder).get(name)
  if (path === undefined) throw new Error(`the run has no table ${name}`)
  const database = await reader()
  const columns = await database.rows<{ name: string }>(sql`
    select column_name as name from (describe select * from read_parquet(${path})) where column_type like 'DECIMAL%' or column_type in ('DATE', 'HUGEINT')`)
  const replaced = columns.map((column) => sql`cast(${id(column.name)} as double) as ${id(column.name)}`)
  const replace = replaced.length === 0 ? sql`` : sql` replace (${joinSql(replaced)})`
  return await database.rows<T>(sql`select *${replace} from read_parquet(${path})`)
}

/** Runs the config file `crosswalk.yaml` of a folder into `run` beside it. */
export async function runConfig(path: string, options: Options = {}): Promise<SmallRun> {
  const loaded = await loadConfig(path)
  crossCheck(loaded)
  const checked = await checkAgainstFiles(loaded)
  const events: RunEvent[] = []
  const listener = (event: RunEvent): void => void events.push(event)
  const { folder, code } = await run({
    config: checked.config, checked, out: join(dirname(path), 'run'), memory: '1GiB', threads: 1, listener, ...options,
  })
  const read = new Map<string, Promise<unknown[]>>()
  // Once a table: to open a database costs more than to read a small one.
  const rowsOf = async <T>(name: string): Promise<T[]> => {
    const rows: Promise<unknown[]> = read.get(name) ?? readTable(folder, name)
    read.set(name, rows)
    return [...(await rows)] as T[]
  }
  return {
    folder, code, events,
    table: rowsOf,
    values: async (name, ...columns) => (await rowsOf<Row>(name)).map((row) => columns.map((column) => row[column] ?? null)),
    text: (file) => readFileSync(join(folder, file), 'utf8'),
  }
}

/** Writes small files and a config into a new folder and runs all stages over them. */
export async function runSmall(
  files: Readonly<Record<string, string | Uint8Array>>,
  config: Omit<ConfigInput, 'version' | 'name'>,
  options: Options = {},
): Promise<SmallRun> {
  const folder = folderWith({ ...files, 'crosswalk.yaml': JSON.stringify({ version: 1, name: 'small', ...config }) })
  return await runConfig(join(folder, 'crosswalk.yaml'), options)
}

type ExtractInput = ConfigInput['systems'][string]['extracts'][number]

/** An extract of a config with what it must say. */
export const extract = (name: string, file: string, rest: Partial<ExtractInput> = {}): ExtractInput => ({
  id: name, file, delivered: '2015-01-01', deliverer: 'ICE', control_totals: 'none', ...rest,
})

/** A table of rows as CSV lines: header first. */
export const csv = (...lines: readonly string[]): string => `${lines.join('\n')}\n`
