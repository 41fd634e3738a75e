import { id, joinSql, sql, type Sql, unionAll } from '../../engine/sql.js'
import { tableOf } from '../plan.js'
import type { Column } from './column.js'
import type { CouldBe } from './could-be.js'
import { dayIn } from './kinds.js'

const mostDates = 12

const none = sql`select null::varchar as system, null::varchar as extract_id, null::varchar as first_field, null::varchar as second_field,
  0::bigint as both, 0::bigint as earlier, 0::bigint as same, 0::bigint as later where false`

interface Dated {
  readonly column: Column
  readonly formats: readonly string[]
}

function ordersOf(dated: readonly Dated[]): Sql[] {
  const [first] = dated
  if (first === undefined || dated.length < 2) return []
  const { system, extract } = first.column
  const day = ({ column, formats }: Dated, index: number): Sql => sql`coalesce(${joinSql(formats.map((format) => dayIn(format, id(column.field))))}, null) as ${id(`day_${index}`)}`
  const pairs = dated.flatMap((_, a) => dated.slice(a + 1).map((__, after) => [a, a + 1 + after] as const))
  const counts = pairs.map(([a, b], at) => {
    const [left, right] = [id(`day_${a}`), id(`day_${b}`)]
    return sql`count(*) filter (where ${left} < ${right}) as ${id(`earlier_${at}`)}, count(*) filter (where ${left} = ${right}) as ${id(`same_${at}`)}, count(*) filter (where ${left} > ${right}) as ${id(`later_${at}`)}`
  })
  const rows = pairs.map(([a, b], at) => {
    const [earlier, same, later] = [id(`earlier_${at}`), id(`same_${at}`), id(`later_${at}`)]
    return sql`(${dated[a]?.column.field ?? ''}, ${dated[b]?.column.field ?? ''}, ${earlier} + ${same} + ${later}, ${earlier}, ${same}, ${later})`
  })
  return [sql`
  select ${system.name}, ${extract.id}, p.* from (
    select ${joinSql(counts)} from (select ${joinSql(dated.map(day))} from ${id(tableOf('source_records', system))} where extract_id = ${extract.id})
  ), lateral (values ${joinSql(rows)}) as p`]
}

/** How the dates of each file stand to one another, row by row; of a file with more than a dozen columns of dates, the first dozen. */
export function dateOrders(columns: readonly Column[], couldBe: ReadonlyMap<number, CouldBe>): Sql {
  const extracts = [...new Set(columns.map(({ extract }) => extract))]
  const parts = extracts.flatMap((extract) => {
    const dated = columns.flatMap((column): Dated[] => {
      const { kind, formats } = couldBe.get(column.no) ?? { kind: 'text', formats: [] }
      return column.extract === extract && kind === 'date' && formats.length > 0 ? [{ column, formats }] : []
    })
    return ordersOf(dated.slice(0, mostDates))
  })
  return joinSql([none, ...parts], unionAll)
}
