import { basename, extname } from 'node:path'
import { InputError } from '../engine/errors.js'
import { typeOfRole, type InitFile } from './init-file.js'
import { legalNames } from './legal-names.js'
import { didYouMean } from './nearest.js'
import { configSchema, type Config, type ConfigInput } from './schema.js'
import type { FieldType } from './words.js'

type ExtractInput = ConfigInput['systems'][string]['extracts'][number]
type FieldInput = ConfigInput['systems'][string]['fields'][string]

/** What the command line says of extracts that have no config. Columns are named as in the files, capitals aside. */
export interface ReconcileOptions {
  /** Columns that identify a row together. */
  readonly key: readonly string[]
  /** Column of the unit that documents count, where it is coarser than the key. */
  readonly count?: string
  readonly date?: string
  readonly amount?: string
  readonly period?: 'year' | 'fiscal_year' | 'month'
  /** Last day that each extract covers, YYYY-MM-DD. */
  readonly cutoffs?: readonly string[]
}

/** What is known of an extract beside its file: from a manifest, a sidecar. */
export type ExtractFacts = Partial<Pick<ExtractInput, 'cutoff' | 'control_totals'>>

/** The system that extracts without a config are of. */
const systemOfExtracts = 'extracts'

const folded = (name: string): string => name.trim().toLowerCase()

const columnIn = ({ header }: InitFile, name: string): string | undefined => header.find((column) => column === name) ?? header.find((column) => folded(column) === folded(name))

function requireColumn(file: InitFile, name: string, option: string): void {
  if (columnIn(file, name) !== undefined) return
  throw new InputError(`no column "${name}" for ${option}`, { file: file.path }, `${didYouMean(name, file.header, 'its columns')}; where it bears another name in this extract, write a config (crosswalk init) and map it in columns:`)
}

/** Throws InputError where a file lacks a column of the key, or no file has one that is named; a file that lacks part of the key can be compared by the unit that documents count. */
export function requireColumns(files: readonly InitFile[], { key, count, date, amount }: ReconcileOptions): void {
  for (const file of files) {
    if (count !== undefined) requireColumn(file, count, '--count')
    else for (const part of key) requireColumn(file, part, '--key')
  }
  const anywhere = (name: string | undefined, option: string): void => {
    const [first] = files
    if (name === undefined || first === undefined || files.some((file) => columnIn(file, name) !== undefined)) return
    const columns = [...new Set(files.flatMap(({ header }) => header))]
    throw new InputError(`no file has a column "${name}" for ${option}`, {}, didYouMean(name, columns, 'their columns'))
  }
  for (const part of key) anywhere(part, '--key')
  anywhere(date, '--date')
  anywhere(amount, '--amount')
}

/** Columns of all files in the order in which they first occur; those that differ by capitals alone are one. */
function columnsOf(files: readonly InitFile[]): string[] {
  const seen = new Map<string, string>()
  for (const { header } of files) for (const column of header) if (column !== '__proto__' && !seen.has(folded(column))) seen.set(folded(column), column)
  return [...seen.values()]
}

function typeOf(column: string, files: readonly InitFile[], { key, date, amount, count }: ReconcileOptions): FieldType {
  const is = (name: string | undefined): boolean => name !== undefined && folded(name) === folded(column)
  if (is(date)) return 'date'
  if (is(amount)) return 'decimal'
  if (key.some(is) || is(count)) return 'identifier'
  const types = new Set(files.flatMap(({ roles }) => roles.filter((guess) => folded(guess.column) === folded(column)).map((guess) => (guess.format === undefined && typeOfRole(guess.role) === 'date' ? 'text' : typeOfRole(guess.role)))))
  const [only] = types
  return types.size === 1 && only !== undefined ? only : 'text'
}

function extractOf(file: InitFile, id: string, fieldOf: ReadonlyMap<string, string>, dates: ReadonlyMap<string, string>, facts: ExtractFacts): ExtractInput {
  const columns = file.header.flatMap((column) => {
    const field = fieldOf.get(folded(column))
    return field === undefined || field === column ? [] : [[column, field] as const]
  })
  const formats = file.roles.flatMap(({ column, format }) => {
    const field = fieldOf.get(folded(column))
    const usual = field === undefined ? undefined : dates.get(field)
    return field === undefined || usual === undefined ? [] : [[field, format ?? usual] as const]
  })
  return {
    id, file: file.path, deliverer: 'the command line', control_totals: 'none', delimiter: file.delimiter, encoding: file.encoding,
    ...(columns.length === 0 ? {} : { columns: Object.fromEntries(columns) }),
    ...(formats.length === 0 ? {} : { formats: Object.fromEntries(formats) }),
    ...facts,
  }
}

/** The layout of a date in the first file that shows one: that of extracts which have too few rows to show theirs. */
const usualFormat = (column: string, files: readonly InitFile[]): string =>
  files.flatMap(({ roles }) => roles.flatMap((guess) => (folded(guess.column) === folded(column) && guess.format !== undefined ? [guess.format] : [])))[0] ?? '%Y-%m-%d'

/**
 * The config by which `crosswalk reconcile FILE…` runs: one system whose extracts are the files, in the order given; a field for each column that
 * any of them has. `requireColumns` has found the columns that the command line names.
 */
export function reconcileConfig(files: readonly InitFile[], options: ReconcileOptions, facts: readonly ExtractFacts[] = []): Config {
  const columns = columnsOf(files)
  const names = legalNames(columns, 'column')
  const fieldOf = new Map(columns.map((column, index) => [folded(column), names[index] ?? '']))
  const named = (column: string): string => fieldOf.get(folded(column)) ?? column
  const types = columns.map((column) => typeOf(column, files, options))
  const fields = Object.fromEntries(names.map((name, index): [string, FieldInput] => [name, { type: types[index] ?? 'text' }]))
  const dates = new Map(columns.flatMap((column, index) => (types[index] === 'date' ? [[names[index] ?? '', usualFormat(column, files)] as const] : [])))
  const ids = legalNames(files.map(({ path }) => basename(path, extname(path))), 'extract')
  const { key, count, date, amount, period, cutoffs } = options
  const cutoffOf = (index: number): ExtractFacts => (cutoffs?.[index] === undefined ? {} : { cutoff: cutoffs[index] })
  return configSchema.parse({
    version: 1,
    name: 'reconcile',
    systems: {
      [systemOfExtracts]: {
        key: key.map(named),
        ...(count === undefined ? {} : { count: named(count) }),
        ...(date === undefined ? {} : { event_date: named(date) }),
        ...(amount === undefined ? {} : { amount: named(amount) }),
        ...(period === undefined ? {} : { period }),
        fields,
        extracts: files.map((file, index) => extractOf(file, ids[index] ?? '', fieldOf, dates, { ...facts[index], ...cutoffOf(index) })),
      },
    },
  })
}
