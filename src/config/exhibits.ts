import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Database } from '../engine/database.js'
import type { Place } from '../engine/errors.js'
import { readSelect, type SelectFault, type TableRead } from '../engine/select/index.js'
import type { Sql } from '../engine/sql.js'
import { configError, type ConfigPath, type PlacedFault, type PlaceOf } from './fault.js'
import type { Config } from './schema.js'

/** A SELECT of the config that has been read, with where its text stands. */
export interface ResolvedSelect {
  readonly statement: Sql
  readonly reads: readonly TableRead[]
  /** Place of a character of its text, from 0, in the config or the file. */
  readonly place: (at: number) => Place
}

/** The SELECTs of one exhibit. */
export interface ResolvedExhibit {
  readonly name: string
  readonly select: ResolvedSelect
  /** By the column whose rows it gives. */
  readonly rows: ReadonlyMap<string, ResolvedSelect>
  readonly file?: { readonly path: string; readonly sha256: string }
}

/** Where the config is and what it says, as far as its exhibits need it. */
export interface ExhibitSource {
  readonly config: Pick<Config, 'exhibits'>
  readonly text: string
  place: PlaceOf
}

const lineAndColumn = (text: string, at: number): { line: number; column: number } => {
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** Places of the characters of a text of the config. A literal block stands line for line as it is read; of any other text its beginning is known. */
function placeInConfig({ text, place }: ExhibitSource, path: ConfigPath, sql: string): (at: number) => Place {
  const start = place(path)
  const lines = text.split('\n')
  const from = (start.line ?? 1) - 1
  const opening = (lines[from] ?? '').slice(Number(start.column ?? 1) - 1)
  if (!opening.startsWith('|')) return () => start
  return (at) => {
    const { line, column } = lineAndColumn(sql, at)
    const indent = (lines[from + line] ?? '').length - (sql.split('\n')[line - 1] ?? '').length
    return { ...start, line: from + line + 1, column: column + Math.max(indent, 0) }
  }
}

const isFault = (read: object): read is SelectFault => 'what' in read

async function readFileOf(path: string): Promise<string | undefined> {
  return await readFile(path, 'utf8').catch(() => undefined)
}

/**
 * Reads the SELECTs of the exhibits. Throws one ConfigError, each fault where it stands in the config or in the file, for what is no SELECT over tables or
 * would not give the same each time, and for files that are absent.
 */
export async function resolveExhibits(source: ExhibitSource, folder: string): Promise<ResolvedExhibit[]> {
  const { exhibits } = source.config
  if (exhibits.length === 0) return []
  const database = await Database.open({ path: ':memory:', memory: '200MB', threads: 1, folders: [] })
  const faults: PlacedFault[] = []
  const read = async (text: string, place: (at: number) => Place): Promise<ResolvedSelect | undefined> => {
    const found = await readSelect(database, text)
    if (!isFault(found)) return { ...found, place }
    faults.push({ place: place(found.at), what: found.what, remedy: found.remedy })
    return undefined
  }
  const resolved: ResolvedExhibit[] = []
  try {
    for (const [index, exhibit] of exhibits.entries()) {
      const path = ['exhibits', index]
      const { sql, sql_file: file } = exhibit
      const from = file === undefined ? undefined : resolve(folder, file)
      const text = from === undefined ? sql : await readFileOf(from)
      if (text === undefined) {
        faults.push({ place: source.place([...path, 'sql_file']), what: `the file ${file ?? ''} cannot be read`, remedy: 'paths are relative to this config; correct it, or write the SELECT in sql' })
        continue
      }
      const select = await read(text, file === undefined ? placeInConfig(source, [...path, 'sql'], text) : (at) => ({ file, ...lineAndColumn(text, at) }))
      const rows = new Map<string, ResolvedSelect>()
      for (const [at, column] of exhibit.columns.entries()) {
        if (column.rows === undefined) continue
        const own = await read(column.rows, placeInConfig(source, [...path, 'columns', at, 'rows'], column.rows))
        if (own !== undefined) rows.set(column.name, own)
      }
      const written = from === undefined ? {} : { file: { path: from, sha256: createHash('sha256').update(text).digest('hex') } }
      if (select !== undefined) resolved.push({ name: exhibit.name, select, rows, ...written })
    }
  } finally {
    database.close()
  }
  if (faults.length > 0) throw configError(faults)
  return resolved
}
