import type { FieldType } from '../../config/words.js'
import { joinSql, sql, type Sql } from '../../engine/sql.js'
import { noDays, type CellReading } from '../cell-checks.js'

/** Service centres and systems of USCIS whose letters begin a receipt number. */
const receiptOffices: Sql = sql`('EAC', 'VSC', 'WAC', 'CSC', 'LIN', 'NSC', 'SRC', 'TSC', 'MSC', 'NBC', 'YSC', 'PSC', 'IOE')`

const reasons = (cases: readonly (readonly [when: Sql, why: Sql])[]): Sql => sql`case ${joinSql(cases.map(([when, why]) => sql`when ${when} then ${why}`), sql` `)} end`

/** Why a cell is no social security number as they are issued; null where it may be one. */
export function whyNoSsn({ digits }: CellReading): Sql {
  return reasons([
    [sql`length(${digits}) <> 9`, sql`concat('has ', length(${digits}), ' digits instead of 9')`],
    [sql`er_one_character(${digits})`, sql`'is one digit nine times'`],
    [sql`left(${digits}, 3) in ('000', '666')`, sql`concat('begins with ', left(${digits}, 3), ', which is not issued')`],
    [sql`left(${digits}, 1) = '9'`, sql`'begins with 9, which is no social security number'`],
    [sql`substr(${digits}, 4, 2) = '00'`, sql`'has the group 00, which is not issued'`],
    [sql`right(${digits}, 4) = '0000'`, sql`'has the serial 0000, which is not issued'`],
    [sql`er_no_ssn(${digits})`, sql`'is a number from an advertisement or a sequence'`],
  ])
}

/** Why a cell is no alien registration number. */
export function whyNoANumber({ digits }: CellReading): Sql {
  return reasons([
    [sql`length(${digits}) not between 7 and 9`, sql`concat('has ', length(${digits}), ' digits instead of 7 to 9')`],
    [sql`er_one_character(${digits})`, sql`'is one digit again and again'`],
  ])
}

/** Why a cell is no receipt number. */
export const whyNoReceipt = ({ cell }: CellReading): Sql =>
  reasons([
    [sql`not regexp_full_match(er_code(${cell}), '[A-Z]{3}[0-9]{10}')`, sql`'is not three letters and ten digits'`],
    [sql`left(er_code(${cell}), 3) not in ${receiptOffices}`, sql`concat('begins with ', left(er_code(${cell}), 3), ', which is no office that gives receipts')`],
    [sql`er_one_character(right(er_code(${cell}), 10))`, sql`'is one digit ten times'`],
  ])

/** Why a date of birth is none, or not plausible on the day that the row speaks of. */
export function whyNoBirth({ day }: CellReading, onDay: Sql, asOf: string, ages: { readonly min: number; readonly max: number }): Sql {
  const age = sql`date_sub('year', try_cast(${day} as date), ${onDay})`
  return reasons([
    [sql`${day} is null`, sql`'is no date as the extract writes them'`],
    [sql`${day} in ${noDays}`, sql`'is written for a date that is not known'`],
    ...(asOf === '' ? [] : [[sql`${day} > ${asOf}`, sql`'lies in the future'`] as const]),
    [sql`try_cast(${day} as date) > ${onDay}`, sql`'lies after the event'`],
    [sql`${age} > ${ages.max}`, sql`concat('would make the person ', ${age}, ' years old')`],
    [sql`${age} < ${ages.min}`, sql`concat('would make the person ', ${age}, ' years old')`],
  ])
}

/** What a cell of a type holds, as the end of "holds no …". */
export const typeNouns: Readonly<Partial<Record<FieldType, string>>> = {
  date: 'date as the extract writes them', integer: 'whole number', decimal: 'number', ssn: 'social security number', a_number: 'alien registration number',
  receipt_number: 'receipt number', email: 'e-mail address', name: 'name', phone: 'telephone number', gender: 'gender', postcode: 'postcode',
}

/** Why a cell does not conform to its type, once it is known that it does not. */
export function whyNotConforming(type: FieldType, reading: CellReading): Sql {
  const noun = typeNouns[type]
  if (type === 'ssn') return sql`coalesce(${whyNoSsn(reading)}, 'is no social security number')`
  if (type === 'a_number') return sql`coalesce(${whyNoANumber(reading)}, 'is no alien registration number')`
  return noun === undefined ? sql`'is not what the field is for'` : sql`${`is no ${noun}`}`
}

/** The listed value that is nearest to a cell, where one is near; the first in order of the alphabet among equals. */
export function nearestListed(cell: Sql, values: readonly string[]): Sql {
  const listed = joinSql(values.map((value) => sql`(${value})`))
  const written = sql`lower(left(trim(${cell}), 60))`
  const edits = sql`damerau_levenshtein(${written}, lower(v.value))`
  return sql`(select v.value from (values ${listed}) v(value) where ${edits} <= greatest(2, (greatest(length(${written}), length(v.value)) + 1) // 2) order by ${edits}, v.value limit 1)`
}
