import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import { dateFormats } from '../../text/dates.js'

/** What cells can be by their layout alone: letters are A and a, digits 9, the pattern whole; in the words of field types. */
const byLayout = {
  integer: '[-+]?9+',
  decimal: '[-+(]?[$a]?(9{1,3}(,9{3})+|9+)([.]9*)?[-)]?|[-+]?[.]9+',
  ssn: '9{3}-9{2}-9{4}|9{3} 9{2} 9{4}|9{9}',
  a_number: '[Aa]?[-# ]?9{7,9}|[Aa][- ]?9{2,3}[- ]9{3}[- ]9{3}',
  receipt_number: '[Aa]{3}-?9{10}',
  postcode: '9{5}(-?9{4})?',
  phone: '([+]?9{1,3}[ .-]?)?([(]9{3}[)] ?|9{3}[ .-]?)9{3}[ .-]?9{4}( ?x ?9+)?|[+]9[9 ().-]{6,17}',
  email: '[^@ ]+@[^@ ]+[.][^@ ]+',
  name: "[Aa]([Aa .,'-]*[Aa.])?",
} as const

/** What cells can be by a closed vocabulary. */
export const vocabularies = ['gender', 'state', 'country'] as const

export type LayoutKind = keyof typeof byLayout
export type Kind = LayoutKind | (typeof vocabularies)[number] | 'date'

export const layoutKinds: readonly LayoutKind[] = ['integer', 'decimal', 'ssn', 'a_number', 'receipt_number', 'postcode', 'phone', 'email', 'name']

type Parts = Readonly<Record<string, string>>
const inLayouts: Parts = { digit: '9', letters: '[Aa]', T: 'A', Z: 'A' }
const inCells: Parts = { digit: '[0-9]', letters: '[A-Za-z]', T: 'T', Z: 'Z' }

/** A date format as a pattern of layouts, or of cells; dates without separators have all their digits. */
export function datePattern(format: string, of: 'layouts' | 'cells'): string {
  const { digit = '', letters = '', T = '', Z = '' } = of === 'layouts' ? inLayouts : inCells
  const oneOrTwo = `${digit}${/^(?:%[A-Za-z])+$/.test(format) ? '{2}' : '{1,2}'}`
  const parts: Parts = {
    '%Y': `${digit}{4}`, '%y': `${digit}{2}`, '%m': oneOrTwo, '%d': oneOrTwo, '%b': `${letters}{3}`, '%B': `${letters}{3,9}`, '%H': oneOrTwo, '%I': oneOrTwo, '%M': `${digit}{2}`,
    '%S': `${digit}{2}`, '%p': `${letters}{2}`, '%f': `${digit}{1,6}`, '%z': `[+-]${digit}{2}(:?${digit}{2})?`, '.': '[.]', T, Z,
  }
  return format.replaceAll(/%[A-Za-z]|[.TZ]/g, (part) => parts[part] ?? part)
}

const sumWhere = (pattern: string): Sql => sql`coalesce(cast(sum(cells) filter (where regexp_full_match(trim(shape), ${pattern})) as bigint), 0)`

/** One row a column: of its layouts, how many cells could be of each kind, and dates of each format, `d0`, `d1`, … */
export const countedByLayout: Sql = sql`
  select column_no, ${joinSql([
    ...layoutKinds.map((kind) => sql`${sumWhere(byLayout[kind])} as ${id(kind)}`),
    ...dateFormats.map((format, index) => sql`${sumWhere(datePattern(format, 'layouts'))} as ${id(`d${index}`)}`),
  ])}
  from cell_shape group by column_no`

/** A cell as a day, where it is one in the format; eight digits only in years that a living person's papers show. */
export function dayIn(format: string, cell: Sql): Sql {
  const day = sql`cast(try_strptime(trim(${cell}), ${format}) as date)`
  const read = sql`case when regexp_full_match(trim(${cell}), ${datePattern(format, 'cells')}) then ${day} end`
  return /^(?:%[A-Za-z])+$/.test(format) ? sql`case when year(${read}) between 1850 and 2100 then ${read} end` : read
}

/** Nine digits that the Social Security Administration can have given. */
export const validSsn = (cell: Sql): Sql => sql`(er_ssn(${cell}) is not null and left(er_digits(${cell}), 3) not in ('000', '666') and left(er_digits(${cell}), 1) <> '9'
  and substr(er_digits(${cell}), 4, 2) <> '00' and right(er_digits(${cell}), 4) <> '0000')`

const clear: readonly Kind[] = ['email', 'receipt_number', 'date', 'gender', 'state', 'country']
/** Kinds whose layout, without its separators, is that of any number. */
const likeNumbers: readonly Kind[] = ['ssn', 'a_number', 'phone']
const mostly = 0.9
const half = 0.5

/**
 * What a column mostly is: at least nine in ten of its cells, and half of them for what its field is said to be, which comes first; a run of digits
 * alone is a number. `text` where nothing fits.
 */
export function mainKind(type: string, filled: number, counts: ReadonlyMap<string, number>): Kind | 'text' {
  if (filled === 0) return 'text'
  const holds = (kind: Kind, least = mostly): boolean => (counts.get(kind) ?? 0) >= filled * least
  const kinds: readonly Kind[] = [...layoutKinds, ...vocabularies, 'date']
  const said = kinds.find((kind) => kind === type)
  if (said !== undefined && holds(said, half)) return said
  const bare = (counts.get('decimal') ?? 0) * 2 >= filled
  return [...clear, ...(bare ? [] : likeNumbers), 'integer' as const, 'decimal' as const, 'name' as const].find((kind) => holds(kind)) ?? 'text'
}
