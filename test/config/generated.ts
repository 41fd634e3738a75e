import { array, constantFrom, integer, oneof, option, record, string, uniqueArray, type Arbitrary } from 'fast-check'
import type { InitFile } from '../../src/config/init-file.js'
import { roles } from '../../src/config/words.js'

const odd = ['no', 'NO', 'null', 'true', '~', '1st name', '2014', 'Größe', '姓名', 'first name', 'first_name', 'FIRST NAME', 'a: b', '# c', '- d', '{e}', '"f"', "g'h",
  ' lead', 'constructor', '__proto__', 'toString', 'column_1', 'source_system', 'RECORD_KEY', '<<', '&x', '*y', '!z', '%', '@', '`', 'é', 'e', 'E', '\u2028', '\u0085', 'a\nb', '\t', '😀', '\uFEFF', '0x1f', '1e3', '.5']

/** Names of columns, many of them hard for YAML, SQL or JavaScript; unlike ignoring case, as a header's must be. */
const header: Arbitrary<string[]> = uniqueArray(oneof(constantFrom(...odd), string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), string({ unit: 'binary', minLength: 1, maxLength: 4 })), {
  minLength: 1, maxLength: 12, selector: (name) => name.trim().toLowerCase(),
}).filter((names) => names.some((name) => name !== '__proto__'))

const reason = oneof(constantFrom('named like a name', 'two\nlines # and: more'), string())
const format = constantFrom('%Y-%m-%d', '%m/%d/%Y')

/** A file with any header and any roles, as the command line hands it over. */
export const initFile: Arbitrary<InitFile> = header.chain((columns) =>
  record({
    path: oneof(constantFrom('a.csv', 'data/A.csv', '2014 extract.csv', 'tecs_2014-08-14.csv', 'x_2014-13-45.csv', '姓名.csv', 'no', 'constructor.csv'), string({ minLength: 1 })),
    header: array(constantFrom(...columns), { maxLength: 0 }).map(() => columns),
    roles: array(record({ column: constantFrom(...columns), role: constantFrom(...roles), reason, format: option(format, { nil: undefined }) }), { maxLength: 12 }).map((guesses) =>
      [...new Map(guesses.map((guess) => [guess.column, guess])).values()].map(({ format: one, ...guess }) => (one === undefined ? guess : { ...guess, format: one })),
    ),
    idColumn: constantFrom(...columns.filter((name) => name !== '__proto__')),
    delimiter: constantFrom(',', ';', '\t', '|'),
    encoding: constantFrom('utf-8' as const, 'windows-1252' as const),
    number: integer(),
  }).map(({ number, ...file }) => (number % 3 === 0 ? { ...file, kind: { column: file.idColumn, organisationValues: ['ORG', 'no'] } } : file)),
)
