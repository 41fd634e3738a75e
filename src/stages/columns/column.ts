import { id, sql, type Sql } from '../../engine/sql.js'
import type { FieldType } from '../../config/words.js'
import { layoutIn } from '../formats.js'
import type { Plan, PlanExtract, PlanSystem } from '../plan.js'

/** What a column was taken for, and why. */
export interface GivenRole {
  readonly role: string
  readonly reason: string
}

/** One field of one extract, numbered from 1 over the run in the order of the config. */
export interface Column {
  readonly no: number
  readonly system: PlanSystem
  readonly extract: PlanExtract
  readonly field: string
  /** The column of the file. */
  readonly name: string
  readonly type: FieldType
  readonly layout: string
  readonly given: GivenRole
}

/** Roles of the columns of a system, by the name that they bear in the file. */
export type RolesOf = (system: string, column: string) => GivenRole | undefined

/** The columns that were delivered. */
export function columnsOf(plan: Plan, rolesOf: RolesOf): Column[] {
  const found = plan.systems.flatMap((system) =>
    system.extracts.flatMap((extract) =>
      system.fields.flatMap((field): Omit<Column, 'no'>[] => {
        const name = extract.header[extract.positions[field] ?? -1]
        if (name === undefined) return []
        const type = system.config.fields[field]?.type ?? 'text'
        return [{ system, extract, field, name, type, layout: layoutIn(system, extract, field), given: rolesOf(system.name, name) ?? { role: '', reason: '' } }]
      }),
    ),
  )
  return found.map((column, index) => ({ no: index + 1, ...column }))
}

/** The file as it was loaded: reading it column by column through a view of thousands costs more than the work. */
export const fileOf = (extract: PlanExtract): string => `file_${extract.id}`

/** The cells of a column that hold anything, each distinct value once. */
export function valuesOf({ no, extract, field }: Column): Sql {
  const cell = id(`c${(extract.positions[field] ?? 0) + 1}`)
  return sql`select cast(${no} as integer) as column_no, ${cell} as cell, count(*) as cells from ${id(fileOf(extract))} where ${cell} is not null group by ${cell}`
}

const cellsAtOnce = 3_000_000
const columnsAtOnce = 40

/** Columns of which the values are held together: few of a long file, many of a short one, so that memory is bounded. */
export function batchesOf(columns: readonly Column[], rowsOf: (extract: string) => number): Column[][] {
  const batches: Column[][] = []
  let cells = Infinity
  for (const column of columns) {
    const rows = rowsOf(column.extract.id)
    const last = batches.at(-1)
    if (last === undefined || cells + rows > cellsAtOnce || last.length === columnsAtOnce) {
      batches.push([column])
      cells = rows
    } else {
      last.push(column)
      cells += rows
    }
  }
  return batches
}
