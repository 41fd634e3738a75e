import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CheckedConfig } from '../config/check.js'
import type { ResolvedSelect } from '../config/exhibits.js'
import { configError, type PlacedFault } from '../config/fault.js'
import { didYouMean } from '../config/nearest.js'
import type { Config } from '../config/schema.js'
import type { Database } from '../engine/database.js'
import { tablesRead } from '../engine/select/index.js'
import { rowsTable } from '../stages/exhibits.js'
import { stages as allStages } from '../stages/index.js'
import type { Plan } from '../stages/plan.js'
import type { Stage } from '../stages/stage.js'
import { buildPlan } from './plan.js'

/** Tables that a run keeps, those of the exhibits left out. */
function keptTables(plan: Plan, stages: readonly Stage[]): string[] {
  const without = { ...plan, exhibits: [] }
  return stages.flatMap((stage) => {
    const dropped = new Set(stage.temporary?.(without) ?? [])
    return stage.tables(without).filter(({ table, internal }) => internal !== true && !dropped.has(table)).map(({ table }) => table)
  })
}

/**
 * Checks before anything is run that exhibits read tables that will be there: those that the run keeps, and the rows of their own columns and of exhibits before
 * them. Throws one ConfigError, each table at its place.
 */
export function requireExhibitTables(plan: Plan, stages: readonly Stage[]): void {
  if (plan.exhibits.length === 0) return
  const known = keptTables(plan, stages)
  const faults: PlacedFault[] = []
  const check = ({ reads, place }: ResolvedSelect): void => {
    for (const { table, at } of reads) {
      if (!known.includes(table.toLowerCase())) faults.push({ place: place(at), what: `no table of the run is called "${table}"`, remedy: didYouMean(table, known, 'docs/tables.md says what each is; its tables') })
    }
  }
  for (const exhibit of plan.exhibits) {
    for (const select of exhibit.rows.values()) check(select)
    known.push(...[...exhibit.rows.keys()].map((column) => rowsTable(exhibit, column)))
    check(exhibit.select)
  }
  if (faults.length > 0) throw configError(faults)
}

/** The same of a config that is only checked. Throws ConfigError. */
export async function checkExhibits(config: Config, checked: CheckedConfig): Promise<void> {
  if (config.exhibits.length > 0) requireExhibitTables(await buildPlan(config, checked), allStages)
}

/** Exhibits that read tables of a protected system, or entities and candidates, in which its people are; by the SQL that made them, which the run folder keeps. */
export async function protectedExhibits(database: Database, { exhibits, systems }: Config, folder: string): Promise<string[]> {
  const guarded = Object.entries(systems).flatMap(([name, system]) => (system.protected ? [`_${name.toLowerCase()}`] : []))
  if (guarded.length === 0) return []
  const ends = [...guarded, 'candidate', 'entity']
  const found: string[] = []
  for (const { name, columns } of exhibits) {
    const suffix = name.toLowerCase()
    const tables = [`exhibit_${suffix}`, ...columns.flatMap((column) => (column.rows === undefined ? [] : [`exhibit_rows_${suffix}_${column.name.toLowerCase()}`]))]
    const reads: (string | undefined)[] = []
    for (const table of tables) {
      const path = join(folder, 'sql', 'analyse', `${table}.sql`)
      const text = existsSync(path) ? readFileSync(path, 'utf8').trim().replace(/;$/, '') : ''
      reads.push(...((await tablesRead(database, text)) ?? [undefined]))
    }
    // Of what cannot be read it is not known that it is free.
    if (reads.some((table) => table === undefined || ends.some((end) => table.toLowerCase().endsWith(end)))) found.push(name)
  }
  return found
}
