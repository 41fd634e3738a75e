import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { Database, type Column } from '../../engine/database.js'
import { defaultMemory, engineMemory } from '../../engine/memory.js'
import { id, sql, type Sql } from '../../engine/sql.js'
import { contentOf } from '../content-hash.js'
import type { Manifest } from '../manifest-schema.js'
import { runFacts } from '../run-facts.js'
import type { Difference } from './difference.js'
import { changedFigures, changedInputs, changedSettings, changedTables, changedVersions } from './facts.js'
import { changedCandidates, changedEntities, changedFindings } from './tables.js'

export interface DiffOptions {
  readonly memory?: string
  readonly threads?: number
}

/** A run folder of the two, and its manifest. */
interface Run {
  readonly folder: string
  readonly manifest: Manifest
}

const withTable = ({ manifest }: Run, table: string): string | undefined => manifest.tables.find((one) => one.table === table)?.file

/** Makes a table of both runs readable as `<table>_before` and `<table>_after`; false where one has none. */
async function viewBoth(database: Database, before: Run, after: Run, table: string): Promise<boolean> {
  for (const [run, which] of [[before, 'before'], [after, 'after']] as const) {
    const file = withTable(run, table)
    if (file === undefined) return false
    await database.command(sql`create view ${id(`${table}_${which}`)} as select * from read_parquet(${join(run.folder, file)})`)
  }
  return true
}

/** Tables of two runs that other engines hashed, and that hold the same rows all the same. */
async function sameRows(database: Database, before: Run, after: Run): Promise<Set<string>> {
  const same = new Set<string>()
  if (before.manifest.versions.duckdb === after.manifest.versions.duckdb) return same
  for (const { table, rows, content_hash: hash } of before.manifest.tables) {
    const other = after.manifest.tables.find((one) => one.table === table)
    if (other?.rows !== rows || other.content_hash === hash) continue
    const [left, right] = [before, after].map((run) => sql`read_parquet(${join(run.folder, withTable(run, table) ?? '')})`) as [Sql, Sql]
    const columnsOf = async (from: Sql): Promise<Column[]> => await database.rows<Column>(sql`select column_name as name, column_type as type from (describe select * from ${from})`)
    const [columns, others] = [await columnsOf(left), await columnsOf(right)]
    if (!isDeepStrictEqual(columns, others)) continue
    if ((await contentOf(database, left, columns)).hash === (await contentOf(database, right, columns)).hash) same.add(table)
  }
  return same
}

async function compared(database: Database, before: Run, after: Run): Promise<Difference> {
  const parts = {
    inputs: changedInputs(before.manifest, after.manifest),
    config: changedSettings(before.manifest.config, after.manifest.config),
    versions: changedVersions(before.manifest, after.manifest),
    figures: changedFigures(before.folder, after.folder),
    candidates: (await viewBoth(database, before, after, 'candidate')) ? await changedCandidates(database) : null,
    entities: (await viewBoth(database, before, after, 'entity')) ? await changedEntities(database) : null,
    findings: (await viewBoth(database, before, after, 'finding')) ? await changedFindings(database) : [],
    tables: changedTables(before.manifest, after.manifest, await sameRows(database, before, after)),
  }
  const { inputs, config, versions, figures, findings, tables } = parts
  const same = [inputs, config, versions, figures, findings, tables].every((list) => list.length === 0)
  return { same, before: basename(before.folder), after: basename(after.folder), ...parts }
}

/**
 * Compares two runs, the earlier first. `finish` is handed the difference while its rows can still be read: changed_candidate, changed_entity and
 * changed_finding, each where both runs have that table. Throws InputError where a folder is no run.
 */
export async function diff(earlier: string, later: string, { memory = defaultMemory(), threads }: DiffOptions, finish: (difference: Difference, database: Database) => Promise<void>, folders: readonly string[] = []): Promise<Difference> {
  const [before, after] = [earlier, later].map((run): Run => ({ folder: resolve(run), manifest: runFacts(run) })) as [Run, Run]
  const temporary = mkdtempSync(join(tmpdir(), 'crosswalk-diff-'))
  let database: Database | undefined
  try {
    database = await Database.open({ path: join(temporary, 'diff.db'), memory: engineMemory(memory), folders: [before.folder, after.folder, temporary, ...folders], ...(threads === undefined ? {} : { threads }) })
    const difference = await compared(database, before, after)
    await finish(difference, database)
    return difference
  } finally {
    database?.close()
    rmSync(temporary, { recursive: true, force: true })
  }
}
