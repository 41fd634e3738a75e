import { id, joinSql, sql, type Sql } from '../engine/sql.js'
import { dateInExtract } from './formats.js'
import { tableOf, type PlanSystem } from './plan.js'
import type { Stage, TableSpec } from './stage.js'

function cell(system: PlanSystem, field: string): Sql {
  const value = system.config.fields[field]?.type === 'date' ? dateInExtract(system, field) : sql`r.${id(field)}`
  return sql`${value} as ${id(field)}`
}

const latest = (field: string): Sql => sql`max_by(${id(field)}, extract_seq) filter (where ${id(field)} is not null) as ${id(field)}`

const recordTable = (system: PlanSystem): TableSpec => ({
  table: tableOf('record', system),
  file: 'record',
  reads: [tableOf('source_records', system), 'set_aside'],
  bulk: true,
  order: ['source_system', 'record_key'],
  slots: {
    records: id(tableOf('source_records', system)),
    cells: joinSql(system.fields.map((field) => cell(system, field))),
    fields: joinSql(system.fields.map((field) => id(field))),
    latest: joinSql(system.fields.map(latest)),
  },
})

/** One record per key from all extracts of a system. */
export const compose: Stage = {
  name: 'compose',
  tables: (plan) => plan.systems.map(recordTable),
  identities: (plan) =>
    plan.systems.map((system) => ({
      identity: 'records = distinct usable keys',
      scope: system.name,
      lhs: sql`select count(*) from ${id(tableOf('record', system))}`,
      rhs: sql`select count(*) from (select distinct source_system, record_key from usable_key where system = ${system.name} and grain = 'row')`,
    })),
}
