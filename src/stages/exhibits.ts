import type { ExhibitColumn, ExhibitConfig } from '../config/exhibit-schema.js'
import type { ResolvedSelect } from '../config/exhibits.js'
import { ConfigError } from '../engine/errors.js'
import { id, joinSql, sql, type Sql } from '../engine/sql.js'
import { template } from '../engine/template.js'
import { tableOf } from './plan.js'
import type { StageContext, TableSpec } from './stage.js'

/** An exhibit of the config with its SELECTs. */
export interface PlanExhibit {
  readonly suffix: string
  readonly config: ExhibitConfig
  readonly select: ResolvedSelect
  /** By the column whose rows it gives. */
  readonly rows: ReadonlyMap<string, ResolvedSelect>
}

interface Described {
  readonly column_name: string
  readonly column_type: string
}

const named = ({ kind }: ExhibitColumn): boolean => kind === 'text' || kind === 'date' || kind === 'code'

export const rowsTable = (exhibit: PlanExhibit, column: string): string => tableOf('exhibit_rows', { suffix: `${exhibit.suffix}_${column.toLowerCase()}` })

/** The first line of what DuckDB says, which names tables and columns and no data. */
const firstLine = (error: unknown): string => (error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))

/** Columns that a SELECT gives. Throws ConfigError where it reads columns that there are not. */
async function describe({ database }: StageContext, { statement, place }: ResolvedSelect): Promise<Described[]> {
  return await database.rows<Described>(sql`select column_name, column_type from (describe ${statement})`).catch((error: unknown) => {
    throw new ConfigError(firstLine(error), place(0), 'correct the SELECT; docs/tables.md lists the tables of a run')
  })
}

const whole = /^(?:U?(?:TINY|SMALL|BIG|HUGE)INT|U?INTEGER)$/u

/** A column as the exhibit holds it: whole numbers as BIGINT, amounts as DECIMAL, all else as text. */
function typed(name: string, kind: ExhibitColumn['kind'], described: readonly Described[], select: ResolvedSelect): Sql {
  const found = described.find(({ column_name: one }) => one.toLowerCase() === name.toLowerCase())
  if (found === undefined) throw new ConfigError(`the SELECT gives no column "${name}"`, select.place(0), `its columns: ${described.map(({ column_name: one }) => one).join(', ')}`)
  const { column_type: type } = found
  const column = id(found.column_name)
  if (named({ name, kind } as ExhibitColumn)) return sql`cast(${column} as varchar) as ${id(name)}`
  if (whole.test(type) && kind !== 'amount') return sql`cast(${column} as bigint) as ${id(name)}`
  if (kind !== 'count' && (whole.test(type) || type.startsWith('DECIMAL'))) return sql`cast(${column} as decimal(38, 4)) as ${id(name)}`
  throw new ConfigError(`"${name}" is of type ${type}, and a ${kind} is ${kind === 'count' ? 'a whole number' : 'a whole number or a decimal'}`, select.place(0), `cast it in the SELECT: cast(… as ${kind === 'count' ? 'bigint' : 'decimal(38, 4)'})`)
}

/** Columns of the table of an exhibit: those shown, then the denominators that are not. */
function columnsOf({ config, select }: PlanExhibit, described: readonly Described[]): Sql {
  const shown = config.columns.map(({ name, kind }) => typed(name, kind, described, select))
  const names = new Set(config.columns.map(({ name }) => name))
  const hidden = [...new Set(config.columns.flatMap(({ denominator }) => denominator ?? []))].filter((name) => !names.has(name))
  return joinSql([...shown, ...hidden.map((name) => typed(name, 'share', described, select))])
}

/** Throws ConfigError where a figure of an exhibit is not the number of the rows that it leads to. */
async function requireRows({ database }: StageContext, exhibit: PlanExhibit, column: string, select: ResolvedSelect): Promise<void> {
  const keys = exhibit.config.columns.filter(named).map(({ name }) => name)
  const [made, rows] = [id(tableOf('exhibit', exhibit)), id(rowsTable(exhibit, column))]
  const same = joinSql(keys.map((key) => sql`cast(r.${id(key)} as varchar) is not distinct from e.${id(key)}`), sql` and `)
  const wrong = await database.rows<{ place: number; stated: string; counted: number }>(sql`
    select place, cast(e.${id(column)} as varchar) as stated, (select count(*) from ${rows} r where ${same}) as counted from ${made} e
    where coalesce(e.${id(column)}, 0) <> (select count(*) from ${rows} r where ${same}) order by place limit 1`)
  const [first] = wrong
  if (first !== undefined) throw new ConfigError(`row ${first.place} of the exhibit ${exhibit.config.name} counts ${first.stated} in "${column}", and its rows are ${first.counted}`, select.place(0), 'let sql count the rows of the table that rows makes, once each')
  const { n } = await database.row<{ n: number }>(sql`select count(*) as n from ${rows} r where not exists (select 1 from ${made} e where ${same})`)
  if (n > 0) throw new ConfigError(`${n} rows of "${column}" are in no row of the exhibit ${exhibit.config.name}`, select.place(0), 'leave them out of rows, or let sql give a row for them')
}

function rowsSpec(exhibit: PlanExhibit, column: string, select: ResolvedSelect): TableSpec {
  return {
    table: rowsTable(exhibit, column),
    file: 'exhibit_rows',
    reads: [...new Set(select.reads.map(({ table }) => table))],
    slots: async (context) => {
      const described = await describe(context, select)
      for (const key of exhibit.config.columns.filter(named)) typed(key.name, key.kind, described, select)
      return { select: select.statement }
    },
  }
}

/** Tables of the exhibits: the rows of each column that names them, then the exhibit itself. */
export function exhibitTables(exhibits: readonly PlanExhibit[]): TableSpec[] {
  return exhibits.flatMap((exhibit): TableSpec[] => {
    const { select, rows } = exhibit
    const table = tableOf('exhibit', exhibit)
    const counted = [...rows]
    return [
      ...counted.map(([column, own]) => rowsSpec(exhibit, column, own)),
      {
        table,
        file: 'exhibit',
        reads: [...new Set([...select.reads.map((read) => read.table), ...counted.map(([column]) => rowsTable(exhibit, column))])],
        order: ['place'],
        code: async (context) => {
          const made = template('analyse', 'exhibit', { columns: columnsOf(exhibit, await describe(context, select)), select: select.statement })
          context.saveSql(table, made)
          await context.database.run(sql`create table ${id(table)} as ${made}`)
          for (const [column, own] of counted) await requireRows(context, exhibit, column, own)
        },
      },
    ]
  })
}
