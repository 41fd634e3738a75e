import type { FieldType } from '../../config/words.js'
import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import { dateOrText, layoutIn } from '../formats.js'
import type { Plan, PlanExtract, PlanSystem } from '../plan.js'
import { recordsOf } from './keys.js'

/** A field that is compared between extracts. */
export interface ComparedField {
  readonly name: string
  readonly type: FieldType
  readonly tolerance?: string
  /** The cell of `r`, as the source wrote it. */
  readonly cell: Sql
}

/** What is compared at one grain of a system: the fields of its rows, or date and amount of its units. */
export interface Compared {
  readonly system: PlanSystem
  readonly grain: 'row' | 'unit'
  /** Ends the names of its tables. */
  readonly suffix: string
  readonly fields: readonly ComparedField[]
  /** Usable rows `r` of one extract, with source_system and record_key. */
  readonly rows: (seq: number) => Sql
  /** Whether an extract delivers the field. */
  readonly delivers: (seq: number, field: string) => boolean
}

const fieldOf = (system: PlanSystem, name: string, cell: Sql): ComparedField => {
  const { type = 'text', tolerance } = system.config.fields[name] ?? {}
  return { name, type, cell, ...(tolerance === undefined ? {} : { tolerance }) }
}

const extractAt = (system: PlanSystem, seq: number): PlanExtract | undefined => system.extracts.find((extract) => extract.seq === seq)
const has = (extract: PlanExtract | undefined, field: string): boolean => (extract?.positions[field] ?? null) !== null

function comparedRows(system: PlanSystem): Compared {
  const table = id(recordsOf(system))
  return {
    system, grain: 'row', suffix: system.suffix,
    fields: system.fields.filter((field) => !system.key.includes(field)).map((field) => fieldOf(system, field, sql`r.${id(field)}`)),
    rows: (seq) => sql`(select * from ${table} r anti join set_aside s on s.extract_id = r.extract_id and s.source_line = r.source_line where r.extract_seq = ${seq})`,
    delivers: (seq, field) => has(extractAt(system, seq), field),
  }
}

function comparedUnits(system: PlanSystem): Compared {
  const { event_date: event, amount } = system.config
  return {
    system, grain: 'unit', suffix: `${system.suffix}_unit`,
    fields: [
      ...(event === undefined ? [] : [{ ...fieldOf(system, event, sql`r.event_date`), type: 'date' as const }]),
      ...(amount === undefined ? [] : [{ ...fieldOf(system, amount, sql`cast(r.amount as varchar)`), type: 'decimal' as const }]),
    ],
    rows: (seq) => sql`(select * from usable_key where system = ${system.name} and grain = 'unit' and extract_seq = ${seq})`,
    delivers: (seq, field) => has(extractAt(system, seq), field),
  }
}

/** All that is compared between extracts of systems that have several. */
export const comparedOf = (plan: Plan): Compared[] =>
  plan.systems.filter(({ extracts }) => extracts.length > 1).flatMap((system) => {
    const units = comparedUnits(system)
    return [comparedRows(system), ...(system.config.count === undefined || units.fields.length === 0 ? [] : [units])]
  })

/** Names of the columns that hold the cells of a field in the earlier and the later extract; a field's name has no blank. */
export const oldOf = (field: string): Sql => id(`old ${field}`)
export const newOf = (field: string): Sql => id(`new ${field}`)

const numeric: readonly FieldType[] = ['integer', 'decimal']
const coded: readonly FieldType[] = ['ssn', 'a_number', 'receipt_number', 'phone', 'postcode']

export const isNumber = ({ type }: ComparedField): boolean => numeric.includes(type)
export const isDate = ({ type }: ComparedField): boolean => type === 'date'

/** Cell of an extract as a day where its layout reads it so. `extract` is the column that names the extract. */
export function isoOf({ system, grain }: Compared, { name }: ComparedField, cell: Sql, extract: Sql): Sql {
  if (grain === 'unit') return cell
  const layouts = system.extracts.map((one) => layoutIn(system, one, name))
  const [first = '%Y-%m-%d'] = layouts
  if (layouts.every((layout) => layout === first)) return dateOrText(cell, first)
  const cases = system.extracts.map((one, index) => sql`when ${one.id} then ${dateOrText(cell, layouts[index] ?? first)}`)
  return sql`case ${extract} ${joinSql(cases, sql` `)} end`
}

/**
 * The normal form in which two cells are the same value differently written: numbers as numbers, dates as days, codes as their letters and digits, all
 * else without case, accents and surplus blanks.
 */
export function normalForm(compared: Compared, field: ComparedField, cell: Sql, extract: Sql): Sql {
  if (isNumber(field)) return sql`coalesce(cast(er_amount(${cell}) as varchar), er_plain(${cell}))`
  if (isDate(field)) return sql`er_plain(${isoOf(compared, field, cell, extract)})`
  if (coded.includes(field.type)) return sql`coalesce(er_code(${cell}), er_plain(${cell}))`
  return sql`er_plain(${cell})`
}
