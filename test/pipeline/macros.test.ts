import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.js'
import { joinSql, id, sql, type SqlValue } from '../../src/engine/sql.js'
import { openDatabase } from '../engine/open.js'
import { macroCases, type MacroCase } from './macro-cases.js'

let database: Database
beforeAll(async () => {
  database = (await openDatabase()).database
})
afterAll(() => database.close())

const given = ({ arguments: values, type }: MacroCase) =>
  joinSql(values.map((value: SqlValue) => (type === undefined ? sql`${value}` : sql`cast(${value} as ${id(type)})`)))

describe.each(Object.keys(macroCases))('%s', (name) => {
  test.each(macroCases[name] ?? [])('$arguments gives $expect', async (one) => {
    const { v } = await database.row<{ v: SqlValue }>(sql`select ${id(name)}(${given(one)}) as v`)
    expect(v).toEqual(one.expect)
  })
})

test('every macro has cases, and every case a macro', async () => {
  const rows = await database.rows<{ name: string }>(
    sql`select distinct function_name as name from duckdb_functions() where function_type = 'macro' and function_name like 'er\\_%' escape '\\' order by name`,
  )
  expect(Object.keys(macroCases).toSorted()).toEqual(rows.map((row) => row.name))
})

test('equal texts have equal block keys, others do not', async () => {
  const rows = await database.rows<{ k: bigint | null }>(sql`select er_key(v) as k from (values (1, 'A|B'), (2, 'A|B'), (3, 'A|C'), (4, null)) as t (n, v) order by n`)
  expect(rows[0]?.k).not.toBeNull()
  expect(rows[0]?.k).toBe(rows[1]?.k)
  expect(rows[0]?.k).not.toBe(rows[2]?.k)
  expect(rows[3]?.k).toBeNull()
})

test('keys of two parts are equal where both parts are, in their order', async () => {
  const rows = await database.rows<{ k: bigint }>(
    sql`select er_key_of(er_key(a), er_key(b)) as k from (values (1, 'x', 'y'), (2, 'x', 'y'), (3, 'y', 'x'), (4, 'x', 'z')) as t (n, a, b) order by n`,
  )
  expect(rows[0]?.k).toBe(rows[1]?.k)
  expect(new Set(rows.map(({ k }) => k)).size).toBe(3)
})

test('what rules edits out never rules out texts that are so many edits apart', async () => {
  const row = await database.row<{ near: number; apart: number; lost: number; spared: number }>(sql`
    with text as (select i, array_to_string(list_transform(range(4 + cast(hash(i) % 16 as bigint)), lambda k: chr(cast(97 + hash(i * 31 + k) % 4 as integer))), '') as a from range(40000) t (i)),
    cut as (select a, hash(i + 1) % 6 as how, 1 + cast(hash(i + 2) % length(a) as bigint) as one, 1 + cast(hash(i + 3) % length(a) as bigint) as other from text),
    edited as (select a, how, other, case how % 3 when 0 then a[:one - 1] || 'x' || a[one + 1:] when 1 then a[:one - 1] || a[one + 1:] else a[:one - 1] || a[one + 1:one + 1] || a[one:one] || a[one + 2:] end as b from cut),
    pair as (select a, case when how < 3 then b when hash(a) % 2 = 0 then b[:other - 1] || 'y' || b[other:] else b[:other - 1] || b[other + 1:] end as b from edited
      union all select a, reverse(a) from text)
    select count(*) filter (where damerau_levenshtein(a, b) <= 2) as near, count(*) filter (where damerau_levenshtein(a, b) > 2) as apart,
      count(*) filter (where (damerau_levenshtein(a, b) <= 1 and not er_may_be_edits(a, b, 1)) or (damerau_levenshtein(a, b) <= 2 and not er_may_be_edits(a, b, 2))) as lost,
      count(*) filter (where damerau_levenshtein(a, b) > 2 and not er_may_be_edits(a, b, 2)) as spared
    from pair`)
  expect(row.lost).toBe(0)
  expect(row.near).toBeGreaterThan(30_000)
  expect(row.spared).toBeGreaterThan(row.apart / 20)
})

test('layouts of a list are the layouts of its values', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(fc.string(), fc.constantFrom('1999-12-31', 'Пётр 7', 'a\u001Fb', '', 'x'.repeat(50))), { minLength: 1, maxLength: 20 }), async (values) => {
      const told = joinSql(values.map((value) => sql`(${value.replaceAll('\0', '')})`))
      const { one, all } = await database.row<{ one: string; all: string }>(sql`select array_to_string(list(er_shape(replace(left(v, 40), chr(31), ' '))), '|') as one, array_to_string(er_shapes(list(v)), '|') as all from (values ${told}) as t (v)`)
      expect(all).toBe(one)
    }),
    { numRuns: 30 },
  )
})

test('buckets spread evenly over 65,536, so that a share of them is a share of the texts', async () => {
  const row = await database.row(sql`select min(b) >= 0 and max(b) <= 65535 as inside, round(avg(b) / 65535, 1) as middle
    from (select er_bucket('id-' || range) as b from range(20000))`)
  expect(row).toEqual({ inside: true, middle: 0.5 })
})

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 5, maxLength: 9 })

test('one edit is what the edit distance says, from five characters on', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(letters, letters), { minLength: 50, maxLength: 50 }), async (pairs) => {
      const rows = await database.rows(sql`select a, b from (values ${joinSql(pairs.map(([a, b]) => sql`(${a}, ${b})`))}) as t (a, b)
        where er_one_edit(a, b) is distinct from (damerau_levenshtein(a, b) <= 1)`)
      expect(rows).toEqual([])
    }),
    { numRuns: 20 },
  )
})
