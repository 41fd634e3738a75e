import { id, joinSql, sql, type Sql, unionAll } from '../../engine/sql.js'
import { dateFormats } from '../../text/dates.js'
import { countryCode, genderCode, stateCode } from '../../text/places.js'
import type { Column } from './column.js'
import { countedByLayout, dayIn, layoutKinds, mainKind, validSsn, vocabularies, type Kind, type LayoutKind } from './kinds.js'
import { numbersIn, sumIf, type Work } from './work.js'

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

const isValid: readonly (readonly [kind: LayoutKind, valid: Sql])[] = [
  ['ssn', validSsn(sql`cell`)], ['a_number', sql`er_a_number(cell) is not null`], ['phone', sql`not er_one_character(er_digits(cell))`],
]

/** Formats of dates that the layouts of a column allow, most first. */
const formatsAllowed = (counts: Counts): string[] =>
  dateFormats
    .map((format, index) => ({ format, cells: counts[`d${index}`] ?? 0 }))
    .filter(({ cells }) => cells > 0)
    .toSorted((a, b) => b.cells - a.cells)
    .slice(0, mostFormats)
    .map(({ format }) => format)

interface Sized {
  readonly no: number
  readonly counts: Counts
  readonly distinct: number
}

/** What layout alone does not tell, value by value: days of the calendar, identifiers that can have been given, words of closed vocabularies. */
function byValue(columns: readonly Sized[]): Sql[] {
  const row = (kind: string, layout: string | null, valid: Sql, of: readonly Sized[]): Sql[] =>
    of.length === 0 ? [] : [sql`select column_no, ${kind} as kind, cast(${layout} as varchar) as layout, ${sumIf(valid)} as valid from cell_value where column_no in ${numbersIn(of)} group by column_no`]
  const dates = dateFormats.flatMap((format) => row('date', format, sql`${dayIn(format, sql`cell`)} is not null`, columns.filter(({ counts }) => formatsAllowed(counts).includes(format))))
  const identifiers = isValid.flatMap(([kind, valid]) => row(kind, null, valid, columns.filter(({ counts }) => (counts[kind] ?? 0) > 0)))
  const words = vocabularies.flatMap((kind) => row(kind, null, sql`${id(`${kind}_of`)}(cell) is not null`, columns.filter(({ distinct }) => distinct <= fewDistinct)))
  return [...dates, ...identifiers, ...words]
}

const undivided = /^(?:%[A-Za-z])+$/

/** Formats of dates, those of most cells first; digits alone only where nine in ten of the column are dates. */
function formatsOf(found: readonly Counted[], filled: number, preferred: string): string[] {
  const dates = found.filter(({ kind, layout, valid }) => kind === 'date' && valid * 100 >= filled && (!undivided.test(layout ?? '') || valid * 10 >= filled * 9))
  const rank = ({ layout }: Counted): number => (layout === preferred ? -1 : dateFormats.indexOf(layout ?? ''))
  return dates.toSorted((a, b) => b.valid - a.valid || rank(a) - rank(b)).map(({ layout }) => layout ?? '')
}

/** Dates of columns that are written in several formats: cells that any of them reads. */
async function datesInAny({ database }: Work, formats: ReadonlyMap<number, readonly string[]>): Promise<ReadonlyMap<number, number>> {
  const asked = [...formats].filter(([, several]) => several.length > 1).map(([no, several]) =>
    sql`select ${no} as column_no, ${sumIf(sql`coalesce(${joinSql(several.map((format) => dayIn(format, sql`cell`)))}) is not null`)} as cells from cell_value where column_no = ${no}`)
  const rows = asked.length === 0 ? [] : await database.rows<{ column_no: number; cells: number }>(joinSql(asked, unionAll))
  return new Map(rows.map(({ column_no: no, cells }) => [no, cells]))
}

/** Cells that are written as a kind is; unknown where only a vocabulary tells. */
const writtenSo = (kind: string, format: string | null, counts: Counts | undefined): number | undefined => counts?.[format === null ? kind : `d${dateFormats.indexOf(format)}`]

/** What the cells of some columns could be, by layout and value: into `found_kind` and `found_main`. */
export async function countKinds(work: Work, columns: readonly Column[]): Promise<Map<number, CouldBe>> {
  const { database } = work
  const layouts = await database.rows<Counts & { column_no: number }>(countedByLayout)
  const sizes = await database.rows<{ column_no: number; filled: number; distinct_values: number }>(sql`select column_no, filled, distinct_values from found_count where column_no in ${numbersIn(columns)}`)
  const sizeOf = new Map(sizes.map((size) => [size.column_no, size]))
  const countsOf = new Map(layouts.map((counts) => [counts.column_no, counts]))
  const sized = columns.flatMap(({ no }): Sized[] => {
    const counts = countsOf.get(no)
    return counts === undefined ? [] : [{ no, counts, distinct: sizeOf.get(no)?.distinct_values ?? 0 }]
  })
  const asked = byValue(sized)
  const byValues = asked.length === 0 ? [] : await database.rows<Omit<Counted, 'cells'> & { column_no: number }>(joinSql(asked, unionAll))
  const found = new Map(columns.map(({ no }) => {
    const counts = countsOf.get(no)
    const own = byValues.filter(({ column_no: of }) => of === no).map(({ kind, layout, valid }): Counted => ({ kind, layout, valid, cells: writtenSo(kind, layout, counts) ?? valid }))
    const others = layoutKinds.filter((kind) => !own.some((one) => one.kind === kind)).map((kind): Counted => ({ kind, layout: null, cells: counts?.[kind] ?? 0, valid: counts?.[kind] ?? 0 }))
    return [no, [...own, ...others].filter(({ kind, cells, valid }) => (kind === 'date' ? valid : cells) > 0)]
  }))
  const filledOf = (no: number): number => sizeOf.get(no)?.filled ?? 0
  const formats = new Map(columns.map(({ no, layout }) => [no, formatsOf(found.get(no) ?? [], filledOf(no), layout)]))
  const inAny = await datesInAny(work, formats)
  const couldBe = new Map(columns.map(({ no, type }): [number, CouldBe] => {
    const own = found.get(no) ?? []
    const [first] = formats.get(no) ?? []
    const most = own.filter(({ kind }) => kind !== 'date').map(({ kind, cells }): [string, number] => [kind, cells])
    const dates = inAny.get(no) ?? own.find(({ kind, layout }) => kind === 'date' && layout === first)?.valid ?? 0
    return [no, { kind: mainKind(type, filledOf(no), new Map([...most, ['date', dates]])), formats: formats.get(no) ?? [] }]
  }))
  const rows = [...found].flatMap(([no, own]) => own.map((one) => sql`(cast(${no} as integer), ${one.kind}, cast(${one.layout} as varchar), cast(${one.cells} as bigint), cast(${one.valid} as bigint))`))
  if (rows.length > 0) await work.fill('found_kind', [sql`select * from (values ${joinSql(rows)})`])
  await work.fill('found_main', [sql`select * from (values ${joinSql([...couldBe].map(([no, { kind }]) => sql`(cast(${no} as integer), ${kind})`))})`])
  return couldBe
}
