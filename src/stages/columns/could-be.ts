import { id, joinSql, sql, type Sql, unionAll } from '../../engine/sql.js'
import { dateFormats } from '../../text/dates.js'
import { countryCode, genderCode, stateCode } from '../../text/places.js'
import type { Column } from './column.js'
import { countedByLayout, dayIn, layoutKinds, mainKind, validSsn, vocabularies, type Kind } from './kinds.js'
import { sumIf, type Work } from './work.js'

/** What a column mostly is, and the formats of its dates, most first. */
export interface CouldBe {
  readonly kind: Kind | 'text'
  readonly formats: readonly string[]
}

interface Counted {
  readonly kind: string
  readonly layout: string | null
  readonly cells: number
  readonly valid: number
}

type Counts = Readonly<Record<string, number>>

/** Values beyond which a column is not looked up in closed vocabularies. */
const fewDistinct = 5_000
const mostFormats = 8

const codes = { gender: genderCode, state: stateCode, country: countryCode } as const

/** Makes the vocabularies known to SQL. */
export function registerVocabularies({ database }: Work): void {
  for (const kind of vocabularies) database.registerText(`${kind}_of`, (value) => codes[kind](value) || null)
}

const validOf = (kind: string): Sql | undefined =>
  kind === 'ssn' ? validSsn(sql`cell`) : kind === 'a_number' ? sql`er_a_number(cell) is not null` : kind === 'phone' ? sql`not er_one_character(er_digits(cell))` : undefined

/** Dates of each format that the layouts allow, and identifiers of which the digits must be right too: worked out value by value. */
function byValue({ no }: Column, counts: Counts, distinct: number): Sql[] {
  const from = sql`from cell_value where column_no = ${no}`
  const row = (kind: string, layout: string | null, cells: Sql, valid: Sql): Sql => sql`select ${no} as column_no, ${kind} as kind, cast(${layout} as varchar) as layout, ${cells} as cells, ${valid} as valid ${from}`
  const formats = dateFormats
    .map((format, index) => ({ format, cells: counts[`d${index}`] ?? 0 }))
    .filter(({ cells }) => cells > 0)
    .toSorted((a, b) => b.cells - a.cells)
    .slice(0, mostFormats)
  const dates = formats.map(({ format, cells }) => row('date', format, sql`cast(${cells} as bigint)`, sumIf(sql`${dayIn(format, sql`cell`)} is not null`)))
  const identifiers = layoutKinds.flatMap((kind) => {
    const valid = validOf(kind)
    const cells = counts[kind] ?? 0
    return valid === undefined || cells === 0 ? [] : [row(kind, null, sql`cast(${cells} as bigint)`, sumIf(valid))]
  })
  const words = distinct > fewDistinct ? [] : vocabularies.map((kind) => row(kind, null, sumIf(sql`${id(`${kind}_of`)}(cell) is not null`), sumIf(sql`${id(`${kind}_of`)}(cell) is not null`)))
  return [...dates, ...identifiers, ...words]
}

const undivided = /^(?:%[A-Za-z])+$/

/** Formats of dates, those of most cells first; digits alone only where nine in ten of the column are dates. */
function formatsOf(found: readonly Counted[], filled: number, preferred: string): string[] {
  const dates = found.filter(({ kind, layout, valid }) => kind === 'date' && valid * 100 >= filled && (!undivided.test(layout ?? '') || valid * 10 >= filled * 9))
  const rank = ({ layout }: Counted): number => (layout === preferred ? -1 : dateFormats.indexOf(layout ?? ''))
  return dates.toSorted((a, b) => b.valid - a.valid || rank(a) - rank(b)).map(({ layout }) => layout ?? '')
}

/** What the cells of some columns could be, by layout and value: into `found_kind` and `found_main`. */
export async function countKinds(work: Work, columns: readonly Column[]): Promise<Map<number, CouldBe>> {
  const { database } = work
  const layouts = await database.rows<Counts & { column_no: number }>(countedByLayout)
  const sizes = await database.rows<{ column_no: number; filled: number; distinct_values: number }>(sql`select column_no, filled, distinct_values from found_count where column_no in (${joinSql(columns.map(({ no }) => sql`${no}`))})`)
  const sizeOf = new Map(sizes.map((size) => [size.column_no, size]))
  const countsOf = new Map(layouts.map((counts) => [counts.column_no, counts]))
  const asked = columns.flatMap((column) => {
    const counts = countsOf.get(column.no)
    return counts === undefined ? [] : byValue(column, counts, sizeOf.get(column.no)?.distinct_values ?? 0)
  })
  const byValues = asked.length === 0 ? [] : await database.rows<Counted & { column_no: number }>(joinSql(asked, unionAll))
  const couldBe = new Map<number, CouldBe>()
  const rows: Sql[] = []
  for (const column of columns) {
    const { no, type, layout } = column
    const counts = countsOf.get(no)
    const filled = sizeOf.get(no)?.filled ?? 0
    const own = byValues.filter(({ column_no: of }) => of === no)
    const others = layoutKinds.filter((kind) => !own.some((one) => one.kind === kind)).map((kind): Counted => ({ kind, layout: null, cells: counts?.[kind] ?? 0, valid: counts?.[kind] ?? 0 }))
    const found = [...own, ...others].filter(({ kind, cells, valid }) => (kind === 'date' ? valid : cells) > 0)
    const formats = formatsOf(found, filled, layout)
    const most = new Map(found.filter(({ kind }) => kind !== 'date').map(({ kind, cells }) => [kind, cells]))
    const dates = found.filter(({ kind, layout: format }) => kind === 'date' && formats.includes(format ?? '')).reduce((sum, { valid }) => Math.max(sum, valid), 0)
    const kind = mainKind(type, filled, new Map([...most, ['date', dates]]))
    couldBe.set(no, { kind, formats })
    rows.push(...found.map((one) => sql`(cast(${no} as integer), ${one.kind}, cast(${one.layout} as varchar), cast(${one.cells} as bigint), cast(${one.valid} as bigint))`))
  }
  if (rows.length > 0) await work.fill('found_kind', [sql`select * from (values ${joinSql(rows)})`])
  await work.fill('found_main', [sql`select * from (values ${joinSql([...couldBe].map(([no, { kind }]) => sql`(cast(${no} as integer), ${kind})`))})`])
  return couldBe
}
