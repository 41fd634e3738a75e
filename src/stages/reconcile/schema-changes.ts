import { id, joinSql, sql, type Sql, unionAll } from '../../engine/sql.js'
import type { Plan, PlanExtract, PlanSystem } from '../plan.js'
import type { TablePart, TableSpec } from '../stage.js'
import { comparedOf, normalForm, type Compared } from './compared.js'
import { recordsOf } from './keys.js'

const columnOf = ({ positions, header }: PlanExtract, field: string): string | undefined => {
  const position = positions[field] ?? null
  return position === null ? undefined : header[position]
}

const none = sql`select null::varchar as system, null::varchar as a, null::varchar as b, null::varchar as change, null::varchar as field, null::varchar as other_field,
  null::bigint as agreeing, null::bigint as compared where false`

const row = (system: PlanSystem, a: PlanExtract, b: PlanExtract, change: string, field: string, other: string | null): Sql =>
  sql`select ${system.name} as system, ${a.id} as a, ${b.id} as b, ${change} as change, ${field} as field, cast(${other} as varchar) as other_field,
    cast(null as bigint) as agreeing, cast(null as bigint) as compared`

/** What is known from the headers alone: fields that came and went, columns whose names the config says are one. */
function declared(system: PlanSystem, a: PlanExtract, b: PlanExtract): Sql[] {
  return system.fields.flatMap((field) => {
    const [before, after] = [columnOf(a, field), columnOf(b, field)]
    if (before === after) return []
    if (before === undefined) return [row(system, a, b, 'came', field, null)]
    if (after === undefined) return [row(system, a, b, 'went', field, null)]
    return [row(system, a, b, 'renamed', before, after)]
  })
}

const mostPairs = 400

/** A field that went and one that came, whose values agree in nine of ten keys that have both, in more than one value. */
function proposed(compared: Compared, a: PlanExtract, b: PlanExtract): Sql[] {
  const { system, fields, rows } = compared
  const went = fields.filter(({ name }) => columnOf(a, name) !== undefined && columnOf(b, name) === undefined)
  const came = fields.filter(({ name }) => columnOf(a, name) === undefined && columnOf(b, name) !== undefined)
  const pairs = went.flatMap((from) => came.map((to) => ({ from, to }))).slice(0, mostPairs)
  if (pairs.length === 0) return []
  const counts = pairs.flatMap(({ from, to }, index) => {
    const [x, y] = [normalForm(compared, from, sql`x.${id(from.name)}`, sql`${a.id}`), normalForm(compared, to, sql`y.${id(to.name)}`, sql`${b.id}`)]
    return [
      sql`count(*) filter (where ${x} is not null and ${y} is not null) as ${id(`compared ${index}`)}`,
      sql`count(*) filter (where ${x} = ${y}) as ${id(`agreeing ${index}`)}`,
      sql`count(distinct case when ${x} = ${y} then ${x} end) as ${id(`values ${index}`)}`,
    ]
  })
  const one = sql`(select ${joinSql(counts)} from ${rows(a.seq)} x join ${rows(b.seq)} y using (source_system, record_key)) n`
  const lines = pairs.map(({ from, to }, index) => sql`(${from.name}, ${to.name}, n.${id(`agreeing ${index}`)}, n.${id(`compared ${index}`)}, n.${id(`values ${index}`)})`)
  return [sql`select ${system.name}, ${a.id}, ${b.id}, 'renamed_proposed', v.field, v.other_field, v.agreeing, v.compared
    from ${one}, lateral (values ${joinSql(lines)}) as v (field, other_field, agreeing, compared, different)
    where v.compared >= 5 and v.different > 1 and v.agreeing * 10 >= v.compared * 9`]
}

/** Columns that came, went or bear another name from one extract to the next. */
export function schemaChange(plan: Plan): TableSpec {
  const compared = comparedOf(plan).filter(({ grain }) => grain === 'row')
  const parts: TablePart[] = compared.flatMap((one) =>
    one.system.extracts.slice(1).map((b, index) => {
      const a = one.system.extracts[index] ?? b
      return { label: `${a.id} and ${b.id}`, slots: { changes: joinSql([none, ...declared(one.system, a, b), ...proposed(one, a, b)], unionAll) } }
    }),
  )
  return {
    table: 'schema_change',
    reads: ['set_aside', ...compared.map(({ system }) => recordsOf(system))],
    parts: () => (parts.length === 0 ? [{ label: 'none', slots: { changes: none } }] : parts),
  }
}
