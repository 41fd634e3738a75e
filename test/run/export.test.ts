import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sql, type Sql } from '../../src/engine/sql.js'
import { sha256Of } from '../../src/run/manifest.js'
import { ingest } from '../../src/stages/ingest.js'
import type { Stage } from '../../src/stages/stage.js'
import { csv, extract, folderWith, runConfig } from '../stages/run-small.js'

const config = { version: 1, name: 'small', systems: { S: { key: 'id', fields: { id: {} }, extracts: [extract('one', 'one.csv')] } } }

/** The same rows, read through a view, whatever other rows stood between them when they were loaded: DuckDB then keeps them in other row groups. */
const readThrough = (others: Sql): Stage => ({
  name: 'analyse',
  tables: () => [
    { table: 'loaded', reads: [], internal: true, code: async ({ database }) => {
      await database.run(sql`create temp table loaded as select * from (
        select i as line, false as other from range(300000) as r(i) union all select i, true from ${others} as r(i)) order by line, other`)
      await database.run(sql`delete from loaded where other`)
    } },
    { table: 'seen', reads: ['loaded'], view: true, bulk: true, order: ['line'], code: async ({ database }) => {
      await database.command(sql`create temp view seen as select line, 'text ' || line % 1000 as text from loaded`)
    } },
    { table: 'finding', reads: [], code: async ({ database }) => await database.run(sql`create table finding as select 'none' as rule, 'info' as severity limit 0`) },
  ],
})

const hashOf = async (others: Sql): Promise<string> => {
  const folder = folderWith({ 'crosswalk.yaml': JSON.stringify(config), 'one.csv': csv('id', '1', '2') })
  const run = await runConfig(join(folder, 'crosswalk.yaml'), { stages: [ingest, readThrough(others)] })
  return await sha256Of(join(run.folder, 'tables', 'analyse', 'seen.parquet'))
}

test('a long table has the same bytes however DuckDB has cut it into row groups', async () => {
  expect(await hashOf(sql`range(1000)`)).toBe(await hashOf(sql`range(0)`))
})
