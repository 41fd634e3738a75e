import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Database } from '../../src/engine/database.js'
import { id, joinSql, sql, trustedFile } from '../../src/engine/sql.js'
import { parseStatements } from './statements.js'

/** Exported without the numbers of their mentions, which other tables read. */
const shortened = new Set(['candidate', 'entity', 'link'])

const filesUnder = (folder: string, ending: string): Map<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith(ending))
      .map((name) => [basename(name, ending), join(folder, name)]),
  )

/** Runs each saved SQL file whose tables are all in the run folder over those, and says which gave something else than the run did. */
export async function repeatByHand(database: Database, run: string): Promise<{ repeated: string[]; different: string[] }> {
  const exported = filesUnder(join(run, 'tables'), '.parquet')
  for (const [table, path] of exported) await database.command(sql`create view ${id(table)} as select * from read_parquet(${path})`)
  const repeated: string[] = []
  const different: string[] = []
  const saved = [...filesUnder(join(run, 'sql'), '.sql')].map(([table, path]) => ({ table, text: readFileSync(path, 'utf8') }))
  const parsed = await parseStatements(database, saved.map(({ text }) => text))
  for (const [at, { table, text }] of saved.entries()) {
    if (!exported.has(table) || [...(parsed[at]?.reads ?? [])].some((name) => !exported.has(name) || shortened.has(name))) continue
    await database.command(sql`create or replace temp table again as ${trustedFile([text.trim().replace(/;$/, '')])}`)
    const columns = joinSql((await database.columns(table)).map((column) => id(column)))
    const { n } = await database.row<{ n: number }>(sql`select (select count(*) from (select ${columns} from again except all select ${columns} from ${id(table)}))
      + (select count(*) from (select ${columns} from ${id(table)} except all select ${columns} from again)) as n`)
    repeated.push(table)
    if (n !== 0) different.push(table)
  }
  return { repeated, different }
}
