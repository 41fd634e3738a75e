import { didYouMean } from '../config/nearest.js'
import type { ColumnRole, InitFile } from '../config/init-file.js'
import { roles, type Role } from '../config/words.js'
import { InputError } from '../engine/errors.js'
import type { ColumnSketch, FileSketch } from './sketch.js'

/** What guesses roles: handed in, since this folder knows nothing of names. */
export interface Guesser {
  readonly roles: (columns: readonly ColumnSketch[]) => readonly { readonly name: string; readonly role: Role; readonly reason: string; readonly format?: string }[]
  readonly dateFormat: (column: ColumnSketch) => string | undefined
}

export type RoleOverrides = ReadonlyMap<string, Role>

const folded = (name: string): string => name.trim().toLowerCase()

/** Reads `COLUMN=ROLE` arguments against the columns of all files. Throws InputError with the nearest name. */
export function parseRoles(texts: readonly string[], files: readonly FileSketch[]): RoleOverrides {
  const columns = [...new Set(files.flatMap(({ header }) => header))]
  return new Map(
    texts.map((text) => {
      const cut = text.lastIndexOf('=')
      if (cut < 1) throw new InputError(`--role ${JSON.stringify(text)} is not COLUMN=ROLE`, {}, 'write, for instance, --role dob=date_of_birth')
      const [column, word] = [text.slice(0, cut), text.slice(cut + 1)]
      const role = roles.find((one) => one === word)
      if (role === undefined) throw new InputError(`--role ${text}: there is no role "${word}"`, {}, didYouMean(word, roles, 'the roles'))
      if (!columns.some((one) => folded(one) === folded(column))) throw new InputError(`--role ${text}: no file has a column "${column}"`, {}, didYouMean(column, columns, 'the columns'))
      return [folded(column), role]
    }),
  )
}

const several: readonly Role[] = ['alias', 'phone', 'email', 'country', 'identifier', 'passport', 'national_id', 'date_of_birth', 'full_name', 'birth_place', 'organisation']

/** What parts several values in one cell, where at least a twentieth of the values seen holds it. */
const separatorOf = ({ samples }: ColumnSketch, role: Role): string | undefined =>
  several.includes(role) ? [';', '|'].find((mark) => samples.filter((sample) => sample.includes(mark)).length * 20 >= Math.max(20, samples.length)) : undefined

const persons = new Set('person persons individual individuals p i human natural'.split(' '))
const organisations = new Set('organization organizations organisation organisations company companies business employer corporation org o firm'.split(' '))
const wordOf = (sample: string): string => sample.toLowerCase().replace(/[_ -](?:person|entity)$/u, '')

/** The column whose values say person or organisation, with those that mean an organisation. */
function kindOf(columns: readonly ColumnSketch[]): NonNullable<InitFile['kind']> | null {
  for (const { name, samples } of columns) {
    if (samples.length === 0 || samples.length > 6) continue
    const words = samples.map(wordOf)
    if (!words.every((word) => persons.has(word) || organisations.has(word)) || !words.some((word) => word.length > 1)) continue
    const organisationValues = samples.filter((_, index) => organisations.has(words[index] ?? ''))
    if (organisationValues.length > 0) return { column: name, organisationValues }
  }
  return null
}

/** What a column of the file is compared as: overridden, else guessed. */
function rolesOf({ columns }: FileSketch, overrides: RoleOverrides, guesser: Guesser): ColumnRole[] {
  return guesser.roles(columns).map(({ name, role: guessed, reason: why, format: seen }, index): ColumnRole => {
    const role = overrides.get(folded(name)) ?? guessed
    const reason = overrides.has(folded(name)) ? 'as said by --role' : why
    const column = columns[index]
    const format = role === guessed ? seen : column !== undefined && (role === 'date_of_birth' || role === 'date') ? guesser.dateFormat(column) : undefined
    const separator = column === undefined ? undefined : separatorOf(column, role)
    return { column: name, role, reason, ...(format === undefined ? {} : { format }), ...(separator === undefined ? {} : { separator }) }
  })
}

/** A file with all that was found out about it, as the config is made from. */
export function initFileOf(sketch: FileSketch, idColumn: string, overrides: RoleOverrides, guesser: Guesser): InitFile {
  const { path, header, columns, dialect } = sketch
  const { delimiter, encoding } = dialect
  return { path, header, roles: rolesOf(sketch, overrides, guesser), idColumn, delimiter, encoding, kind: kindOf(columns) }
}
