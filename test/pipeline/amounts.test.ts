import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/engine/database.js'
import { sql } from '../../src/engine/sql.js'
import { openDatabase } from '../engine/open.js'

let database: Database
beforeAll(async () => {
  database = (await openDatabase()).database
})
afterAll(() => database.close())

test.each([
  ['1234.5', '1234.5000'], ['$1,234.50', '1234.5000'], ['USD 1,234', '1234.0000'], ['€7', '7.0000'], ['(7.00)', '-7.0000'], ['($1,000.25)', '-1000.2500'], ['7-', '-7.0000'], ['-1,000', '-1000.0000'],
  [' 12 ', '12.0000'], ['99999999999999.9999', '99999999999999.9999'], ['12,34,567', null], ['1.234,56', null], ['12 apples', null],
])('%s is the amount %s', async (text, amount) => {
  expect(await database.row(sql`select cast(er_amount(${text}) as varchar) as amount`)).toEqual({ amount })
})

test.each([['2014-02-03', '2014-02-03'], ['2014-02-30', null], ['0001-01-01', null], ['9999-12-31', null], ['soon', null]])('%s is the day %s of an event', async (text, day) => {
  expect(await database.row(sql`select cast(er_event_day(${text}) as varchar) as day`)).toEqual({ day })
})

test('the number of a text for hash totals is the lower half of its MD5', async () => {
  expect(await database.row(sql`select cast(er_hash_number('abc') as varchar) as n`)).toEqual({ n: String(BigInt.asUintN(64, BigInt('0x727fe1287d3f96d6'))) })
})
