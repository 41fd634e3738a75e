import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.js'
import { bound, id, joinSql, sql, written, type Sql } from '../../src/engine/sql.js'
import { openDatabase } from './open.js'

let database: Database
beforeAll(async () => {
  database = (await openDatabase()).database
})
afterAll(() => database.close())

const hostile = [
  "'", "''", '"', ';', "'; drop table t; --", '--', '/* */', '$1', '$$', '{{ slot }}', '\\', "\\'", '\n', '\r\n', '\t', ' ', '', 'null', 'NULL',
  'é', 'ﷺ', '👩‍👩‍👧', '\u202E', '\uFFFF', '\u0001', '$parameter', '${x}', '%', '?', ':name', '@',
]
const text = fc
  .oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary', maxLength: 20 }), fc.array(fc.constantFrom(...hostile), { maxLength: 6 }).map((parts) => parts.join('')))
  .map((value) => value.replaceAll('\0', ''))

const list = (values: readonly string[]): Sql => joinSql(values.map((value, index) => sql`(cast(${index} as integer), ${value})`))

test('any text binds, and DuckDB reads it back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 40 }), async (values) => {
      const rows = await database.rows<{ v: string }>(sql`select v from (values ${list(values)}) as t (n, v) order by n`)
      expect(rows.map((row) => row.v)).toEqual(values)
    }),
    { numRuns: 60 },
  )
})

test('any text written as a literal is read back as it was, by the statement that people run by hand', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 40 }), async (values) => {
      await database.command(sql`create or replace table w as select * from (values ${list(values)}) as t (n, v)`)
      const rows = await database.rows<{ v: string }>(sql`select v from w order by n`)
      expect(rows.map((row) => row.v)).toEqual(values)
    }),
    { numRuns: 60 },
  )
})

test('numbers, booleans and null are written so that they are read back as they were', async () => {
  const number = fc.oneof(fc.double({ noNaN: true, min: -1e15, max: 1e15 }), fc.maxSafeInteger())
  await fc.assert(
    fc.asyncProperty(number, fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }), fc.boolean(), async (n, big, flag) => {
      const select = sql`select cast(${n} as double) as n, cast(${big} as bigint) = ${String(big)}::bigint as same, ${flag} as flag, ${null} as nothing`
      await database.command(sql`create or replace table v as ${select}`)
      for (const row of [await database.row(select), await database.row(sql`select * from v`)]) {
        expect(row).toEqual({ n: n === 0 ? expect.closeTo(0) : n, same: true, flag, nothing: null })
      }
    }),
    { numRuns: 60 },
  )
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) expect(() => written(sql`select ${value}`)).toThrow('finite')
})

test('a NUL, which no literal and no identifier can carry, is refused', () => {
  expect(() => written(sql`select ${'a\0b'}`)).toThrow('NUL')
  expect(() => id('a\0b')).toThrow('NUL')
  expect(() => id('')).toThrow('empty')
})

test('an identifier of any text names a column and comes back as it was', async () => {
  const name = text.filter((value) => value !== '')
  const names = fc.uniqueArray(name, { minLength: 1, maxLength: 20, selector: (value) => value.toLowerCase().normalize('NFKC') })
  await fc.assert(
    fc.asyncProperty(names, async (columns) => {
      await database.run(sql`create or replace table hostile as select ${joinSql(columns.map((column, at) => sql`cast(${at} as integer) as ${id(column)}`))}`)
      expect(await database.columns('hostile')).toEqual(columns)
      const row = await database.row(sql`select ${joinSql(columns.map((column) => id('hostile', column)))} from hostile`)
      expect(Object.keys(row)).toEqual(columns)
      expect(Object.values(row)).toEqual(columns.map((_, at) => at))
    }),
    { numRuns: 60 },
  )
})

test('a table of any name is made, counted and dropped, and no other', async () => {
  for (const name of hostile.filter((one) => one !== '')) {
    await database.run(sql`create table ${id(name)} as select 1 as one`)
    expect(await database.count(name), name).toBe(1)
    await database.drop(name)
    expect(await database.columns(name), name).toEqual([])
  }
})

test('a fragment goes in as it is, with its values in place', () => {
  const inner = sql`b = ${'x'} and c = ${2}`
  const outer = sql`select ${1} from ${id('t')} where ${inner} and d = ${null}`
  expect(bound(outer)).toEqual({ text: 'select $1 from "t" where b = $2 and c = $3 and d = $4', values: [1, 'x', 2, null] })
  expect(written(outer)).toBe(`select 1 from "t" where b = 'x' and c = 2 and d = null`)
})

test('fragments join in order, however they are nested', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 8 }), fc.array(fc.integer(), { maxLength: 8 }), (a, b) => {
      const joined = sql`[${joinSql(a.map((n) => sql`${n}`))}; ${joinSql(b.map((n) => sql`${n}`))}]`
      expect(joined.values).toEqual([...a, ...b])
      expect(joined.pieces).toHaveLength(joined.values.length + 1)
      expect(written(joined)).toBe(`[${a.join(', ')}; ${b.join(', ')}]`)
    }),
  )
})

test('a plain string is never SQL: it binds, and an object made by hand is not a fragment', () => {
  const attack = "1; drop table t"
  expect(bound(sql`select ${attack}`)).toEqual({ text: 'select $1', values: [attack] })
  // @ts-expect-error a string is not a fragment
  const fromText: Sql = attack
  // @ts-expect-error only the tag and id() seal a fragment
  const forged: Sql = { pieces: [attack], values: [] }
  // @ts-expect-error parts are fragments
  const joining = (): Sql => joinSql([attack])
  // @ts-expect-error a forged fragment is no value either
  const statement = sql`select ${{ pieces: [attack], values: [] }}`
  expect(fromText).toBe(attack)
  expect(bound(statement).text).not.toContain('drop')
  expect(bound(joining()).text).not.toContain('drop')
  expect(forged.pieces).toEqual([attack])
})
