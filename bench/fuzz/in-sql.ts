import { createHash } from 'node:crypto'
import { id, joinSql, sql, trustedFile, written, type Sql } from '../../src/engine/sql.js'
import { kindOfRole, packedColumns, packer, formColumns, nameOf } from '../../src/stages/form-kinds.js'
import { makeValueForms } from '../../src/stages/forms.js'
import { neverSaved } from '../../src/stages/pieces.js'
import { cellTable, equal, holds, pick, type BatchTarget, type Ground } from './ground.js'

/** SQL of this program. */
const of = (text: string): Sql => trustedFile([text])

const ofOne = [
  'blank_to_null', 'digits', 'code', 'one_character', 'key', 'bucket', 'letters', 'shape', 'sorted_words', 'postcode_area', 'unpunctuated', 'unpadded', 'spaced', 'key_part', 'no_key', 'plain', 'money', 'amount', 'hash_number',
  'dashed', 'iso_or_text', 'event_day', 'ssn', 'a_number', 'identifier', 'email', 'office_mailbox', 'postcode', 'phone', 'unit', 'letter_bits', 'ends', 'value_number', 'sheet_text',
]
const ofTwo = ['key_of', 'is_part', 'is_initial', 'one_edit', 'two_edits', 'shares_word', 'is_among', 'same_joined', 'other_words', 'longer', 'last_four', 'similar', 'changed_parts']
const ofDay = ['day_month_swapped', 'date_edit', 'same_year_only', 'two_date_parts']
const layouts = ['%Y-%m-%d', '%m/%d/%Y', '%d/%m/%Y', '%d-%b-%Y', '%Y%m%d', '%m/%d/%y', '%d.%m.%Y', '%B %d, %Y']

const macros = (layout: string): Sql[] => [
  ...ofOne.map((name) => of(`er_${name}(value) as "${name}"`)),
  ...ofTwo.map((name) => of(`er_${name}(short, other) as "${name}"`)),
  ...ofTwo.slice(1).map((name) => of(`er_${name}(lower(other), lower(short)) as "turned_${name}"`)),
  ...['date', 'date_loose', 'date_or_text', 'date_part'].map((name) => sql`${of(`er_${name}`)}(value, ${layout}) as ${id(name)}`),
  ...['date_any', 'birth_date'].map((name) => sql`${of(`er_${name}`)}(value, ${layout}, '2015') as ${id(name)}`),
  ...ofDay.map((name) => sql`${of(`er_${name}`)}(er_birth_date(value, ${layout}, '2015'), er_birth_date(other, ${layout}, '2015')) as ${id(name)}`),
  of('er_shapes([value, other])[1] as shape_of_list'), of("er_sorted_names(value, null, other) as sorted_names"), of('er_sorted_names(value, other, value) as sorted_three'), of('er_several([value, other]) as several'),
]

/** What must hold of what the macros gave. */
const promises: Readonly<Record<string, string>> = {
  'a blank cell is null': "blank_to_null is null or trim(blank_to_null) <> ''",
  'digits are digits': "regexp_full_match(digits, '[0-9]*')",
  'a code': "code is null or regexp_full_match(code, '[0-9A-Z]+')",
  'an identifier': "identifier is null or regexp_full_match(identifier, '[0-9A-Z]+')",
  'a social security number': "ssn is null or regexp_full_match(ssn, '[0-9]+')",
  'an alien number': "a_number is null or regexp_full_match(a_number, '[0-9]{9}')",
  'a telephone number': "phone is null or regexp_full_match(phone, '1[2-9][0-9]{2}[2-9][0-9]{6}')",
  'an e-mail address': "email is null or contains(email, '@')",
  'a birth date': "birth_date is null or regexp_full_match(birth_date, '[0-9]{8}')",
  'a spreadsheet does not run it': "not regexp_matches(sheet_text, '^[=@\\x09\\x0D]') and right(sheet_text, length(value)) = value",
  'a similarity from 0 to 1': '"similar" between 0 and 1',
  'a bucket': 'bucket between 0 and 65535',
  'a shape': "length(shape) <= 40 and not regexp_matches(shape, '[B-Zb-z0-8]') and shape_of_list = er_letters(left(replace(value, chr(31), ' '), 40))",
  'an edit is one either way': 'one_edit = er_one_edit(other, short) and two_edits = er_two_edits(other, short)',
  'the longer is one of them': 'longer in (short, other)',
  'a part of a key': "replace(replace(key_part, '\\|', '|'), '\\\\', '\\') = value or contains(value, '\\')",
}

/** What two texts are asked for, forms of at most 2,000 characters are asked for. */
const neighbours = sql`select position, value, left(value, 200) as short, left(coalesce(lead(value) over (order by position), first_value(value) over (order by position)), 200) as other from hostile`

/** All macros over many cells at once: each comes out once, as promised, and the same when asked again in another order. */
const inMacros: BatchTarget = {
  title: 'macros in SQL: text, dates, identifiers, similarity, keys',
  cells: 400,
  tryCells: async (ground, cells, random) => {
    const { database } = ground
    await cellTable(ground, cells)
    const columns = joinSql(macros(pick(layouts, random)))
    await database.command(sql`create temp table outcome_one as select *, ${columns} from (${neighbours}) order by position`)
    await database.command(sql`create temp table outcome_two as select *, ${columns} from (${neighbours}) order by hash(value), position desc`)
    const { rows, once } = await database.row<{ rows: number; once: number }>(sql`select count(*) as rows, count(distinct position) as once from outcome_one`)
    equal('cells that came out', rows, cells.length)
    equal('cells that came out once', once, cells.length)
    const { apart } = await database.row<{ apart: number }>(sql`select count(*) as apart from (select * from outcome_one except all select * from outcome_two)`)
    equal('cells that came out otherwise the second time', apart, 0)
    const kept = Object.entries(promises).map(([name, condition]) => sql`count(*) filter (where (${of(condition)}) is not true) as ${id(name)}`)
    const broken = await database.row<Record<string, number>>(sql`select ${joinSql(kept)} from outcome_one`)
    for (const [name, n] of Object.entries(broken)) equal(`cells that break: ${name}`, n, 0)
  },
}

const kinds = [...new Set(Object.values(kindOfRole))]

/** Normal forms as a run makes them, in batches joined into one text: each distinct cell has one row, with the forms that it has alone. */
const inForms: BatchTarget = {
  title: 'normal forms as a run makes them in SQL',
  cells: 1000,
  tryCells: async (ground, cells, random) => {
    const { database } = ground
    await cellTable(ground, cells)
    const cell = { kind: pick(kinds, random), separator: pick([undefined, undefined, ';', '|'], random) }
    await makeValueForms({ database, ...neverSaved }, [{ ...cell, table: 'hostile', field: 'value' }])
    const made = await database.rows<Record<string, string | null>>(sql`select md5(value) as digest, * from value_form`)
    const byValue = new Map(made.map((row) => [row['digest'] ?? '', row]))
    equal('forms of one cell', byValue.size, made.length)
    const skipped = cell.kind === 'phone' && cell.separator === undefined ? sql` where er_phone(value) is null` : sql``
    const { distinct } = await database.row<{ distinct: number }>(sql`select count(distinct value) as distinct from hostile${skipped}`)
    equal('cells that have forms', made.length, distinct)
    const [columns, pack] = [packedColumns(cell), packer(cell)]
    for (const value of new Set(cells)) {
      // By its digest: the client takes a byte order mark off the begin of a text that it reads.
      const row = byValue.get(createHash('md5').update(value).digest('hex'))
      if (row === undefined) holds('a cell without forms', cell.kind === 'phone')
      else {
        const alone = pack(value.replaceAll('\u001d', '').replaceAll('\ufeff', '')).split('\u001f')
        holds('the form of a cell is that of its own text', formColumns.every((column) => row['kind'] === nameOf(cell) && (row[column] ?? '') === (columns.includes(column) ? (alone[columns.indexOf(column)] ?? '') : '')))
      }
    }
  },
}

async function named({ database }: Ground, cells: readonly string[]): Promise<void> {
  const names = cells.slice(0, 100).map((cell, at) => `_${Buffer.from(cell.slice(0, 300)).toString('utf8')}_${at}`)
  await database.command(sql`create temp table outcome_one as select ${joinSql(names.map((name, at) => sql`${at} as ${id(name)}`))}`)
  const made = await database.columns('outcome_one')
  holds('columns bear the names that were given', made.length === names.length && made.every((name, at) => name === names[at]))
}

/** Cells as values written into SQL, as values bound, and as names of columns: none becomes SQL. */
const inQuotes: BatchTarget = {
  title: 'cells as literals and as names in SQL',
  cells: 500,
  tryCells: async (ground, cells) => {
    const { database } = ground
    await cellTable(ground, cells)
    const union = joinSql(cells.map((cell, at) => sql`(${at}, ${cell})`))
    await database.command(of(written(sql`create temp table outcome_two as select * from (values ${union}) as literal(position, value)`)))
    const { n } = await database.row<{ n: number }>(sql`select count(*) as n from outcome_two w join hostile h on h.position = w.position and h.value = w.value`)
    equal('cells that are what was written', n, cells.length)
    const [cell = ''] = cells
    equal('a bound cell', (await database.row<{ value: string }>(sql`select cast(${cell} as varchar) as value`)).value, cell)
    await named(ground, cells)
  },
}

export const inSql = { macros: inMacros, forms: inForms, quotes: inQuotes } as const
