import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.js'
import { sql } from '../../src/engine/sql.js'
import { openDatabase } from '../engine/open.js'

let database: Database
beforeAll(async () => {
  database = (await openDatabase()).database
})
afterAll(() => database.close())

test('several values of a mention are kept in order and once; fewer than two are none', async () => {
  const row = await database.row(sql`select array_to_string(er_several(['b', null, 'a', 'b']), ',') as many, er_several(['a', null, 'a']) as one, er_several(cast([] as varchar[])) as none`)
  expect(row).toEqual({ many: 'a,b', one: null, none: null })
})
