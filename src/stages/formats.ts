import { id, joinSql, sql, type Sql } from '../engine/sql.js'
import type { PlanExtract, PlanSystem } from './plan.js'

/** Layout of a date field in one extract, as strptime reads it. */
export const layoutIn = (system: PlanSystem, extract: PlanExtract, field: string): string =>
  extract.config.formats[field] ?? system.config.fields[field]?.format ?? '%Y-%m-%d'

/** A cell as yyyy-mm-dd where it is a date in the layout, else its text. */
export const dateOrText = (cell: Sql, layout: string): Sql => (layout === '%Y-%m-%d' ? sql`er_iso_or_text(${cell})` : sql`er_date_or_text(${cell}, ${layout})`)

/**
 * A date cell of `r`, a row of source_records, as yyyy-mm-dd; the text itself where it is no date in the layout that its extract declares.
 */
export function dateInExtract(system: PlanSystem, field: string): Sql {
  const cell = sql`r.${id(field)}`
  const read = (layout: string): Sql => dateOrText(cell, layout)
  const layouts = system.extracts.map((extract) => layoutIn(system, extract, field))
  const [first = '%Y-%m-%d'] = layouts
  if (layouts.every((layout) => layout === first)) return read(first)
  const cases = system.extracts.map((extract, index) => sql`when ${extract.seq} then ${read(layouts[index] ?? first)}`)
  return sql`case r.extract_seq ${joinSql(cases, sql` `)} end`
}
