import { id, joinSql, sql, type Sql, unionAll } from '../../engine/sql.js'
import type { Plan } from '../plan.js'
import type { StageContext, TablePart, TableSpec } from '../stage.js'
import { comparedOf, isDate, isNumber, isoOf, newOf, normalForm, oldOf, type Compared, type ComparedField } from './compared.js'
import { recordsOf } from './keys.js'

interface Pair {
  readonly a: string
  readonly b: string
  readonly seq_a: number
  readonly seq_b: number
}

const pairsOf = async ({ database }: StageContext, { system, grain }: Compared): Promise<Pair[]> =>
  await database.rows<Pair>(sql`select a, b, seq_a, seq_b from extract_pair where system = ${system.name} and grain = ${grain} order by seq_a, seq_b`)

const noPair: Pair = { a: '', b: '', seq_a: 0, seq_b: 0 }
const shared = ({ fields, delivers }: Compared, { seq_a: a, seq_b: b }: Pair): readonly ComparedField[] =>
  fields.filter(({ name }) => delivers(a, name) && delivers(b, name))

const joined = (compared: Compared, { seq_a: a, seq_b: b }: Pair): Sql =>
  sql`${compared.rows(a)} x join ${compared.rows(b)} y using (source_system, record_key)`

const cellOf = (field: ComparedField, { grain }: Compared, side: Sql): Sql =>
  grain === 'row' ? sql`${side}.${id(field.name)}` : isDate(field) ? sql`${side}.event_date` : sql`cast(${side}.amount as varchar)`

const labelled = (pair: Pair): Sql => sql`cast(${pair.a} as varchar) as a, cast(${pair.b} as varchar) as b`

/** Rows of a pair that differ in a field which both extracts deliver. */
function changedRows(compared: Compared, pair: Pair): Sql {
  const both = new Set(shared(compared, pair).map(({ name }) => name))
  const cells = compared.fields.flatMap((field) => {
    const [x, y] = both.has(field.name) ? [cellOf(field, compared, sql`x`), cellOf(field, compared, sql`y`)] : [sql`cast(null as varchar)`, sql`cast(null as varchar)`]
    return [sql`${x} as ${oldOf(field.name)}`, sql`${y} as ${newOf(field.name)}`]
  })
  const differ = shared(compared, pair).map((field) => sql`${cellOf(field, compared, sql`x`)} is distinct from ${cellOf(field, compared, sql`y`)}`)
  return sql`select ${labelled(pair)}, source_system, record_key, ${joinSql(cells)}
  from ${joined(compared, pair)}
  where ${differ.length === 0 ? sql`false` : joinSql(differ, sql` or `)}`
}

/** For a pair the keys in common and of each field how many cells are equal as written, and how many missing on both sides, on one. */
function cellCounts(compared: Compared, pair: Pair): Sql {
  const both = new Set(shared(compared, pair).map(({ name }) => name))
  const counts = compared.fields.flatMap((field) => {
    const { name } = field
    if (!both.has(name)) return ['equal', 'both_null', 'null_to_value', 'value_to_null'].map((what) => sql`cast(null as bigint) as ${id(`${what} ${name}`)}`)
    const [x, y] = [cellOf(field, compared, sql`x`), cellOf(field, compared, sql`y`)]
    return [
      sql`count(*) filter (where ${x} = ${y}) as ${id(`equal ${name}`)}`,
      sql`count(*) filter (where ${x} is null and ${y} is null) as ${id(`both_null ${name}`)}`,
      sql`count(*) filter (where ${x} is null and ${y} is not null) as ${id(`null_to_value ${name}`)}`,
      sql`count(*) filter (where ${x} is not null and ${y} is null) as ${id(`value_to_null ${name}`)}`,
    ]
  })
  return sql`select ${labelled(pair)}, count(*) as common${counts.length === 0 ? sql`` : sql`, ${joinSql(counts)}`} from ${joined(compared, pair)}`
}

/** A part for each pair; where there is none, one without rows, so that the table has its columns. */
const partsOf = (compared: Compared, slot: string, query: (compared: Compared, pair: Pair) => Sql) => async (context: StageContext): Promise<TablePart[]> => {
  const pairs = await pairsOf(context, compared)
  if (pairs.length === 0) return [{ label: 'no pair', slots: { [slot]: sql`select * from (${query(compared, noPair)}) where false` } }]
  return pairs.map((pair) => ({ label: `${pair.a} and ${pair.b}`, slots: { [slot]: query(compared, pair) } }))
}

const perPair = (compared: Compared, file: string, query: (compared: Compared, pair: Pair) => Sql): TableSpec => ({
  table: `${file}_${compared.suffix}`,
  file,
  reads: ['extract_pair', ...(compared.grain === 'row' ? [recordsOf(compared.system), 'set_aside'] : ['usable_key'])],
  internal: true,
  parts: partsOf(compared, 'pair', query),
})

const days = (compared: Compared, field: ComparedField, cell: Sql, extract: Sql): Sql => sql`er_event_day(${isoOf(compared, field, cell, extract)})`

/** By how much a cell changed, in its own unit or in days. */
function deltaOf(compared: Compared, field: ComparedField, from: Sql, to: Sql): Sql {
  if (isNumber(field)) return sql`cast(er_amount(${to}) - er_amount(${from}) as decimal(38, 4))`
  if (isDate(field)) return sql`cast(date_diff('day', ${days(compared, field, from, sql`a`)}, ${days(compared, field, to, sql`b`)}) as decimal(38, 4))`
  return sql`cast(null as decimal(38, 4))`
}

/** Whether a change is within the tolerance that the config declares for its field. */
function tolerated(field: ComparedField, from: Sql, delta: Sql): Sql {
  const [, size, unit = ''] = /^([\d.]+) ?(%|days?)?$/u.exec(field.tolerance ?? '') ?? []
  if (size === undefined || unit.startsWith('day') !== isDate(field)) return sql`false`
  if (unit === '%') return sql`coalesce(abs(${delta}) * 100 <= cast(${size} as decimal(18, 4)) * abs(er_amount(${from})), false)`
  return sql`coalesce(abs(${delta}) <= cast(${size} as decimal(18, 4)), false)`
}

/** Every cell that is not written the same in the two extracts of a pair. */
function changedCells(compared: Compared): Sql[] {
  const { system, grain, suffix } = compared
  return compared.fields.map((field) => {
    const [from, to] = [oldOf(field.name), newOf(field.name)]
    const delta = deltaOf(compared, field, from, to)
    return sql`select ${system.name} as system, ${grain} as grain, a, b, source_system, record_key as key, ${field.name} as field, ${from} as old, ${to} as new,
    ${delta} as delta, ${tolerated(field, from, delta)} as tolerated, ${field.tolerance ?? null} as tolerance,
    ${normalForm(compared, field, from, sql`a`)} = ${normalForm(compared, field, to, sql`b`)} as same_form
  from ${id(`changed_row_${suffix}`)} where ${from} is distinct from ${to}`
  })
}

function countedCells({ system, grain, fields, suffix }: Compared): Sql[] {
  return fields.map(({ name }, index) => sql`select ${system.name} as system, ${grain} as grain, a, b, ${index} as place, ${name} as field, common,
    ${id(`equal ${name}`)} as equal, ${id(`both_null ${name}`)} as both_null, ${id(`null_to_value ${name}`)} as null_to_value, ${id(`value_to_null ${name}`)} as value_to_null
  from ${id(`cell_count_${suffix}`)} where ${id(`equal ${name}`)} is not null`)
}

const noChange = sql`select null::varchar as system, null::varchar as grain, null::varchar as a, null::varchar as b, null::varchar as source_system, null::varchar as key,
  null::varchar as field, null::varchar as old, null::varchar as new, null::decimal(38, 4) as delta, false as tolerated, null::varchar as tolerance, false as same_form limit 0`
const noCount = sql`select null::varchar as system, null::varchar as grain, null::varchar as a, null::varchar as b, 0 as place, null::varchar as field, 0 as common,
  0 as equal, 0 as both_null, 0 as null_to_value, 0 as value_to_null limit 0`

const united = (parts: readonly Sql[], none: Sql): Sql => (parts.length === 0 ? none : joinSql(parts, unionAll))

/** Cells that changed from one extract to another, and how many of each field did what. */
export function changeTables(plan: Plan): TableSpec[] {
  const all = comparedOf(plan)
  const rows = all.map((compared) => perPair(compared, 'changed_row', changedRows))
  const counts = all.map((compared) => perPair(compared, 'cell_count', cellCounts))
  return [
    ...rows,
    ...counts,
    { table: 'cell_change', reads: rows.map(({ table }) => table), internal: true, slots: { cells: united(all.flatMap(changedCells), noChange) } },
    { table: 'field_drift', reads: ['cell_change', ...counts.map(({ table }) => table)], slots: { counts: united(all.flatMap(countedCells), noCount) } },
    { table: 'value_change', reads: ['cell_change', 'usable_key', 'extract_pair'], order: ['system', 'grain', 'a', 'b', 'source_system', 'key', 'field'] },
    { table: 'within_tolerance', reads: ['cell_change'] },
  ]
}
