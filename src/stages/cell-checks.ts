import type { FieldType } from '../config/words.js'
import { id, joinSql, sql, trustedFile, type Sql } from '../engine/sql.js'

/** A cell and what is read of it; a column where many rules look at it, so that it is read once. */
export interface CellReading {
  readonly cell: Sql
  /** Lower case without blanks around, where it is short enough and may begin as one of a few words does: those from f to x. */
  readonly word: Sql
  readonly digits: Sql
  /** yyyy-mm-dd, where the cell is a date in the layout of its extract. */
  readonly day: Sql
  readonly amount: Sql
}

/** What is read of a cell, worked out where it stands. */
export const readingOf = (cell: Sql, layout: string): CellReading => ({
  cell,
  // No word that is asked for begins before F or after X, or has 8 to 12 letters or more than 13: most cells are left unread.
  word: sql`case when ((strlen(${cell}) <= 7 or strlen(${cell}) = 13) and ${cell} >= 'F' and ${cell} < 'y') or ${cell} < '!' or ${cell} like '% ' then lower(trim(${cell})) end`,
  digits: sql`er_digits(${cell})`,
  day: layout === '%Y-%m-%d' ? sql`case when cast(try_cast(${cell} as date) as varchar) = ${cell} then ${cell} else er_date(${cell}, ${layout}) end` : sql`er_date(${cell}, ${layout})`,
  amount: sql`er_amount(${cell})`,
})

/** Readings whose parts are columns of `r`, so that each is worked out once however many conditions look at it, and those that were asked for. */
export function readOnce(): { readonly reading: (field: string, reading: CellReading) => CellReading; readonly columns: () => Sql[] } {
  const used = new Map<string, Sql>()
  const column = (what: string, field: string, expression: Sql): Sql => {
    const name = `${what} ${field}`
    used.set(name, expression)
    return sql`r.${id(name)}`
  }
  return {
    reading: (field, reading) => ({
      cell: reading.cell,
      get word() { return column('word', field, reading.word) },
      get digits() { return column('digits', field, reading.digits) },
      get day() { return column('day', field, reading.day) },
      get amount() { return column('amount', field, reading.amount) },
    }),
    columns: () => [...used].map(([name, expression]) => sql`${expression} as ${id(name)}`),
  }
}

const words = ['unknown', 'unk', 'fnu', 'lnu', 'nmn', 'n/a', 'na', 'none', 'null', 'xxx', 'test', 'tk tk', 'not available']
// Written out, a list is a constant that is looked through; bound it is made for each cell, and an IN of so many would be a join of the whole table for each column.
const wordList = trustedFile([words.map((word) => `'${word}'`).join(', ')])

/** Days that are written for a date that is not known. */
export const noDays: Sql = sql`('1900-01-01', '0001-01-01', '9999-12-31')`

/** Whether a cell stands for "unknown", by what its field holds. A word that is declared as one of the field's values is a value. */
export function placeholder(type: FieldType, { cell, word, day, digits }: CellReading, values: readonly string[] = []): Sql {
  const declared = isListed(cell, values.some((value) => words.includes(value.toLowerCase())) ? values : undefined)
  const told = sql`list_contains([${wordList}], ${word})`
  const usual = declared === undefined ? told : sql`(${told} and not ${declared})`
  if (type === 'date') return sql`(coalesce(${usual}, false) or ${day} in ${noDays})`
  if (type === 'ssn') return sql`(coalesce(${usual}, false) or (length(${digits}) = 9 and er_no_ssn(${digits})))`
  if (type === 'a_number' || type === 'phone') return sql`(coalesce(${usual}, false) or er_one_character(${digits}))`
  return sql`coalesce(${usual}, false)`
}

/** Whether a cell is what its field's name says; null where the type promises nothing. */
export function conforms(type: FieldType, { cell, word, day, digits, amount }: CellReading): Sql {
  // Patterns stand in the text: one that is bound is compiled anew for each row.
  const trimmed = sql`trim(${cell})`
  switch (type) {
    case 'date':
      return sql`${day} is not null`
    case 'integer':
      return sql`regexp_full_match(${trimmed}, '[-+]?[0-9]+')`
    case 'decimal':
      // A cast to decimal(38, 6) takes hundreds of times as long as one to 18 digits: only what does not fit is cast so.
      return sql`case when ${amount} is not null then true else try_cast(${cell} as decimal(38, 6)) is not null end`
    case 'ssn':
      return sql`(length(${digits}) = 9 and left(${digits}, 3) not in ('000', '666') and left(${digits}, 1) <> '9' and substr(${digits}, 4, 2) <> '00' and right(${digits}, 4) <> '0000')`
    case 'a_number':
      return sql`(length(${digits}) between 7 and 9 and not er_one_character(${digits}))`
    case 'receipt_number':
      return sql`regexp_full_match(${trimmed}, '[A-Za-z]{3}[0-9]{10}')`
    case 'email':
      return sql`regexp_full_match(${trimmed}, '[^@ ]+@[^@ ]+[.][^@ ]+')`
    case 'name':
      return sql`case when ${cell} >= 'A' then true else regexp_matches(${cell}, '[^0-9 ]') end`
    case 'phone':
      return sql`length(${digits}) between 7 and 15`
    case 'gender':
      return sql`coalesce(${word} in ('f', 'm', 'x', 'female', 'male', 'woman', 'man', 'other'), false)`
    case 'postcode':
      return sql`regexp_full_match(${trimmed}, '[0-9A-Za-z][0-9A-Za-z -]{2,9}')`
    default:
      return sql`true`
  }
}

/** Whether a cell is one of the values that may occur; nothing where the list is open. */
export const isListed = (cell: Sql, values: readonly string[] | undefined): Sql | undefined =>
  values === undefined ? undefined : sql`trim(${cell}) in (${joinSql(values.map((value) => sql`${value}`))})`
