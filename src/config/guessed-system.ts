import { InputError } from '../engine/errors.js'
import { typeOfRole, type ColumnRole, type InitFile } from './init-file.js'
import { legalNames } from './legal-names.js'
import type { SystemInput } from './schema.js'
import { roles, type Role } from './words.js'

type FieldInput = SystemInput['fields'][string]
type MentionInput = NonNullable<SystemInput['mentions']>[number]

/** A system guessed from one file, and the field of each of the file's columns. */
export interface GuessedSystem {
  readonly system: SystemInput
  readonly fieldOf: ReadonlyMap<string, string>
}

const kindColumn = /^(?:record|entity|party|person|petitioner|customer)[ _-]*(?:type|kind)$/iu
const organisationWords = ['ORGANIZATION', 'Organization', 'organization', 'ORGANISATION', 'Organisation', 'organisation', 'COMPANY', 'Company', 'company']
const defaultFormat = '%Y-%m-%d'

const fieldOfRole = (guess: ColumnRole | undefined): FieldInput => {
  const type = guess === undefined ? 'text' : typeOfRole(guess.role)
  const separator = guess?.separator === undefined ? {} : { separator: guess.separator }
  return { type, ...(type === 'date' ? { format: guess?.format ?? defaultFormat } : {}), ...separator }
}

const columnsByRole = (file: InitFile, fieldOf: ReadonlyMap<string, string>, leftOut: readonly (string | undefined)[]): MentionInput['columns'] => {
  const held: Partial<Record<Role, string | string[]>> = {}
  for (const role of roles) {
    if (role === 'ignore' || role === 'source_system') continue
    const guesses = file.roles.filter((guess) => guess.role === role && !leftOut.includes(guess.column))
    const fields = guesses.flatMap((guess) => fieldOf.get(guess.column) ?? [])
    const [first, ...others] = fields
    if (first !== undefined) held[role] = others.length === 0 ? first : fields
  }
  return held
}

const kindOf = (file: InitFile): NonNullable<InitFile['kind']> | undefined => {
  if (file.kind !== undefined) return file.kind ?? undefined
  const column = file.header.find((name) => kindColumn.test(name))
  return column === undefined ? undefined : { column, organisationValues: organisationWords }
}

const mentionOf = (file: InitFile, fieldOf: ReadonlyMap<string, string>): MentionInput => {
  const kind = kindOf(file)
  const kindField = kind === undefined ? undefined : fieldOf.get(kind.column)
  const columns = columnsByRole(file, fieldOf, [file.idColumn, kind?.column])
  if (kind === undefined || kindField === undefined) return { role: 'person', columns }
  const organisation = { kind_field: kindField, organisation_values: [...kind.organisationValues], organisation_role: 'organisation' }
  return { role: 'person', ...organisation, columns }
}

/** A system from one file: every column a field, the id column its key, one mention with the guessed roles. `name` is its extract's id. Throws InputError. */
export function guessedSystem(file: InitFile, name: string, delivered: string | undefined, deliverer: string): GuessedSystem {
  // A plain object cannot hold __proto__: the column stays unmapped and is listed as such.
  const header = file.header.filter((column) => column !== '__proto__')
  if (!header.includes(file.idColumn)) {
    throw new InputError(`no usable column "${file.idColumn}" for the record id`, { file: file.path }, 'name a column of the file, not called __proto__')
  }
  const fields = legalNames(header, 'column')
  const fieldOf = new Map(header.map((column, index) => [column, fields[index] ?? '']))
  const guesses = new Map(file.roles.map((guess) => [guess.column, guess]))
  const renamed = [...fieldOf].filter(([column, field]) => column !== field)
  const split = file.roles.find((guess) => guess.role === 'source_system')?.column
  const splitBy = split === undefined ? undefined : fieldOf.get(split)
  const extract = {
    id: name, file: file.path, ...(delivered === undefined ? {} : { delivered }), deliverer, control_totals: 'none' as const, delimiter: file.delimiter, encoding: file.encoding,
    ...(renamed.length === 0 ? {} : { columns: Object.fromEntries(renamed) }),
  }
  const system: SystemInput = {
    key: fieldOf.get(file.idColumn) ?? '',
    ...(splitBy === undefined ? {} : { split_by: splitBy }),
    fields: Object.fromEntries([...fieldOf].map(([column, field]) => [field, column === file.idColumn ? { type: 'identifier' } : fieldOfRole(guesses.get(column))])),
    mentions: [mentionOf(file, fieldOf)],
    extracts: [extract],
  }
  return { system, fieldOf }
}
