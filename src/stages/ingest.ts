import { id, joinSql, sql, type Sql } from '../engine/sql.js'
import { scanExtracts } from './scan.js'
import { tableOf, type Plan, type PlanExtract, type PlanSystem } from './plan.js'
import type { Identity, Stage, TableSpec } from './stage.js'

const unionAll = sql` union all `

/** The cells of one file under the names of the system's fields. */
function delivered(system: PlanSystem, extract: PlanExtract): Sql {
  const cells = system.fields.map((field) => {
    const position = extract.positions[field] ?? null
    const cell = position === null ? sql`cast(null as varchar)` : sql`er_blank_to_null(${id(`c${position + 1}`)})`
    return sql`${cell} as ${id(field)}`
  })
  return sql`select ${extract.id} as extract_id, cast(${extract.seq} as integer) as extract_seq, source_line, ${joinSql(cells)} from ${id(`file_${extract.id}`)}`
}

/** Parts of a key joined by |; null when any part is missing. */
function keyOf(fields: readonly string[]): Sql {
  return joinSql(fields.map((field) => sql`trim(${id(field)})`), sql` || '|' || `)
}

function sourceRecords(system: PlanSystem): TableSpec {
  const split = system.config.split_by
  return {
    table: tableOf('source_records', system),
    file: 'source_records',
    reads: system.extracts.map((extract) => `file_${extract.id}`),
    slots: {
      delivered: joinSql(system.extracts.map((extract) => delivered(system, extract)), unionAll),
      source_system: split === undefined ? sql`${system.name}` : sql`coalesce(${id(split)}, ${system.name})`,
      record_key: keyOf(system.key),
      unit_key: system.config.count === undefined ? sql`cast(null as varchar)` : sql`trim(${id(system.config.count)})`,
      fields: joinSql(system.fields.map((field) => id(field))),
    },
  }
}

const extractsOf = (plan: Plan): PlanExtract[] => plan.systems.flatMap((system) => system.extracts)

function rowsKept(system: PlanSystem, extract: PlanExtract): Identity {
  const table = id(tableOf('source_records', system))
  return {
    identity: 'rows_read = rows_kept + rows_quarantined',
    scope: extract.id,
    lhs: sql`select rows_read from extract_file where extract_id = ${extract.id}`,
    rhs: sql`select (select count(*) from ${table} where extract_id = ${extract.id}) + (select count(*) from quarantine where extract_id = ${extract.id})`,
  }
}

/** Every row of every file, kept or quarantined with its reason and line. */
export const ingest: Stage = {
  name: 'ingest',
  tables: (plan) => [
    { table: 'extract_file', reads: [], code: (context) => scanExtracts(context, extractsOf(plan)) },
    ...plan.systems.map(sourceRecords),
    {
      table: 'quarantine',
      reads: extractsOf(plan).map((extract) => `quarantine_${extract.id}`),
      slots: {
        quarantined: joinSql(
          extractsOf(plan).map(
            (extract) =>
              sql`select ${extract.id} as extract_id, source_line, reason, column_position, shape_note, raw from ${id(`quarantine_${extract.id}`)}`,
          ),
          unionAll,
        ),
      },
    },
  ],
  temporary: (plan) => extractsOf(plan).flatMap((extract) => [`file_${extract.id}`, `quarantine_${extract.id}`]),
  identities: (plan) => plan.systems.flatMap((system) => system.extracts.map((extract) => rowsKept(system, extract))),
}
