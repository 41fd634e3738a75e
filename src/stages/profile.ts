import { id, joinSql, sql, type Sql, unionAll } from '../engine/sql.js'
import { conforms, isListed, placeholder, readingOf } from './cell-checks.js'
import { layoutIn } from './formats.js'
import { tableOf, type PlanExtract, type PlanSystem } from './plan.js'
import type { Identity, Stage, TableSpec } from './stage.js'

function profileOf(system: PlanSystem, extract: PlanExtract, field: string): Sql {
  const { type, values } = system.config.fields[field] ?? { type: 'text' as const, values: undefined }
  const cell = id(field)
  const reading = readingOf(cell, layoutIn(system, extract, field))
  const isPlaceholder = placeholder(type, reading, values)
  const listed = isListed(cell, values)
  return sql`
  select
    ${system.name} as system, ${extract.id} as extract_id, ${field} as field, ${type} as type,
    ${extract.positions[field] !== null} as delivered,
    count(*) as rows, count(${cell}) as filled, count(distinct ${cell}) as distinct_values,
    min(length(${cell})) as min_length, max(length(${cell})) as max_length,
    count(*) filter (where ${isPlaceholder}) as placeholders,
    count(*) filter (where not ${isPlaceholder} and ${conforms(type, reading)}${listed === undefined ? sql`` : sql` and ${listed}`}) as conforming
  from ${id(tableOf('source_records', system))} where extract_id = ${extract.id}`
}

/** Layouts of a field in each extract; worked out once for each distinct cell, some hundreds at a time. */
const patternsOf = (system: PlanSystem, field: string): Sql => sql`
  select ${system.name} as system, extract_id, ${field} as field, pattern, cast(sum(cells) as bigint) as cells
  from (
    select extract_id, unnest(er_shapes(list_transform(held, lambda one: one.cell))) as pattern, unnest(list_transform(held, lambda one: one.cells)) as cells
    from (
      select extract_id, list({'cell': cell, 'cells': cells}) as held
      from (
        select extract_id, ${id(field)} as cell, count(*) as cells from ${id(tableOf('source_records', system))}
        where ${id(field)} is not null group by extract_id, ${id(field)}
      )
      group by extract_id, hash(cell) % 4096
    )
  )
  group by extract_id, pattern`

const profiles = (systems: readonly PlanSystem[]): Sql =>
  joinSql(
    systems.flatMap((system) => system.extracts.flatMap((extract) => system.fields.map((field) => profileOf(system, extract, field)))),
    unionAll,
  )

const patterns = (systems: readonly PlanSystem[]): Sql =>
  joinSql(systems.flatMap((system) => system.fields.map((field) => patternsOf(system, field))), unionAll)

const profiled = (systems: readonly PlanSystem[]): Identity[] =>
  systems.map((system) => ({
    identity: 'profiled rows = kept rows',
    scope: system.name,
    lhs: sql`select coalesce(sum(rows), 0) from column_profile where system = ${system.name}`,
    rhs: sql`select count(*) * ${system.fields.length} from ${id(tableOf('source_records', system))}`,
  }))

/** What each column holds, counted exactly, and where that is not what its name says. */
export const profile: Stage = {
  name: 'profile',
  tables: (plan): TableSpec[] => {
    const reads = plan.systems.map((system) => tableOf('source_records', system))
    return [
      { table: 'column_profile', reads, slots: { profiles: profiles(plan.systems) } },
      { table: 'column_pattern', reads, slots: { patterns: patterns(plan.systems) } },
      { table: 'finding_profile', reads: ['column_profile'] },
    ]
  },
  identities: (plan) => profiled(plan.systems),
}
