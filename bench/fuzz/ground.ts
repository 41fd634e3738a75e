import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Database } from '../../src/engine/database.js'
import { sql } from '../../src/engine/sql.js'
import type { Random } from '../../samples/random.js'

/** Where cases are tried: a folder for inputs, one for work, and a database that may use both. */
export interface Ground {
  readonly inputs: string
  readonly work: string
  readonly database: Database
}

/** One hostile file a case, through what reads it in a run. */
export interface FileTarget {
  readonly title: string
  /** How long a case may take, where that is more than ten. */
  readonly seconds?: number
  readonly tryCase: (ground: Ground, random: Random) => Promise<void>
}

/** One hostile text a case, through functions that read no file. */
export interface TextTarget {
  readonly title: string
  readonly input: (random: Random) => Buffer
  readonly tryText: (input: Buffer, random: Random) => void
}

/** Many hostile cells through one query. */
export interface BatchTarget {
  readonly title: string
  readonly cells: number
  readonly tryCells: (ground: Ground, cells: readonly string[], random: Random) => Promise<void>
}

/** Cases end with a result, or throw. A broken promise is an Error that is no InputError. */
export type Target = FileTarget | TextTarget | BatchTarget

export async function openGround(root: string): Promise<Ground> {
  const [inputs, work] = [join(root, 'inputs'), join(root, 'work')]
  for (const folder of [inputs, work]) mkdirSync(folder, { recursive: true })
  const database = await Database.open({ path: ':memory:', memory: '400MiB', threads: 1, folders: [inputs, work] })
  await database.run(sql`create table untouched as select 42 as n`)
  return { inputs, work, database }
}

export const put = ({ inputs }: Ground, name: string, content: string | Buffer): string => {
  const path = join(inputs, name)
  writeFileSync(path, content)
  return path
}

export const pick = <T>(items: readonly T[], random: Random): T => items[random.between(0, items.length - 1)] as T

export function equal(what: string, left: unknown, right: unknown): void {
  if (left !== right) throw new Error(`${what}: ${String(left)} is not ${String(right)}`)
}

/** Throws a broken promise; `what` tells no text of the case. */
export function holds(what: string, kept: boolean): void {
  if (!kept) throw new Error(what)
}

/** Files that a case may leave under the root until it is cleared. */
const ours = /^(?:inputs|work)(?:\/[\w.]+\.(?:csv|ya?ml|json))?$/
const tables = /^(?:extract_file|file_one|quarantine_one|correction_ledger|ledger_(?:file|line|entry|hash|fault)|truth_(?:file|line)|hostile|outcome_(?:one|two)|value_form)$/

/** Removes what a case made; throws where a file or a table stands that is none of ours, or the table that nobody touches was touched. */
export async function clear(root: string, { inputs, work, database }: Ground): Promise<void> {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  const foreign = files.some((name) => !ours.test(name))
  if (foreign) {
    for (const folder of [inputs, work]) rmSync(folder, { recursive: true, force: true })
    for (const folder of [inputs, work]) mkdirSync(folder)
  } else for (const name of files) if (name.includes('/')) rmSync(join(root, name))
  const { made, untouched } = await database.row<{ made: string; untouched: number }>(
    sql`select (select coalesce(string_agg(table_name, '/' order by table_name), '') from duckdb_tables() where table_name <> 'untouched') as made, (select n from untouched) as untouched`,
  )
  const names = made === '' ? [] : made.split('/')
  for (const name of names) await database.drop(name)
  holds('a file stands where none should', !foreign)
  holds('a table was made that no stage makes', names.every((name) => tables.test(name)))
  equal('the table that nobody touches', untouched, 42)
}

/** Makes a table of its own `hostile(position, value)` of cells. */
export async function cellTable({ database }: Ground, cells: readonly string[]): Promise<void> {
  await database.run(sql`create temp table hostile as select unnest(range(len(cells))) as position, unnest(cells) as value
    from (select from_json(cast(${JSON.stringify(cells)} as json), '["VARCHAR"]') as cells)`)
  equal('cells in the table', await database.count('hostile'), cells.length)
}
