import type { CheckedConfig } from '../config/check.js'
import type { ResolvedSelect } from '../config/exhibits.js'
import { configError, type PlacedFault } from '../config/fault.js'
import { didYouMean } from '../config/nearest.js'
import type { Config } from '../config/schema.js'
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

/** Exhibits that read tables of a protected system, or entities and candidates, in which its people are. */
export function protectedExhibits({ exhibits, systems }: Plan): string[] {
  const guarded = systems.filter(({ config }) => config.protected)
  if (guarded.length === 0) return []
  const ends = [...guarded.map(({ suffix }) => `_${suffix}`), 'candidate', 'entity']
  const touches = ({ reads }: ResolvedSelect): boolean => reads.some(({ table }) => ends.some((end) => table.toLowerCase().endsWith(end)))
  return exhibits.filter(({ select, rows }) => [select, ...rows.values()].some(touches)).map(({ config }) => config.name)
}
