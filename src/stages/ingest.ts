import type { Database } from '../engine/database.js'
import { id, joinSql, sql, type Sql, unionAll } from '../engine/sql.js'
import { scanExtracts } from './scan.js'
import { tableOf, type Plan, type PlanExtract, type PlanSystem } from './plan.js'
import type { Identity, Stage, TableSpec } from './stage.js'

/** The line of each row of a file; a file that was read as it stands has a row a line, and rowid keeps their order though DuckDB reads in parallel. */
const sourceLine = async (database: Database, extract: PlanExtract): Promise<Sql> =>
  (await database.columns(`file_${extract.id}`)).includes('source_line') ? id('source_line') : sql`rowid + 2 as source_line`

/** The cells of one file under the names of the system's fields. */
async function delivered(database: Database, system: PlanSystem, extract: PlanExtract): Promise<Sql> {
  const line = await sourceLine(database, extract)
  const cells = system.fields.map((field) => {
    const position = extract.positions[field] ?? null
    const cell = position === null ? sql`cast(null as varchar)` : id(`c${position + 1}`)
    return sql`${cell} as ${id(field)}`
  })
  return sql`select ${extract.id} as extract_id, cast(${extract.seq} as integer) as extract_seq, ${line}, ${joinSql(cells)} from ${id(`file_${extract.id}`)}`
}

const normalisers = {
  case: (cell: Sql): Sql => sql`upper(${cell})`,
  spaces: (cell: Sql): Sql => sql`er_spaced(${cell})`,
  punctuation: (cell: Sql): Sql => sql`er_unpunctuated(${cell})`,
  leading_zeros: (cell: Sql): Sql => sql`er_unpadded(${cell})`,
}

const keyPart = (system: PlanSystem, field: string): Sql =>
  system.config.key_normal.reduce((cell, normal) => normalisers[normal](cell), sql`trim(${id(field)})`)

/** Parts of a key joined by |, before which a | inside a part bears a backslash; null when any part is missing. */
export function keyOf(system: PlanSystem): Sql {
  const [only, ...others] = system.key.map((field) => keyPart(system, field))
  if (only === undefined || others.length === 0) return only ?? sql`null`
  return joinSql([only, ...others].map((part) => sql`er_key_part(${part})`), sql` || '|' || `)
}

function sourceRecords(system: PlanSystem): TableSpec {
  const split = system.config.split_by
  return {
    table: tableOf('source_records', system),
    file: 'source_records',
    reads: system.extracts.map((extract) => `file_${extract.id}`),
    bulk: true,
    records: true,
    view: true,
    order: ['extract_id', 'source_line'],
    slots: async ({ database }) => ({
      delivered: joinSql(await Promise.all(system.extracts.map(async (extract) => await delivered(database, system, extract))), unionAll),
      source_system: split === undefined ? sql`${system.name}` : sql`coalesce(${id(split)}, ${system.name})`,
      record_key: keyOf(system),
      unit_key: system.config.count === undefined ? sql`cast(null as varchar)` : keyPart(system, system.config.count),
      fields: joinSql(system.fields.map((field) => id(field))),
    }),
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
    { table: 'finding_ingest', reads: ['quarantine', 'extract_file'] },
  ],
  loaded: (plan) => extractsOf(plan).map((extract) => `file_${extract.id}`),
  temporary: (plan) => extractsOf(plan).map((extract) => `quarantine_${extract.id}`),
  identities: (plan) => plan.systems.flatMap((system) => system.extracts.map((extract) => rowsKept(system, extract))),
}
