import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.js'
import { sql } from '../../src/engine/sql.js'
import { asFirst, joinKeys, mix, unmix, type Keys } from '../../src/model/block-keys.js'
import { openDatabase } from '../engine/open.js'

let database: Database
beforeAll(async () => {
  database = (await openDatabase()).database
})
afterAll(() => database.close())

/** Keys of made-up values, of which every seventh is missing, and what SQL makes of two or three of them. */
const query = sql`with part as (
    select i, case when i % 7 > 0 then er_key('a' || i % 900) end as a, case when i % 11 > 0 then er_key('b' || i % 77) end as b, case when i % 5 > 0 then er_key('c' || i % 13) end as c from range(3000) t (i)
  )
  select coalesce(a, 0::ubigint), coalesce(b, 0::ubigint), coalesce(c, 0::ubigint), coalesce(er_key_of(a, b), 0::ubigint), coalesce(er_key_of(er_key_of(a, b), c), 0::ubigint) from part order by i`

async function columns(): Promise<Keys[]> {
  const arrays = Array.from({ length: 5 }, () => [] as number[])
  for await (const chunk of database.numbers(query)) chunk.forEach((words, at) => void arrays[at]?.push(...words))
  return arrays.map((words) => Int32Array.from(words))
}

/** The key of two keys. */
function joined(a: Keys, b: Keys): Keys {
  const [first, second, key] = [a.slice(), b.slice(), new Int32Array(a.length)]
  mix(first)
  mix(second)
  asFirst(first, first)
  joinKeys(first, second, key)
  return key
}

test('keys of two and three parts are those that SQL makes, none where a part is missing', async () => {
  const [a, b, c, two, three] = await columns() as [Keys, Keys, Keys, Keys, Keys]
  expect(a.length).toBe(6000)
  expect(joined(a, b)).toEqual(two)
  expect(joined(joined(a, b), c)).toEqual(three)
  expect([two[0], two[1]]).toEqual([0, 0])
})

test('mixing can be undone, and leaves none as none', async () => {
  const [a] = await columns() as [Keys]
  const mixed = a.slice()
  mix(mixed)
  expect(mixed).not.toEqual(a)
  expect([mixed[0], mixed[1]]).toEqual([0, 0])
  unmix(mixed)
  expect(mixed).toEqual(a)
})
