import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../src/engine/database.js'
import { readSelect } from '../../../src/engine/select/index.js'
import { sql, written } from '../../../src/engine/sql.js'
import { openDatabase } from '../open.js'

let database: Database
beforeAll(async () => {
  database = (await openDatabase()).database
  await database.run(sql`create table cases as select * from (values ('a', 2010, 3), ('b', 2011, 3), ('c', 2011, 1)) as v (id, year, arrests)`)
})
afterAll(() => database?.close())

const rowsOf = async (text: string): Promise<unknown[][]> => {
  const read = await readSelect(database, text)
  if ('what' in read) throw new Error(read.what)
  return (await database.rows(read.statement)).map((row) => Object.values(row))
}
const faultOf = async (text: string): Promise<string> => {
  const read = await readSelect(database, text)
  return 'what' in read ? `${read.at}: ${read.what}` : 'taken'
}

describe('a SELECT that is taken', () => {
  test.each([
    ['by all of its columns where it asks for no order', 'select arrests, id from cases', [[1, 'c'], [3, 'a'], [3, 'b']]],
    ['as it asks for, and rows that are equal in that by all columns', 'select id, arrests from cases order by arrests desc', [['a', 3], ['b', 3], ['c', 1]]],
    ['before it is cut', 'select id from cases order by arrests desc limit 1', [['a']]],
    ['with a common table of its own', 'with late as (select * from cases where year > 2010) select count(*) as n from late', [[2]]],
    ['as a union', 'select id from cases union all select id from cases where year = 2010', [['a'], ['a'], ['b'], ['c']]],
    ['grouped, with a subquery that is counted', 'select year, (select count(distinct id) from cases) as of_all from cases group by year order by of_all', [[2010, 3], [2011, 3]]],
    ['distinct', 'select distinct year from cases order by year desc', [[2011], [2010]]],
    ['with lists in an order that they say', "select string_agg(id, ' ' order by id desc) as ids from cases", [['c b a']]],
    ['with the macros of the stages', "select er_fiscal_year(date '2013-10-01') as fy, nullif(1, 2) as one", [[2014, 1]]],
  ])('gives its rows %s', async (_, text, rows) => {
    expect(await rowsOf(text)).toEqual(rows)
  })

  test('says which tables it reads, each where it stands, and leaves its own common tables out', async () => {
    const read = await readSelect(database, "with é as (select id from cases) select * from é where id in (select id from others)")
    expect('reads' in read ? read.reads : read).toEqual([{ table: 'cases', at: 26 }, { table: 'others', at: 77 }])
  })

  test('is written as what it says, texts and quotes included', async () => {
    const read = await readSelect(database, `select 'it''s {{ x }} $1' as "odd ""name"" $a" from cases`)
    expect('statement' in read ? written(read.statement) : read).toContain(`'it''s {{ x }} $1' AS "odd ""name"" $a"`)
  })
})

test.each([
  ['nothing', '', /statements/],
  ['no SQL', 'selec 1', /^0: this is no SQL/],
  ['two statements', 'select 1; select 2', /2 statements/],
  ['a statement that writes', 'delete from cases', /no SELECT/],
  ['a statement that writes a file', "copy cases to 'x.csv'", /no SELECT/],
    ['a number beyond all others', 'select id from cases where year < 1e999', /larger than any/],
    ['the same with a sign', 'select -1e400 as n from cases', /larger than any/],
  ['a table function', "select * from read_csv('/etc/passwd')", /^14: the table function read_csv/],
  ['a table function in a join', "select * from cases join read_text('x') r on true", /read_text/],
  ['a table function inside an expression', "select (select max(content) from read_text('x'))", /read_text/],
  ['a table function in a common table', "with f as (from glob('*')) select * from f", /glob/],
  ['settings by name of a function', "select * from duckdb_settings()", /duckdb_settings/],
  ['a schema', 'select * from information_schema.tables', /schema/],
  ['a catalog', 'select * from system.main.duckdb_tables', /schema/],
  ['a description', 'select * from (describe cases)', /show ref/],
  ['an approximate summary', 'select * from (summarize cases)', /show ref/],
  ['a parameter', 'select $1', /parameter/],
  ['a sample', 'select * from cases using sample 1', /sample/],
  ['a sample of a table', 'select * from cases tablesample 10%', /sample/],
  ['the clock', 'select current_date as day', /^7: current_date/],
  ['the clock by a function', 'select now() as day', /now\(\)/],
  ['chance', 'select random() as x', /random/],
  ['a setting', "select current_setting('memory_limit')", /current_setting/],
  ['an approximate count', 'select approx_count_distinct(id) from cases', /approx_count_distinct/],
  ['whichever row comes first', 'select first(id) from cases', /first\(\)/],
  ['whichever row holds the greatest', 'select arg_max(id, arrests) from cases', /arg_max/],
  ['a list in whichever order', 'select list(id) from cases', /order inside|whichever order/],
  ['distinct on', 'select distinct on (year) year, id from cases', /DISTINCT ON/],
  ['a limit inside', 'select * from (select id from cases limit 1)', /LIMIT inside/],
  ['a union in an order of its own', 'select id from cases union select id from cases order by 1', /union/],
  ['every column in an order of its own', 'select * from cases order by id', /stands for/],
  ['a recursion', 'with recursive r as (select 1 as n union all select n + 1 from r where n < 3) select * from r', /reads itself/],
  ['a function that there is not', 'select er_fiscl_year(1)', /no function/],
  ['a number that would be rounded', 'select 9007199254740993 as n', /15 digits/],
])('%s is refused', async (_, text, fault) => {
  expect(await faultOf(text)).toMatch(fault)
})

test('a name that a common table bears elsewhere is still a table of the run', async () => {
  const read = await readSelect(database, 'select (with sqlite_master as (select 1 as n) select n from sqlite_master) as n, (select count(*) from sqlite_master) as m')
  expect('reads' in read ? read.reads.map(({ table }) => table) : read).toEqual(['sqlite_master'])
})

test('a file is a table that no run has', async () => {
  const read = await readSelect(database, "select * from 'secret.csv'")
  expect('reads' in read ? read.reads : read).toEqual([{ table: 'secret.csv', at: 14 }])
})
