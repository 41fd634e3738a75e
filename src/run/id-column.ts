import { basename } from 'node:path'
import { didYouMean } from '../config/nearest.js'
import { InputError } from '../engine/errors.js'
import type { FileSketch } from './sketch.js'

const usual = ['record_id', 'id']
const folded = (name: string): string => name.trim().toLowerCase()

/** Columns of which each of the rows that were read has a value of its own: any could be the record id. */
const candidatesOf = ({ columns }: FileSketch): string[] =>
  columns.filter(({ rows, filled, distinct }) => rows > 1 && filled === rows && distinct === rows).map(({ name }) => name)

const named = ({ header }: FileSketch, name: string): string | undefined => header.find((column) => column === name) ?? header.find((column) => folded(column) === folded(name))

/** The column that is the record id: the one asked for, else record_id, else id, ignoring case; undefined when the file has none of them. */
export function idColumn(file: FileSketch, asked?: string): string | undefined {
  if (asked === undefined) return usual.flatMap((name) => named(file, name) ?? [])[0]
  const found = named(file, asked)
  if (found === undefined) throw new InputError(`no column "${asked}" for the record id`, { file: basename(file.path) }, didYouMean(asked, file.header, 'its columns'))
  return found
}

/** As `idColumn`; throws InputError with the columns that could be the id when there is none. */
export function requireIdColumn(file: FileSketch, asked?: string): string {
  const found = idColumn(file, asked)
  if (found !== undefined) return found
  const candidates = candidatesOf(file)
  const remedy =
    candidates.length === 0
      ? `no column has a different value in each row, so none can be it; add one, or name one by --id (rows that share an id are set aside); its columns: ${file.header.join(', ')}`
      : `name it: ${candidates.map((column) => `--id ${JSON.stringify(column)}`).join(', or ')} (each row has a value of its own there)`
  throw new InputError('no column is called record_id or id', { file: basename(file.path) }, remedy)
}
