import { id, joinSql, sql, type Sql, unionAll } from '../../engine/sql.js'
import { template, type Slots } from '../../engine/template.js'
import { tableOf, type Plan, type PlanExtract, type PlanSystem } from '../plan.js'
import { seenKeys, seenOf, setAsideOf } from '../reconcile/keys.js'
import type { Identity, Stage, StageContext, TableSpec } from '../stage.js'
import { columnsOf, fileOf, type Column, type RolesOf } from './column.js'
import { measureColumns } from './measure.js'
import { dateOrders } from './orders.js'
import { matchColumns, proposeFrom } from './proposals.js'
import { filledTables } from './work.js'

export type { GivenRole, RolesOf } from './column.js'

const insertedAtOnce = 200

/** The columns, and what the run knows of them before it looks. */
async function describeColumns({ database }: StageContext, columns: readonly Column[]): Promise<void> {
  await database.run(sql`create temp table column_of (column_no integer, system varchar, extract_id varchar, file varchar, position integer, column_name varchar, field varchar, type varchar,
    role varchar, reason varchar, rows bigint)`)
  for (let from = 0; from < columns.length; from += insertedAtOnce) {
    const rows = columns.slice(from, from + insertedAtOnce).map(({ no, system, extract, field, name, type, given }) =>
      sql`(cast(${no} as integer), ${system.name}, ${extract.id}, ${extract.file}, cast(${(extract.positions[field] ?? 0) + 1} as integer), ${name}, ${field}, ${type}, ${given.role}, ${given.reason})`)
    await database.run(sql`insert into column_of select v.*, f.rows_kept from (values ${joinSql(rows)}) as v (column_no, system, extract_id, file, position, column_name, field, type, role, reason)
      join extract_file f using (extract_id)`)
  }
}

async function measure(context: StageContext, columns: readonly Column[]): Promise<void> {
  await describeColumns(context, columns)
  const couldBe = await measureColumns(context, columns)
  const orders = template('columns', 'date_order', { orders: dateOrders(columns, couldBe) })
  context.saveSql('date_order', orders)
  await context.database.run(sql`create table date_order as ${orders}`)
}

const recordsOf = (system: PlanSystem): string => tableOf('source_records', system)

/** Rows that say the same as another row of the file: by two hashes of 64 bits, so that a chance agreement is out of the question. */
function extractRow(system: PlanSystem, extract: PlanExtract): Sql {
  const cells = system.fields.map((field) => id(field))
  return sql`
  select ${system.name} as system, ${extract.id} as extract_id, cast(${extract.seq} as integer) as seq, cast(${extract.header.length} as bigint) as columns,
    (select count(*) - count(distinct (hash(${joinSql(cells)}), hash(${joinSql([...cells, sql`'again'`].toReversed())}))) from ${id(recordsOf(system))} where extract_id = ${extract.id}) as repeated_rows`
}

const extractRows = ({ systems }: Plan): Sql => sql`(${joinSql(systems.flatMap((system) => system.extracts.map((extract) => extractRow(system, extract))), unionAll)})`

const noRows = sql`(select null::varchar as system, null::varchar as extract_id, null::varchar as reason where false)`

/** A table made by the SQL of reconciling. */
const reconciled = (table: string, file: string, reads: readonly string[], slots: Slots, internal: boolean): TableSpec => ({
  table,
  reads,
  internal,
  code: async (context) => {
    const select = template('reconcile', file, slots)
    context.saveSql(table, select)
    await context.database.run(sql`create table ${id(table)} as ${select}`)
  },
})

/** Rows without a record id and rows that share one, as reconciling sets them aside. */
function keyTables(plan: Plan): TableSpec[] {
  return [
    ...plan.systems.map((system) => reconciled(seenOf(system), 'key_seen', [recordsOf(system)], { keys: seenKeys(system) }, true)),
    reconciled('set_aside', 'set_aside', plan.systems.flatMap((system) => [recordsOf(system), seenOf(system)]), { set_aside: joinSql(plan.systems.map(setAsideOf), unionAll) }, false),
  ]
}

const cellsOf = (table: string, where: Sql = sql`true`): Sql => sql`select coalesce(sum(cells), 0) from ${id(table)} where ${where}`

const identities: readonly Identity[] = [
  { identity: 'cells by length = cells filled', scope: 'all columns', lhs: cellsOf('column_bin', sql`unit = 'length'`), rhs: sql`select coalesce(sum(filled), 0) from column_measure` },
  { identity: 'cells drawn = numbers and days', scope: 'all columns', lhs: cellsOf('column_bin', sql`unit <> 'length'`), rhs: sql`select coalesce(sum(coalesce(numbers, 0) + coalesce(days, 0)), 0) from column_measure` },
]

/** Made by the code of the table before it. */
const beside = (table: string, reads: readonly string[], internal = false): TableSpec => ({ table, reads, internal, code: async () => {} })

/**
 * Every column of every file, looked at closely; `rolesOf` says what each was taken for. With `keyed`, rows that share a record id or have none are
 * listed too.
 */
export const columnsStage = (rolesOf: RolesOf, keyed: boolean): Stage => ({
  name: 'columns',
  tables: (plan): TableSpec[] => {
    const columns = columnsOf(plan, rolesOf)
    const records = plan.systems.map(recordsOf)
    const setAside = keyed ? id('set_aside') : noRows
    return [
      { table: 'column_of', reads: ['extract_file', ...records, ...plan.systems.flatMap((system) => system.extracts.map(fileOf))], internal: true, code: async (context) => await measure(context, columns) },
      ...filledTables.map((table) => beside(table, [...records, 'column_of'], true)),
      beside('date_order', records),
      { table: 'column_measure', reads: ['column_of', 'found_count', 'found_main', 'found_length', 'found_range'], order: ['system', 'extract_id', 'position', 'field'] },
      { table: 'column_profile', reads: ['column_of', 'found_count', 'found_length'] },
      { table: 'column_pattern', reads: ['column_of', 'found_layout'] },
      { table: 'column_kind', reads: ['column_of', 'found_kind', 'found_count', 'found_main'] },
      { table: 'column_value', reads: ['column_of', 'found_top'], order: ['system', 'extract_id', 'field', 'place'] },
      { table: 'column_bin', reads: ['column_of', 'found_bin', 'found_length'], order: ['system', 'extract_id', 'field', 'unit', 'place'] },
      { table: 'column_match', reads: ['column_of'], code: async ({ database }) => await matchColumns(database) },
      { table: 'rule_proposal', reads: ['column_measure', 'column_kind', 'column_value', 'date_order'], code: async ({ database }) => await proposeFrom(database), order: ['system', 'place'] },
      ...(keyed ? keyTables(plan) : []),
      { table: 'extract', reads: ['extract_file', ...records, ...(keyed ? ['set_aside'] : [])], slots: { extracts: extractRows(plan), set_aside: setAside } },
      { table: 'finding_columns', reads: ['extract', ...(keyed ? ['set_aside'] : [])], slots: { set_aside: setAside } },
    ]
  },
  identities: () => identities,
})
