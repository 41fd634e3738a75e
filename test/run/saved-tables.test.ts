import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.js'
import { id, sql, type Sql } from '../../src/engine/sql.js'
import { SavedTables } from '../../src/run/saved-tables.js'
import type { SavedTable } from '../../src/run/saved-state.js'
import { Random } from '../../samples/random.js'
import { openDatabase } from '../engine/open.js'

const opened: Database[] = []
afterAll(() => {
  for (const database of opened) database.close()
})

async function newDatabase(folders: readonly string[] = []): Promise<{ database: Database; folder: string }> {
  const made = await openDatabase()
  opened.push(made.database)
  if (folders.length === 0) return made
  const other = await openDatabase({ folders })
  opened.push(other.database)
  return other
}

/** All rows of all tables with their places, as text. */
async function contentOf(database: Database): Promise<Record<string, unknown>> {
  const tables = await database.rows<{ name: string; temporary: boolean }>(sql`select table_name as name, temporary from duckdb_tables() order by name`)
  const content: Record<string, unknown> = {}
  for (const { name, temporary } of tables) {
    const columns = (await database.rows<{ name: string; type: string }>(sql`select column_name as name, data_type as type from duckdb_columns() where table_name = ${name} order by column_index`)).map((column) => ({ ...column }))
    const rows = await database.rows<{ text: string }>(sql`select cast(x as varchar) as text from ${id(name)} x order by rowid`)
    content[name] = { temporary, columns, rows: rows.map(({ text }) => text) }
  }
  return content
}

async function restored(folder: string, tables: readonly SavedTable[]): Promise<{ database: Database; saved: SavedTables }> {
  const { database } = await newDatabase([folder])
  const saved = new SavedTables(folder, undefined)
  await saved.restore(database, tables)
  return { database, saved }
}

const made = (table: string, rows: number, from: number): Sql =>
  sql`create or replace temp table ${id(table)} as select cast(range + ${from} as integer) as a, cast(range as hugeint) as b, case when range % 3 = 0 then null else 'é' || range end as c from range(${rows})`
const isThere = async (database: Database, table: string): Promise<boolean> => (await database.columns(table)).includes('c')

/** What stages do to tables, in any order. */
const changes: ((database: Database, table: string, n: number) => Promise<void>)[] = [
  async (database, table, n) => await database.run(made(table, 1 + (n % 5000), n)),
  async (database, table, n) => await database.run(sql`insert into ${id(table)} by name select ${n}::integer as a, range::hugeint as b, 'x' || range as c from range(${n % 3000})`),
  async (database, table, n) => await database.run(sql`insert into ${id(table)} (a) values (${n})`),
  async (database, table, n) => await database.run(sql`update ${id(table)} set c = ${`u${n}`} where a % 7 = ${n % 7}`),
  async (database, table, n) => await database.run(sql`delete from ${id(table)} where a % 5 = ${n % 5}`),
  async (database, table) => await database.drop(table),
  async (database, table, n) => await database.run(sql`alter table ${id(table)} add column ${id(`d${n}`)} double`),
  async (database, _, n) => {
    await database.run(sql`create table if not exists numbers (a integer, b integer)`)
    await database.appendIntegers('numbers', [Int32Array.of(n, n + 1), Int32Array.of(1, 2)])
  },
]

test.each([1])('whatever is done to tables, what was saved last is what stands there, row by row (seed %i)', async (seed) => {
  const random = Random.seeded(seed)
  const { folder, ...first } = await newDatabase()
  let [database, saved] = [first.database, new SavedTables(folder, undefined)]
  for (let round = 0; round < 9; round += 1) {
    for (let step = 0; step < 3; step += 1) {
      const [table, n] = [`t${Math.floor(random.next() * 3)}`, Math.floor(random.next() * 10_000)]
      const change = changes[Math.floor(random.next() * changes.length)] ?? changes[0]
      await ((await isThere(database, table)) ? change : changes[0])?.(database, table, n)
    }
    const tables = await saved.save(database)
    const content = await contentOf(database)
    const other = await restored(folder, tables)
    expect(await contentOf(other.database)).toEqual(content)
    // Every third time the work goes on from what was restored.
    if (round % 3 === 2) [database, saved] = [other.database, other.saved]
  }
})

test('of a table that grows its new rows alone are written, of one that did not change nothing', async () => {
  const { database, folder } = await newDatabase()
  const saved = new SavedTables(folder, undefined)
  const files = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.parquet'))
  await database.run(made('t', 100, 0))
  await database.run(made('u', 100, 0))
  await saved.save(database)
  expect(files()).toHaveLength(2)
  await database.run(sql`insert into t select a, b, c from u where a < 10`)
  const [t, u] = await saved.save(database)
  expect(files()).toHaveLength(3)
  expect([t?.files.length, u?.files.length]).toEqual([2, 1])
  const { n } = await database.row<{ n: number }>(sql`select count(*) as n from read_parquet(${join(folder, t?.files[1]?.file ?? '')})`)
  expect(n).toBe(10)
  await database.run(sql`update t set a = 1 where a = 2`)
  expect((await saved.save(database)).map((table) => table.files.length)).toEqual([1, 1])
})

test('what a saving would take is told by the cells that are not saved yet', async () => {
  const { database, folder } = await newDatabase()
  const saved = new SavedTables(folder, undefined)
  await database.run(sql`create temp table wide as select range as a, range as b, range as c from range(100000)`)
  const whole = await saved.secondsToSave(database)
  expect(whole).toBeCloseTo(0.02, 6)
  await saved.save(database)
  expect(await saved.secondsToSave(database)).toBe(0)
  await database.run(sql`insert into wide select range, range, range from range(1000)`)
  expect(await saved.secondsToSave(database)).toBeCloseTo(whole / 100, 6)
  await database.run(sql`create table other as select 1 as a`)
  await database.run(sql`update wide set a = 0 where b = 1`)
  expect(await saved.secondsToSave(database)).toBeCloseTo((303_000 + 1) / 15e6, 6)
})
