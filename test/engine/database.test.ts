import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.js'
import { InterruptedError } from '../../src/engine/errors.js'
import { id, sql, type Sql } from '../../src/engine/sql.js'
import { temporaryFolder } from '../temporary.js'
import { openDatabase } from './open.js'

let database: Database
let folder: string
const outside = temporaryFolder('outside')
beforeAll(async () => {
  ;({ database, folder } = await openDatabase())
  for (const place of [folder, outside]) writeFileSync(join(place, 'in.csv'), 'a,b\n1,2\n')
})
afterAll(() => database.close())

const read = (path: string): Sql => sql`select * from read_csv(${path})`
const write = (path: string): Sql => sql`copy (select 1 as one) to ${path} (format csv)`

test('files inside the folders are read and written', async () => {
  expect(await database.rows(read(join(folder, 'in.csv')))).toEqual([{ a: 1, b: 2 }])
  await database.command(write(join(folder, 'out.csv')))
  expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe('one\n1\n')
})

test('files outside the folders are refused, for reading and for writing, by whatever way', async () => {
  mkdirSync(join(folder, 'deep'))
  const sibling = `${folder}-beside`
  mkdirSync(sibling)
  writeFileSync(join(sibling, 'in.csv'), 'a\n1\n')
  for (const place of [join(outside, 'in.csv'), join(folder, 'deep', '..', '..', outside.slice(outside.lastIndexOf('/') + 1), 'in.csv'), join(sibling, 'in.csv'), '/etc/passwd', '/proc/self/environ']) {
    await expect(database.rows(read(place)), place).rejects.toThrow(/disabled|Permission/i)
    await expect(database.rows(sql`select * from read_text(${place})`), place).rejects.toThrow(/disabled|Permission/i)
  }
  const target = join(outside, 'out.csv')
  await expect(database.command(write(target))).rejects.toThrow(/disabled|Permission/i)
  await expect(database.command(sql`attach ${join(outside, 'other.duckdb')} as other`)).rejects.toThrow(/disabled|Permission/i)
  await expect(database.command(sql`export database ${join(outside, 'export')}`)).rejects.toThrow(/disabled|Permission/i)
  for (const name of ['out.csv', 'other.duckdb', 'export']) expect(existsSync(join(outside, name)), name).toBe(false)
})

test('no extension is installed or loaded, and nothing comes from the network', async () => {
  await expect(database.command(sql`install httpfs`)).rejects.toThrow()
  await expect(database.command(sql`load ${join(outside, 'evil.duckdb_extension')}`)).rejects.toThrow(/disabled|Permission/i)
  await expect(database.rows(sql`select * from read_csv('https://example.invalid/x.csv')`)).rejects.toThrow()
})

const attempts: readonly (readonly [string, Sql])[] = [
  ['another list of files', sql`select * from glob('/etc/*')`],
  ['bytes of a file', sql`select * from read_blob('/etc/passwd')`],
  ['a copy from outside', sql`copy (select 1) to '/etc/crosswalk.csv'`],
  ['a database in a folder that is not named', sql`attach '/tmp/other.duckdb' as other (read_only)`],
  ['a database to import', sql`import database '/etc'`],
  ['Parquet from the network', sql`select * from read_parquet('https://example.invalid/x.parquet')`],
  ['a bucket', sql`select * from read_csv('s3://bucket/x.csv')`],
  ['an extension that is known', sql`load httpfs`],
  ['an extension from a repository', sql`install spatial from community`],
  ['a secret', sql`create persistent secret s (type s3, key_id 'a', secret 'b')`],
  ['extensions by themselves', sql`set autoinstall_known_extensions = true`],
  ['extensions without a signature', sql`set allow_unsigned_extensions = true`],
  ['a folder for extensions', sql`set extension_directory = '/tmp'`],
  ['a folder to spill into', sql`set temp_directory = '/tmp'`],
  ['a list of files that may be read', sql`set allowed_paths = ['/etc/passwd']`],
  ['the lock itself', sql`set lock_configuration = false`],
  ['a log of queries', sql`set log_query_path = '/tmp/queries.log'`],
]

test.each(attempts)('refused: %s', async (_, statement) => {
  await expect(database.command(statement)).rejects.toThrow(/disabled|Permission|locked|not found|Cannot|Missing Extension|Unknown|requires|does not exist/i)
})

test('the configuration is locked, but for the limit of memory, which follows what arrays take', async () => {
  for (const statement of [sql`set enable_external_access = true`, sql`set allowed_directories = ['/']`, sql`set allowed_configs = ['threads']`, sql`set lock_configuration = false`, sql`set TimeZone = 'Asia/Tokyo'`, sql`reset threads`]) {
    await expect(database.command(statement)).rejects.toThrow(/locked|Cannot|disabled/i)
  }
})

test('memory limit, threads and time zone are as they were asked for', async () => {
  const settings = await database.rows<{ name: string; value: string }>(
    sql`select name, value from duckdb_settings() where name in ('memory_limit', 'threads', 'TimeZone', 'autoinstall_known_extensions', 'autoload_known_extensions') order by name`,
  )
  expect(Object.fromEntries(settings.map((row) => [row.name, row.value]))).toEqual({
    TimeZone: 'UTC', autoinstall_known_extensions: 'false', autoload_known_extensions: 'false', memory_limit: '256.0 MiB', threads: '1',
  })
})

test('work larger than memory goes to disk beside the database, not over the limit', async () => {
  const small = await openDatabase({ memory: '64MiB' })
  const query = sql`select count(*) as n from (select range as r, md5(range::varchar) as h from range(1000000) order by h, r)`
  expect(await small.database.row(query)).toEqual({ n: 1_000_000 })
  const { bytes } = await small.database.row<{ bytes: number }>(sql`select cast(sum(memory_usage_bytes) as bigint) as bytes from duckdb_memory()`)
  expect(bytes).toBeLessThanOrEqual(64 * 2 ** 20)
  small.database.close()
})

test('an interrupt ends a long query within a second, and every later call says that it was interrupted', async () => {
  const other = (await openDatabase()).database
  await other.run(sql`create table numbers (n integer)`)
  const long = other.rows(sql`select count(*) from range(10000000) a, range(10000000) b where hash(a.range, b.range) = 1`)
  await new Promise((resolve) => setTimeout(resolve, 100))
  const start = performance.now()
  other.interrupt()
  await expect(long).rejects.toThrow(InterruptedError)
  expect(performance.now() - start).toBeLessThan(1000)
  await expect(other.rows(sql`select 1`)).rejects.toThrow(InterruptedError)
  await expect(other.run(sql`create table t as select 1 as one`)).rejects.toThrow(InterruptedError)
  await expect(other.command(sql`create table t as select 1 as one`)).rejects.toThrow(InterruptedError)
  await expect(other.count('t')).rejects.toThrow(InterruptedError)
  await expect(other.appendIntegers('numbers', [Int32Array.of(1)])).rejects.toThrow(InterruptedError)
  other.close()
})

test('rows come as plain numbers where those are exact, one row where there is one', async () => {
  expect(await database.row(sql`select 9007199254740991 as most, 9007199254740992 as more, 'x' as text`)).toEqual({
    most: Number.MAX_SAFE_INTEGER, more: 9_007_199_254_740_992n, text: 'x',
  })
  await expect(database.row(sql`select 1 limit 0`)).rejects.toThrow('had none')
})

test('columns are told as they are, after tables were dropped, made anew and replaced, and of a view that reads them', async () => {
  await database.run(sql`create table read_by_view as select 1 as a`)
  await database.command(sql`create temp view reader as select * from read_by_view`)
  expect([await database.columns('read_by_view'), await database.columns('reader')]).toEqual([['a'], ['a']])
  await database.drop('read_by_view')
  expect(await database.columns('read_by_view')).toEqual([])
  await database.run(sql`create table read_by_view as select 1 as a`)
  expect(await database.typedColumns('read_by_view')).toEqual([{ name: 'a', type: 'INTEGER' }])
  await database.run(sql`create or replace table read_by_view as select 'x' as a`)
  expect(await database.typedColumns('read_by_view')).toEqual([{ name: 'a', type: 'VARCHAR' }])
  await database.run(sql`drop view reader`)
  await database.drop('read_by_view')
  await database.run(sql`create table reader as select 1 as b`)
  expect([await database.columns('read_by_view'), await database.columns('reader')]).toEqual([[], ['b']])
})

/** Rows of the last chunk of a query. */
async function lastChunk(query: Sql): Promise<number> {
  let rows = 0
  for await (const [chunk = []] of database.numbers(query)) rows = chunk.length
  return rows
}

test('a chunk is fetched while one is worked on, and what fails or is left off is told in its turn', async () => {
  const numbers = sql`select cast(range as integer) as n from range(10000)`
  let first = 0
  for await (const [chunk = []] of database.numbers(numbers)) {
    first = chunk.length
    break
  }
  expect(first).toBeGreaterThan(0)
  expect(await database.row(sql`select 1 as n`)).toEqual({ n: 1 })
  const failing = sql`select case when range < 9000 then cast(range as integer) else cast(error('too far') as integer) end as n from range(10000)`
  await expect(lastChunk(failing)).rejects.toThrow('too far')
  expect(await database.row(sql`select 1 as n`)).toEqual({ n: 1 })
})

/** What is made of tables of few rows. */
const told = async (of: Database): Promise<unknown> => {
  await of.run(sql`create table few as select cast(range as integer) as n, cast(hash(range) % 97 as integer) as kind from range(60000)`)
  await of.run(sql`create temp table kept as select n, kind from few where kind < 90`)
  const seen = new Int32Array(await of.count('kept'))
  await of.fill(sql`select n from kept`, [seen])
  return { seen: [...seen], kinds: await of.rows(sql`select f.kind, count(*) as c, cast(sum(k.n) as bigint) as s from few f join kept k on k.n = f.n + 1 group by f.kind order by f.kind`) }
}

test('where threads share tables of few rows, rows keep their order and sums their value', async () => {
  const [{ database: shared }, { database: alone }] = [await openDatabase({ threads: 4, finely: true }), await openDatabase()]
  expect(await told(shared)).toEqual(await told(alone))
  shared.close()
  alone.close()
})

test('integer columns are appended and streamed back in chunks, past the size of one', async () => {
  await database.run(sql`create table pair (a integer, b integer)`)
  const a = Int32Array.from({ length: 5000 }, (_, index) => index - 2500)
  await database.appendIntegers('pair', [a, a.map((value) => value * 2)])
  const seen: number[] = []
  for await (const [left = [], right = []] of database.chunks(sql`select a, b from pair order by a`)) {
    left.forEach((value, row) => {
      expect(Number(right[row])).toBe(Number(value) * 2)
      seen.push(Number(value))
    })
  }
  expect(Int32Array.from(seen)).toEqual(a)
  expect(await database.columns('pair')).toEqual(['a', 'b'])
  expect(await database.columns('no such table')).toEqual([])
})

test('a function of one text is called for each row; null in is null out', async () => {
  database.registerText('test_reverse', (value) => (value === 'gone' ? null : value.split('').toReversed().join('')))
  const rows = await database.rows<{ v: string | null }>(sql`select ${id('test_reverse')}(v) as v from (values (1, 'abc'), (2, null), (3, 'gone'), (4, '日本')) as t (n, v) order by n`)
  expect(rows.map((row) => row.v)).toEqual(['cba', null, null, '本日'])
})

test('an encrypted database writes nothing in the clear: tables, log and what is spilled; without encryption it does', async () => {
  const marker = 'zyxquorn'
  const clear = async (encrypted: boolean): Promise<{ readonly bytes: number; readonly found: boolean; readonly rows: number }> => {
    const { database: own, folder: work } = await openDatabase({ memory: '60MB', encrypted })
    await own.run(sql`create table kept as select range as n, ${marker} || md5(range::varchar) as text from range(200000)`)
    await own.run(sql`create temp table spilled as select range as n, ${marker} || md5(range::varchar) || md5((range + 1)::varchar) as text from range(1000000)`)
    const contents = readdirSync(work, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    const { rows } = await own.row<{ rows: number }>(sql`select count(*) as rows from kept join spilled using (n) where starts_with(spilled.text, kept.text)`)
    await expect(own.command(sql`set temp_file_encryption = false`)).rejects.toThrow(/locked/)
    own.close()
    return { bytes: contents.reduce((sum, content) => sum + content.length, 0), found: contents.some((content) => content.includes(marker)), rows }
  }
  const [sealed, open] = [await clear(true), await clear(false)]
  expect(sealed.bytes).toBeGreaterThan(10_000_000)
  expect([sealed.found, open.found]).toEqual([false, true])
  expect([sealed.rows, open.rows]).toEqual([200_000, 200_000])
})
