import { id, joinSql, sql, type Sql, unionAll } from '../engine/sql.js'
import { conforms, isListed, placeholder, readingOf, readOnce } from './cell-checks.js'
import { layoutIn } from './formats.js'
import { tableOf, type Plan, type PlanExtract, type PlanSystem } from './plan.js'
import type { Identity, Stage, StageContext, TablePart, TableSpec } from './stage.js'

/** One field of one extract, numbered over the run. */
interface Column {
  readonly no: number
  readonly system: PlanSystem
  readonly extract: PlanExtract
  readonly field: string
}

/** The fields of all extracts, as column_shape numbers them. */
export const columnsOf = ({ systems }: Plan): Column[] =>
  systems.flatMap((system) => system.extracts.flatMap((extract) => system.fields.map((field) => ({ system, extract, field })))).map((column, no) => ({ no, ...column }))

const declaredOf = ({ system, field }: Column) => system.config.fields[field] ?? { type: 'text' as const, values: undefined }

/** The distinct values of a column, each with its cells and whether it is a placeholder or what the field's name says. */
function valuesOf(column: Column): Sql {
  const { no, system, extract, field } = column
  const { type, values } = declaredOf(column)
  const once = readOnce()
  const reading = once.reading(field, readingOf(sql`r.cell`, layoutIn(system, extract, field)))
  const listed = isListed(reading.cell, values)
  const conforming = sql`${conforms(type, reading)}${listed === undefined ? sql`` : sql` and ${listed}`}`
  const test = sql`select cast(${no} as integer) as column_no, r.cell, r.cells, ${placeholder(type, reading, values)} as placeholder, ${conforming} as conforms`
  return sql`${test} from (select r.*${joinSql(once.columns().map((read) => sql`, ${read}`), sql``)} from (
      select ${id(field)} as cell, count(*) as cells from ${id(tableOf('source_records', system))} where extract_id = ${extract.id} group by ${id(field)}
    ) r) r`
}

/** Cells up to which columns are looked at together: of many small files each statement costs more than its rows, of large ones each column much memory. */
const cellsAtOnce = 1_000_000

/** Columns looked at together at most: each groups its cells, which takes some 2 MB however few they are. */
const columnsAtOnce = 50

async function shapeParts({ database }: StageContext, columns: readonly Column[]): Promise<TablePart[]> {
  const files = await database.rows<{ extract_id: string; rows_kept: number }>(sql`select extract_id, rows_kept from extract_file`)
  const rows = new Map(files.map((file) => [file.extract_id, file.rows_kept]))
  const parts: { columns: Column[]; cells: number }[] = []
  for (const column of columns) {
    const cells = rows.get(column.extract.id) ?? 0
    const last = parts.at(-1)
    if (last !== undefined && last.cells + cells <= cellsAtOnce && last.columns.length < columnsAtOnce) {
      last.columns.push(column)
      last.cells += cells
    } else parts.push({ columns: [column], cells })
  }
  return parts.map((part) => ({ label: part.columns.map(({ field }) => field).join(' '), slots: { values: joinSql(part.columns.map(valuesOf), unionAll) } }))
}

const named = (columns: readonly Column[]): Sql => joinSql(columns.map(({ no, system, extract, field }) => sql`(${no}, ${system.name}, ${extract.id}, ${field})`))

const described = (columns: readonly Column[]): Sql =>
  joinSql(
    columns.map((column) => {
      const { no, system, extract, field } = column
      return sql`(${no}, ${system.name}, ${extract.id}, ${field}, ${declaredOf(column).type}, ${extract.positions[field] !== null})`
    }),
  )

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
    const columns = columnsOf(plan)
    return [
      {
        table: 'column_shape',
        reads: ['extract_file', ...plan.systems.map((system) => tableOf('source_records', system))],
        internal: true,
        parts: async (context) => await shapeParts(context, columns),
      },
      { table: 'column_profile', reads: ['column_shape'], slots: { columns: described(columns) } },
      { table: 'column_pattern', reads: ['column_shape'], slots: { columns: named(columns) } },
      { table: 'finding_profile', reads: ['column_profile'] },
    ]
  },
  identities: (plan) => profiled(plan.systems),
}
