import type { Side, TypedComparison } from '../../config/condition.js'
import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import { readingOf, type CellReading } from '../cell-checks.js'
import { layoutIn } from '../formats.js'
import type { PlanExtract, PlanSystem } from '../plan.js'

/** A field of `r`, a row of source_records. */
export const cellOf = (field: string): Sql => sql`r.${id(field)}`

/** What is read of a field of `r`. */
export type ReadField = (field: string) => CellReading

/** Reads fields where they stand. */
export const readsOf = (system: PlanSystem, extract: PlanExtract): ReadField => (field) => readingOf(cellOf(field), layoutIn(system, extract, field))

const signs = { '<=': sql`<=`, '>=': sql`>=`, '<>': sql`<>`, '<': sql`<`, '>': sql`>`, '=': sql`=` } as const

type Compared = Extract<TypedComparison, { kind: 'compare' }>

function sideSql(side: Side, as: Compared['as'], read: ReadField): Sql {
  if (side.kind === 'number') return sql`cast(${side.text} as decimal(18, 4))`
  if (side.kind === 'text') return as === 'number' ? sql`er_amount(${side.text})` : sql`${side.text}`
  const { cell, day, amount } = read(side.name)
  if (as === 'date') return day
  if (as === 'text') return sql`trim(${cell})`
  return side.times === undefined ? amount : sql`(cast(${side.times} as decimal(13, 4)) * ${amount})`
}

/** The two sides of a comparison, each null where it says nothing, and whether it holds. */
export function comparedSql(comparison: Compared, read: ReadField): { readonly left: Sql; readonly right: Sql; readonly holds: Sql } {
  const left = sideSql(comparison.left, comparison.as, read)
  const right = sideSql(comparison.right, comparison.as, read)
  return { left, right, holds: sql`${left} ${signs[comparison.operator]} ${right}` }
}

/** Whether a row meets all of a condition; what is missing meets no comparison. */
export function conditionSql(condition: readonly TypedComparison[], read: ReadField): Sql {
  const all = condition.map((one) => {
    if (one.kind === 'compare') return sql`coalesce(${comparedSql(one, read).holds}, false)`
    return one.missing ? sql`${cellOf(one.field)} is null` : sql`${cellOf(one.field)} is not null`
  })
  return all.length === 0 ? sql`true` : joinSql(all, sql` and `)
}

/** The fields of a condition. */
export const fieldsIn = (condition: readonly TypedComparison[]): string[] =>
  condition.flatMap((one) => (one.kind === 'missing' ? [one.field] : [one.left, one.right].flatMap((side) => (side.kind === 'field' ? [side.name] : []))))
