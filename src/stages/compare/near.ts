import { id, sql, type Sql } from '../../engine/sql.js'
import type { Near } from '../../model/near.js'

/** A number made of a value of a mention, so that it is seen cheaply how alike two values can be at most; 0 where it is missing or says nothing. */
export interface Sketch {
  readonly name: string
  /** Over the columns of comparand. */
  readonly of: Sql
  /** The one column that it looks at, where it is made once for each value, since making it takes longer than finding it again. */
  readonly once?: string
}

/** What sketches must tell where certain levels below full agreement hold. */
export interface NearLevels {
  readonly sketches: readonly Sketch[]
  readonly near: Near
  /** Labels of the levels; all but full agreement where they are not said, none where the list is empty. */
  readonly levels?: readonly string[]
}

/** Columns whose values recur: what is made of them is made once for each. So is what takes long of e-mail addresses. */
const recurring: ReadonlySet<string> = new Set(['given_name', 'given_canonical', 'given_groups', 'given_sound', 'middle_name', 'family_name', 'family_core', 'family_sound', 'street', 'city', 'email'])

/** A sketch that looks at one column. */
const sketchOf = (name: string, column: string, of: Sql): Sketch => ({ name, of, ...(recurring.has(column) ? { once: column } : {}) })

/** A value as a number: equal values have equal ones. */
export const valueNumber = (column: string, value: Sql = id(column), name = column): Sketch => sketchOf(`${name}_number`, column, sql`er_value_number(${value})`)

/** Whichever of several may hold. */
export function anyOf(...several: readonly NearLevels[]): NearLevels {
  return { sketches: several.flatMap(({ sketches }) => sketches), near: { test: 'any', of: several.map(({ near }) => near) } }
}

/** Both may hold. */
export const bothOf = (one: NearLevels, other: NearLevels): NearLevels => ({ sketches: [...one.sketches, ...other.sketches], near: { test: 'both', of: [one.near, other.near] } })

/** Two values of a column, or made of one and named otherwise, are equal. */
export const sameValue = (column: string, value: Sql = id(column), name = column): NearLevels => {
  const sketch = valueNumber(column, value, name)
  return { sketches: [sketch], near: { test: 'same', left: sketch.name, right: sketch.name } }
}

const ascii = (value: Sql): Sql => sql`strlen(${value}) = length(${value})`

/** Letters of a text; -1 where they are not told. */
const lettersOf = (column: string): Sketch => sketchOf(`${column}_letters`, column, letterBits(id(column)))
const letterBits = (value: Sql): Sql => sql`case when ${value} is null then 0 when ${ascii(value)} then coalesce(nullif(er_letter_bits(${value}), 0), -1) else -1 end`

const lengthOf = (column: string, value: Sql, name = column): Sketch => sketchOf(`${name}_length`, column, sql`coalesce(cast(length(${value}) as integer), 0)`)

/** Two texts may be alike to the given Jaro-Winkler similarity, as far as their letters tell. Those beyond ASCII may be like any other. */
export function alikeLetters(column: string, least: number): NearLevels {
  const [letters, length] = [lettersOf(column), lengthOf(column, id(column))]
  return { sketches: [letters, length], near: { test: 'letters', letters: letters.name, length: length.name, least } }
}

/** Two e-mail addresses may have users that are alike to the given Jaro-Winkler similarity. */
function alikeUsers(column: string, least: number): NearLevels {
  const user = sql`split_part(${id(column)}, '@', 1)`
  const [letters, length] = [sketchOf(`${column}_user_letters`, column, letterBits(user)), lengthOf(column, user, `${column}_user`)]
  return { sketches: [letters, length], near: { test: 'letters', letters: letters.name, length: length.name, least } }
}

/** Numbers that hold the letters of a text, six each, and those of an e-mail address, four characters each. */
const lettersIn = 4
const charactersIn = 12

/** Two texts are alike to the given Jaro-Winkler similarity. Those of more letters than are told, or of other characters, may be where their letters do not tell. */
export function alike(column: string, least: number): NearLevels {
  const value = id(column)
  // A blank takes the place after z.
  const packed = Array.from({ length: lettersIn }, (_, at) =>
    sketchOf(`${column}_letters_${at}`, column, sql`case when regexp_full_match(${value}, ${`[a-z ]{1,${6 * lettersIn}}`}) then er_six_letters(replace(${value}, ' ', '{'), ${6 * at + 1}) else 0 end`))
  return bothOf(alikeLetters(column, least), { sketches: packed, near: { test: 'alike', packed: `${column}_letters_0`, count: lettersIn, least } })
}

/** Characters of e-mail addresses. */
const emailCharacters: readonly Sketch[] = Array.from({ length: charactersIn }, (_, at) =>
  sketchOf(`email_characters_${at}`, 'email', sql`case when ${ascii(id('email'))} and length(email) between 1 and ${4 * charactersIn} then er_four_characters(email, ${4 * at + 1}) else 0 end`))
const emailsAlike = (least: number, end?: number): NearLevels => ({
  sketches: emailCharacters, near: { test: 'characters', packed: 'email_characters_0', count: charactersIn, least, ...(end === undefined ? {} : { end }) },
})

/** Two e-mail addresses may have users that are alike to the given Jaro-Winkler similarity, or be so alike themselves. Those of more characters than are told, or beyond ASCII, may be where their letters do not tell. */
export const alikeEmails = (user: number, whole: number): NearLevels =>
  anyOf(bothOf(alikeUsers('email', user), emailsAlike(user, '@'.charCodeAt(0))), bothOf(alikeLetters('email', whole), emailsAlike(whole)))

/** Two texts may be so many edits apart. */
export function editsApart(column: string, edits: number): NearLevels {
  const [letters, length] = [lettersOf(column), lengthOf(column, id(column))]
  return { sketches: [letters, length], near: { test: 'edits', letters: letters.name, length: length.name, edits } }
}

/** Two e-mail addresses may be so many edits apart. */
export function emailEdits(edits: number): NearLevels {
  const byLetters = editsApart('email', edits)
  return bothOf(byLetters, { sketches: emailCharacters, near: { test: 'edited', packed: 'email_characters_0', count: charactersIn, length: 'email_length', edits } })
}

/** One may be the initial of the other. */
export const initialOf = (column: string): NearLevels => {
  const value = id(column)
  const sketch = sketchOf(`${column}_first`, column, sql`case when ${value} is null then 0 else (ascii(${value}) & 255) + case when length(${value}) = 1 or substr(${value}, 2, 1) = ' ' then 256 else 0 end end`)
  return { sketches: [sketch], near: { test: 'initial', sketch: sketch.name } }
}

/** Words of a text as bits, in two numbers. */
const wordsOf = (column: string): readonly [Sketch, Sketch] => [
  sketchOf(`${column}_words`, column, sql`coalesce(er_word_bits(${id(column)}), 0)`),
  sketchOf(`${column}_more_words`, column, sql`coalesce(er_more_word_bits(${id(column)}), 0)`),
]

function wordsAmong(column: string, others: string): NearLevels {
  const [[words, more], [all, allMore]] = [wordsOf(column), wordsOf(others)]
  return { sketches: [words, more, all, allMore], near: { test: 'among', words: [words.name, more.name], all: [all.name, allMore.name] } }
}

/** The name of one side may stand among all names of the other: each of its words is one of theirs. */
export const amongNames = (column: string): NearLevels => wordsAmong(column, 'name_words')

/** All words of the one may be words of the other, as where it is a part of it. */
export const withinWords = (column: string): NearLevels => wordsAmong(column, column)

const endsOf = (column: string): Sketch => ({ name: `${column}_ends`, of: sql`case when length(${id(column)}) >= 5 then er_ends(${id(column)}) else 0 end` })

/** The first or the last two characters are the same, as they are after one edit and after two of those that count; texts below five characters may be like any other. */
export const sameEnds = (column: string): NearLevels => ({ sketches: [endsOf(column)], near: { test: 'ends', sketch: `${column}_ends` } })

/** A side has fewer than five characters. */
export const short = (column: string): NearLevels => ({ sketches: [endsOf(column)], near: { test: 'missing', sketch: `${column}_ends` } })

/** Numbers may be so many edits apart: an edit changes how often digits occur by two in all. */
export const digitsEdited = (column: string, edits: number): NearLevels =>
  bothOf(sameEnds(column), { sketches: [{ name: `${column}_digits`, of: sql`coalesce(er_digit_counts(${id(column)}), 0)` }], near: { test: 'counts', sketch: `${column}_digits`, most: 2 * edits } })

/** The first or the last word of one is the first or the last of the other. */
export function sharedWords(column: string): NearLevels {
  const [first, last] = [valueNumber(column, sql`split_part(${id(column)}, ' ', 1)`, `${column}_first_word`), valueNumber(column, sql`split_part(${id(column)}, ' ', -1)`, `${column}_last_word`)]
  const of = [first, last].flatMap((one) => [first, last].map((other): Near => ({ test: 'same', left: one.name, right: other.name })))
  return { sketches: [first, last], near: { test: 'any', of } }
}

/** A date of digits alone, each of which takes four bits. */
const birthDigits: Sketch = { name: 'birth_digits', of: sql`coalesce(try_cast('0x' || date_of_birth as integer), 0)` }
const digits = (mask: number, most: number): NearLevels => ({ sketches: [birthDigits], near: { test: 'digits', sketch: birthDigits.name, mask, most } })

/** Birth dates of which one digit differs, or two neighbours are exchanged. */
export const oneDigitEdited: NearLevels = { sketches: [birthDigits], near: { test: 'digit edited', sketch: birthDigits.name } }

/** Birth dates of which so many digits differ at most. */
export const digitsApart = (most: number): NearLevels => digits(-1, most)
export const sameYear = digits(0xFFFF_0000 | 0, 0)
export const sameDecade = digits(0xFFF0_0000 | 0, 0)
/** Two of year, month and day are the same. */
export const twoDateParts: NearLevels = anyOf(digits(0xFFFF_FF00 | 0, 0), digits(0x0000_FFFF, 0), digits(0xFFFF_00FF | 0, 0))

function datePart(name: string, from: number): Sketch {
  return { name, of: sql`coalesce(try_cast(substr(date_of_birth, ${from}, 2) as integer), 0) + 1` }
}

/** Month and day are exchanged. */
export const dayMonthSwapped: NearLevels = {
  sketches: [datePart('birth_month_number', 5), datePart('birth_day_number', 7)],
  near: { test: 'both', of: [{ test: 'same', left: 'birth_month_number', right: 'birth_day_number' }, { test: 'same', left: 'birth_day_number', right: 'birth_month_number' }] },
}

/** A side says no more than the year: its month and day are not known, or the first of January. */
export const yearAlone: NearLevels = {
  sketches: [{ name: 'birth_day_told', of: sql`case when right(date_of_birth, 4) in ('0000', '0101') then 0 else 1 end` }],
  near: { test: 'missing', sketch: 'birth_day_told' },
}

/** Groups of forms of given names: those of the one are all of the other's. */
export const sameGroup: NearLevels = withinWords('given_groups')

/** A given name is of no group. */
export const noGroup: NearLevels = { sketches: wordsOf('given_groups'), near: { test: 'missing', sketch: 'given_groups_words' } }

/** A value is missing on a side. */
export const missing = (column: string): NearLevels => {
  const sketch = valueNumber(column)
  return { sketches: [sketch], near: { test: 'missing', sketch: sketch.name } }
}

/** Given and family name are exchanged. */
export const exchangedNames: NearLevels = {
  sketches: [valueNumber('given_name'), valueNumber('family_name')],
  near: { test: 'any', of: [{ test: 'same', left: 'given_name_number', right: 'family_name_number' }, { test: 'same', left: 'family_name_number', right: 'given_name_number' }] },
}

/** What is told says it of these levels alone. */
export const ofLevels = (told: NearLevels, ...levels: readonly string[]): NearLevels => ({ ...told, levels })
