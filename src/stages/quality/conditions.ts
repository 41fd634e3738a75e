import type { Side, TypedComparison } from '../../config/condition.js'
import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import { layoutIn } from '../formats.js'
import type { PlanExtract, PlanSystem } from '../plan.js'

/** A field of `r`, a row of source_records. */
export const cellOf = (field: string): Sql => sql`r.${id(field)}`

const signs = { '<=': sql`<=`, '>=': sql`>=`, '<>': sql`<>`, '<': sql`<`, '>': sql`>`, '=': sql`=` } as const

type Compared = Extract<TypedComparison, { kind: 'compare' }>

function sideSql(side: Side, as: Compared['as'], system: PlanSystem, extract: PlanExtract): Sql {
  if (side.kind === 'number') return sql`cast(${side.text} as decimal(18, 4))`
  if (side.kind === 'text') return as === 'number' ? sql`er_amount(${side.text})` : sql`${side.text}`
  const cell = cellOf(side.name)
  if (as === 'date') return sql`er_date(${cell}, ${layoutIn(system, extract, side.name)})`
  if (as === 'text') return sql`trim(${cell})`
  return side.times === undefined ? sql`er_amount(${cell})` : sql`(cast(${side.times} as decimal(13, 4)) * er_amount(${cell}))`
}

/** The two sides of a comparison, each null where it says nothing, and whether it holds. */
export function comparedSql(comparison: Compared, system: PlanSystem, extract: PlanExtract): { readonly left: Sql; readonly right: Sql; readonly holds: Sql } {
  const left = sideSql(comparison.left, comparison.as, system, extract)
  const right = sideSql(comparison.right, comparison.as, system, extract)
  return { left, right, holds: sql`${left} ${signs[comparison.operator]} ${right}` }
}

/** Whether a row meets all of a condition; what is missing meets no comparison. */
export function conditionSql(condition: readonly TypedComparison[], system: PlanSystem, extract: PlanExtract): Sql {
  const all = condition.map((one) => {
    if (one.kind === 'compare') return sql`coalesce(${comparedSql(one, system, extract).holds}, false)`
    return one.missing ? sql`${cellOf(one.field)} is null` : sql`${cellOf(one.field)} is not null`
  })
  return all.length === 0 ? sql`true` : joinSql(all, sql` and `)
}

/** The fields of a condition. */
export const fieldsIn = (condition: readonly TypedComparison[]): string[] =>
  condition.flatMap((one) => (one.kind === 'missing' ? [one.field] : [one.left, one.right].flatMap((side) => (side.kind === 'field' ? [side.name] : []))))
