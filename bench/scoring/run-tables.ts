import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Database } from '../../src/engine/database.js'
import { id, sql, type Sql } from '../../src/engine/sql.js'

/** How a truth file writes the id of a record: as it is, or behind its system and a hyphen. */
export type IdForm = 'id' | 'system-id'

/** The file of a table of a run. Throws where the folder is no run, or a run without that table. */
export function tableFile(run: string, table: 'candidate' | 'entity' | 'mention'): string {
  const { tables } = JSON.parse(readFileSync(join(run, 'run.json'), 'utf8')) as { readonly tables: readonly { readonly table: string; readonly file: string | null }[] }
  const found = tables.find((one) => one.table === table)?.file ?? undefined
  if (found === undefined) throw new Error(`${run} holds no table ${table}`)
  return join(resolve(run), found)
}

/** The id of one side of a candidate (`left_`, `right_`) or of a row of entity (no prefix), as the truth writes it. */
export const idOf = (form: IdForm, side: 'left_' | 'right_' | '' = ''): Sql => {
  const [system, record] = [id(`${side}system`), id(`${side}id`)]
  return form === 'id' ? record : sql`(${system} || '-' || ${record})`
}

/** Calls `use` with a database of its own that may read and write in `folders`, and takes it away. */
export async function withDatabase<T>(folders: readonly string[], use: (database: Database) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'crosswalk-score-'))
  const database = await Database.open({ path: join(folder, 'work.duckdb'), memory: '3GB', folders: [folder, ...folders.map((path) => resolve(path))] })
  try {
    return await use(database)
  } finally {
    database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Makes `pred(id_a, id_b, probability, weight)`, each pair of records once with its best mention pair, and `cl(id, cluster)` of a run's
 * candidates and entities. Throws where the folder is no run of a match.
 */
export async function loadRun(database: Database, run: string, form: IdForm): Promise<void> {
  await loadPairs(database, run, form)
  await database.command(sql`create table cl as select ${idOf(form)} as id, min(entity_id) as cluster from read_parquet(${tableFile(run, 'entity')}) group by all`)
}

/** Makes `pred` alone, in place of that of another run. */
export async function loadPairs(database: Database, run: string, form: IdForm): Promise<void> {
  const [left, right] = [idOf(form, 'left_'), idOf(form, 'right_')]
  await database.command(sql`create or replace table pred as select least(${left}, ${right}) as id_a, greatest(${left}, ${right}) as id_b, max(probability) as probability,
    max(match_weight) as weight from read_parquet(${tableFile(run, 'candidate')}) where ${left} <> ${right} group by all`)
}
