import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { id, sql, type Sql } from '../../src/engine/sql.js'
import { sha256Of } from '../../src/run/hashes.js'
import { ingest } from '../../src/stages/ingest.js'
import type { TableSpec } from '../../src/stages/stage.js'
import { csv, extract, folderWith, runConfig, type SmallRun } from '../stages/run-small.js'

const config = { version: 1, name: 'small', systems: { S: { key: 'id', fields: { id: {} }, extracts: [extract('one', 'one.csv')] } } }

/** What a run needs to end. */
const finding: TableSpec = {
  table: 'finding', reads: [],
  code: async ({ database }) => await database.run(sql`create table finding as select 'none' as rule, 'info' as severity limit 0`),
}

const runOf = async (...tables: readonly TableSpec[]): Promise<SmallRun> => {
  const folder = folderWith({ 'crosswalk.yaml': JSON.stringify(config), 'one.csv': csv('id', '1', '2') })
  return await runConfig(join(folder, 'crosswalk.yaml'), { stages: [ingest, { name: 'analyse', tables: () => [...tables, finding] }] })
}

/** The same rows, read through a view, whatever other rows stood between them when they were loaded: DuckDB then keeps them in other row groups. */
const readThrough = (others: Sql): TableSpec[] => [
  { table: 'loaded', reads: [], internal: true, code: async ({ database }) => {
    await database.run(sql`create temp table loaded as select * from (
      select i as line, false as other from range(300000) as r(i) union all select i, true from ${others} as r(i)) order by line, other`)
    await database.run(sql`delete from loaded where other`)
  } },
  { table: 'seen', reads: ['loaded'], view: true, bulk: true, order: ['line'], code: async ({ database }) => {
    await database.command(sql`create temp view seen as select line, 'text ' || line % 1000 as text from loaded`)
  } },
]

const hashOf = async (others: Sql): Promise<string> => await sha256Of(join((await runOf(...readThrough(others))).folder, 'tables', 'analyse', 'seen.parquet'))

test('a long table has the same bytes however DuckDB has cut it into row groups', async () => {
  expect(await hashOf(sql`range(1000)`)).toBe(await hashOf(sql`range(0)`))
})

const rows = (table: string, count: number): TableSpec => ({
  table, reads: [], order: ['i'], code: async ({ database }) => await database.run(sql`create temp table ${id(table)} as select i from range(${count}) as r(i)`),
})

test('a table that no spreadsheet opens has no CSV, and the manifest says why', async () => {
  const run = await runOf(rows('fits', 1_048_575), rows('long', 1_048_576))
  const { tables }: { tables: { table: string; csv: unknown }[] } = JSON.parse(run.text('run.json'))
  const said = (name: string): unknown => tables.find(({ table }) => table === name)
  expect(said('fits')).toMatchObject({ csv: { file: 'fits.csv' } })
  expect(said('fits')).not.toHaveProperty('without_csv')
  expect(said('long')).toMatchObject({ csv: null, without_csv: 'more than the 1048575 rows that a spreadsheet opens' })
  expect([existsSync(join(run.folder, 'fits.csv')), existsSync(join(run.folder, 'long.csv'))]).toEqual([true, false])
})
