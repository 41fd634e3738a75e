import type { FieldType } from '../config/words.js'
import { joinSql, sql, type Sql } from '../engine/sql.js'

const words: Sql = sql`('unknown', 'unk', 'fnu', 'lnu', 'nmn', 'n/a', 'na', 'none', 'null', 'xxx', 'test', 'tk tk', 'not available')`

/** Days that are written for a date that is not known. */
export const noDays: Sql = sql`('1900-01-01', '0001-01-01', '9999-12-31')`

/** Whether a cell stands for "unknown", by what its field holds. */
export function placeholder(type: FieldType, cell: Sql, layout: string): Sql {
  const word = sql`lower(trim(${cell})) in ${words}`
  if (type === 'date') return sql`(${word} or er_date(${cell}, ${layout}) in ${noDays})`
  if (type === 'ssn') return sql`(${word} or (length(er_digits(${cell})) = 9 and er_ssn(${cell}) is null))`
  if (type === 'a_number' || type === 'phone') return sql`(${word} or er_one_character(er_digits(${cell})))`
  return word
}

/** Whether a cell is what its field's name says; null where the type promises nothing. */
export function conforms(type: FieldType, cell: Sql, layout: string): Sql {
  const matches = (pattern: string): Sql => sql`regexp_full_match(trim(${cell}), ${pattern})`
  switch (type) {
    case 'date':
      return sql`er_date(${cell}, ${layout}) is not null`
    case 'integer':
      return matches('[-+]?[0-9]+')
    case 'decimal':
      return sql`(try_cast(${cell} as decimal(38, 6)) is not null or er_amount(${cell}) is not null)`
    case 'ssn':
      return sql`(length(er_digits(${cell})) = 9 and left(er_digits(${cell}), 3) not in ('000', '666') and left(er_digits(${cell}), 1) <> '9'
        and substr(er_digits(${cell}), 4, 2) <> '00' and right(er_digits(${cell}), 4) <> '0000')`
    case 'a_number':
      return sql`er_a_number(${cell}) is not null`
    case 'receipt_number':
      return matches('[A-Za-z]{3}[0-9]{10}')
    case 'email':
      return matches('[^@ ]+@[^@ ]+[.][^@ ]+')
    case 'name':
      return sql`regexp_matches(${cell}, '[^0-9 ]')`
    case 'phone':
      return sql`length(er_digits(${cell})) between 7 and 15`
    case 'gender':
      return sql`lower(trim(${cell})) in ('f', 'm', 'x', 'female', 'male', 'woman', 'man', 'other')`
    case 'postcode':
      return matches('[0-9A-Za-z][0-9A-Za-z -]{2,9}')
    default:
      return sql`true`
  }
}

/** Whether a cell is one of the values that may occur; nothing where the list is open. */
export const isListed = (cell: Sql, values: readonly string[] | undefined): Sql | undefined =>
  values === undefined ? undefined : sql`trim(${cell}) in (${joinSql(values.map((value) => sql`${value}`))})`
