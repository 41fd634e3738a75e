import { proposeRules, type ColumnFacts, type DateOrder, type Proposal } from '../../model/rule-proposals.js'
import { sameColumns } from '../../model/same-column.js'
import type { Database } from '../../engine/database.js'
import { joinSql, sql, type Sql } from '../../engine/sql.js'

const mostListed = 20

interface FactRow extends Omit<ColumnFacts, 'distinct' | 'ofKind' | 'valid' | 'values'> {
  readonly system: string
  readonly distinct_values: number
  readonly of_kind: number | null
  readonly valid: number | null
}

/** The commonest values of each column: all of them, where it has few. */
async function commonest(database: Database): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await database.rows<{ of_column: string; value: string }>(sql`
    select concat(system, ' ', field) as of_column, value from column_value order by system, field, place`)
  const found = new Map<string, string[]>()
  for (const { of_column: at, value } of rows) found.set(at, [...(found.get(at) ?? []), value])
  return found
}

const insert = (table: Sql, rows: readonly Sql[]): Sql => sql`insert into ${table} values ${joinSql(rows)}`

function rowOf(system: string, no: number, { kind, fields, holds, of, values }: Proposal): Sql {
  return sql`(${system}, cast(${no} as integer), ${kind}, ${fields.join(' ')}, cast(${holds} as bigint), cast(${of} as bigint), cast(${values === undefined ? null : JSON.stringify(values)} as varchar))`
}

/** Makes `rule_proposal`: rules that each file bears out. */
export async function proposeFrom(database: Database): Promise<void> {
  await database.run(sql`create table rule_proposal (system varchar, place integer, kind varchar, fields varchar, holds bigint, tested bigint, listed varchar)`)
  const facts = await database.rows<FactRow>(sql`
    select m.system, m.field, m.type, m.role, m.kind, m.rows, m.filled, m.distinct_values, max(k.cells) as of_kind, max(k.valid) as valid
    from column_measure m
    left join column_kind k on k.system = m.system and k.extract_id = m.extract_id and k.field = m.field and k.is_main
    group by all order by m.system, min(m.position), m.field`)
  const orders = await database.rows<DateOrder & { system: string }>(sql`
    select system, first_field as first, second_field as second, earlier, same, later from date_order order by all`)
  const values = await commonest(database)
  for (const system of new Set(facts.map((fact) => fact.system))) {
    const columns = facts.filter((fact) => fact.system === system).map(({ distinct_values: distinct, of_kind: ofKind, valid, ...fact }): ColumnFacts => ({
      ...fact, distinct, ofKind: ofKind ?? 0, valid: valid ?? 0, values: distinct <= mostListed ? (values.get(`${system} ${fact.field}`) ?? []) : [],
    }))
    const proposals = proposeRules(columns, orders.filter((order) => order.system === system))
    if (proposals.length > 0) await database.run(insert(sql`rule_proposal`, proposals.map((proposal, index) => rowOf(system, index + 1, proposal))))
  }
}

/** Makes `column_match`: columns that several files have in common. */
export async function matchColumns(database: Database): Promise<void> {
  await database.run(sql`create table column_match (match_no integer, found_by varchar, system varchar, extract_id varchar, field varchar)`)
  const columns = await database.rows<{ system: string; file: string; field: string; name: string; role: string }>(
    sql`select system, extract_id as file, field, column_name as name, role from column_of order by column_no`,
  )
  const rows = sameColumns(columns).flatMap(({ by, columns: same }, index) => same.map(({ system, file, field }) => sql`(cast(${index + 1} as integer), ${by}, ${system}, ${file}, ${field})`))
  if (rows.length > 0) await database.run(insert(sql`column_match`, rows))
}
