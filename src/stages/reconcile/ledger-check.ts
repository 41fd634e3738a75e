import type { Database } from '../../engine/database.js'
import { InputError } from '../../engine/errors.js'
import { id, joinSql, sql, type Sql, unionAll } from '../../engine/sql.js'
import { shapeOf } from '../../text/shape.js'

/** The ledger of corrections of one system. */
export interface Ledger {
  readonly system: string
  /** Fields of the system, which entries may correct. */
  readonly fields: readonly string[]
  /** What errors and outputs call the file. */
  readonly file: string
  readonly path: string
}

/** Field of the entries that speak of a whole row. */
export const rowField = '(row)'

/** Columns that every ledger has. */
export const ledgerColumns = ['key', 'field', 'old', 'new', 'author', 'approver', 'entered_at', 'reason_code', 'evidence'] as const
/** Columns that it may have. */
export const suppliedColumns = ['entry_no', 'prev_hash', 'entry_hash'] as const

/** Refuses a header that lacks a column or has one that no entry's hash would cover. Throws InputError. */
export function checkHeader(header: readonly string[], file: string): void {
  const has = header.map((column) => column.trim().toLowerCase())
  const known: readonly string[] = [...ledgerColumns, ...suppliedColumns]
  const missing = ledgerColumns.filter((column) => !has.includes(column))
  const all = `columns of a ledger: ${ledgerColumns.join(', ')}; it may have ${suppliedColumns.join(', ')}`
  if (missing.length > 0) throw new InputError(`the ledger has no column ${missing.join(', ')}`, { file, line: 1 }, all)
  const strange = has.findIndex((column) => !known.includes(column))
  if (strange >= 0) throw new InputError(`"${header[strange]?.trim()}" is no column of a ledger`, { file, line: 1, column: strange + 1 }, `rename or remove it; ${all}`)
}

interface Check {
  readonly column: string
  readonly broken: Sql
  readonly what: string
  readonly remedy: string
}

const isDay = sql`regexp_full_match(entered_at, '[0-9]{4}-[0-9]{2}-[0-9]{2}([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?')
  and try_cast(left(entered_at, 10) as date) is not null`

const blank = (column: string, remedy: string): Check => ({ column, broken: sql`${id(column)} is null`, what: `${column} is blank`, remedy })
const hash = (column: string): Check => ({
  column, broken: sql`not regexp_full_match(lower(${id(column)}), '[0-9a-f]{64}')`, what: `${column} is no SHA-256 hash`, remedy: 'write its 64 hexadecimal digits, or leave it blank',
})
const control = (column: string): Check => ({
  column, broken: sql`regexp_matches(${id(column)}, '[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x{FEFF}]')`, what: `${column} holds a control character`, remedy: 'write it without',
})

const checksOf = ({ system, fields }: Ledger): Check[] => {
  const allowed = joinSql([...fields, rowField].map((field) => sql`${field}`))
  return [
    blank('key', 'write the key of the row as the run writes it, its parts joined by |'),
    blank('field', `name the field that is corrected, or ${rowField} for a row added or removed`),
    { column: 'field', broken: sql`field not in (${allowed})`, what: `this is no field of ${system}`, remedy: `its fields: ${fields.join(', ')}; or ${rowField}` },
    {
      column: 'new', broken: sql`field = ${rowField} and (new is null or new not in ('added', 'removed'))`,
      what: `an entry of ${rowField} says neither added nor removed`, remedy: 'write added or removed',
    },
    { column: 'old', broken: sql`field = ${rowField} and old is not null`, what: `an entry of ${rowField} has an old value`, remedy: 'leave old blank' },
    ...ledgerColumns.map(control),
    blank('author', 'name who made the correction'),
    blank('entered_at', 'write the day of the entry: YYYY-MM-DD'),
    { column: 'entered_at', broken: sql`not (${isDay})`, what: 'entered_at is no date', remedy: 'write YYYY-MM-DD, with a time where it is known: 2019-03-01T14:30:00Z' },
    {
      column: 'entry_no', broken: sql`entry_no is not null and try_cast(entry_no as bigint) is distinct from position`,
      what: 'entry_no is not the place of the entry', remedy: 'number entries from 1 in the order in which they were made, and leave none out',
    },
    hash('prev_hash'),
    hash('entry_hash'),
  ]
}

/** Throws an InputError for the first entry of `ledger_entry` that cannot be used: line, column and shape, never its text. */
export async function checkEntries(database: Database, ledger: Ledger): Promise<void> {
  const checks = checksOf(ledger)
  const faults = joinSql(
    checks.map(({ column, broken }, place) => sql`select source_line, cast(${place} as integer) as place, cast(${id(column)} as varchar) as cell from ledger_entry where ${broken}`),
    unionAll,
  )
  const [first] = await database.rows<{ line: number; place: number; cell: string | null; entries: number }>(
    sql`select source_line as line, place, cell, (select count(distinct source_line) from (${faults})) as entries from (${faults}) order by line, place limit 1`,
  )
  const check = first === undefined ? undefined : checks[first.place]
  if (first === undefined || check === undefined) return
  const shape = first.cell === null ? '' : ` (its shape: ${shapeOf(first.cell)})`
  const more = first.entries === 1 ? '' : `; ${first.entries - 1} more entries have faults`
  throw new InputError(`${check.what}${shape}${more}`, { file: ledger.file, line: first.line, column: check.column }, check.remedy)
}
