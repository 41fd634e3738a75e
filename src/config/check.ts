import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { readHeader } from '../engine/delimited/header.js'
import { sniffDialect } from '../engine/delimited/sniff.js'
import { InputError } from '../engine/errors.js'
import { resolveExhibits, type ResolvedExhibit } from './exhibits.js'
import { refuse, type ConfigFault, type ConfigPath } from './fault.js'
import { asOf } from './as-of.js'
import { inColumnOrder } from './canonical.js'
import { readHistory, type HistoryLine } from './history.js'
import type { LoadedConfig } from './load.js'
import { nearest } from './nearest.js'
import { resolveColumns, type ResolvedColumn } from './resolve-columns.js'
import type { Config, ExtractConfig, SystemConfig } from './schema.js'
import { resolveSidecars, type Sidecars } from './sidecars.js'

/** What a config declares of how a file is written. */
export type DialectDeclared = Pick<ExtractConfig, 'delimiter' | 'quote' | 'encoding'>
/** Reads the names of a file's columns. Throws InputError. */
export type ReadHead = (path: string, hint: DialectDeclared) => Promise<readonly string[]>

/** One extract against its real file: which column holds each field of the system, and which columns nothing uses. */
export interface ResolvedExtract {
  readonly system: string
  readonly id: string
  /** As the config writes it: the logical name. */
  readonly file: string
  /** Where it is on this machine. */
  readonly path: string
  readonly header: readonly string[]
  readonly columns: readonly ResolvedColumn[]
  /** Columns of the file that no field is named after and nothing maps, in the file's order. */
  readonly unmapped: readonly string[]
}

/** What is known of a config once its files have been looked at. */
export interface CheckedConfig extends Pick<Sidecars, 'ledgers' | 'controls' | 'labels'> {
  /** The config with its maps in the one order in which a run reads them: fields as the columns of the files. */
  readonly config: Config
  readonly extracts: readonly ResolvedExtract[]
  readonly exhibits: readonly ResolvedExhibit[]
  /** The history of quality, and what earlier runs left in it. */
  readonly history?: { readonly path: string; readonly lines: readonly HistoryLine[] }
}

const readDelimited: ReadHead = async (path, { delimiter = ',', quote, encoding }) => {
  const hint = { delimiter, ...(quote === undefined ? {} : { quote }), ...(encoding === undefined ? {} : { encoding }) }
  return readHeader(path, await sniffDialect(path, hint))
}

const fileFault = async (path: string, file: string, at: ConfigPath): Promise<ConfigFault | undefined> => {
  const facts = await stat(path).catch(() => undefined)
  if (facts === undefined) return { path: at, what: `the file ${file} does not exist`, remedy: 'paths are relative to this config; correct it or deliver the file' }
  return facts.isFile() ? undefined : { path: at, what: `${file} is not a file`, remedy: 'name the file itself' }
}

const unread = (error: unknown, file: string, at: ConfigPath): ConfigFault => {
  if (!(error instanceof InputError)) throw error
  const { line, column } = error.place
  const where = [file, line, column].filter((part) => part !== undefined).join(':')
  return { path: at, what: `${where}: ${error.what}`, remedy: error.remedy }
}

interface Task {
  readonly system: string
  readonly config: SystemConfig
  readonly extract: ExtractConfig
  readonly path: ConfigPath
}

const undelimited = (header: readonly string[], declared: string): string | undefined =>
  header.length === 1 ? [',', ';', '\t', '|'].find((mark) => mark !== declared && header[0]?.includes(mark)) : undefined

const inspect = async ({ system, config, extract, path }: Task, folder: string, read: ReadHead): Promise<ResolvedExtract | ConfigFault[]> => {
  const { id, file, delimiter, quote, encoding } = extract
  const place = resolve(folder, file)
  const at = [...path, 'file']
  const missing = await fileFault(place, file, at)
  if (missing !== undefined) return [missing]
  const header = await read(place, { delimiter, quote, encoding }).catch((error: unknown) => unread(error, file, at))
  if ('what' in header) return [header]
  const mark = undelimited(header, delimiter ?? ',')
  if (mark !== undefined) {
    return [{ path: at, what: `${file} has one column, with ${JSON.stringify(mark)} in its name`, remedy: `add delimiter: ${JSON.stringify(mark)}` }]
  }
  const { columns, unmapped, absent } = resolveColumns(Object.keys(config.fields), extract.columns, header)
  const faults = absent.map((column): ConfigFault => {
    const near = nearest(column, header)
    const remedy = `${near === undefined ? '' : `did you mean "${near}"? `}its columns: ${header.join(', ')}`
    return { path: [...path, 'columns', column], at: 'key', what: `${file} has no column "${column}"`, remedy }
  })
  const keys = typeof config.key === 'string' ? [config.key] : config.key
  // An extract that delivers the unit which documents count can be compared by that alone.
  const countable = config.count !== undefined && columns.some(({ field, column }) => field === config.count && column !== null)
  const keyless = countable ? [] : columns.filter(({ field, column }) => keys.includes(field) && column === null)
  const lost = keyless.map(({ field }): ConfigFault => {
    const near = nearest(field, unmapped)
    const remedy = near === undefined ? `its columns: ${header.join(', ')}` : `if "${near}" holds it, add columns: { ${JSON.stringify(near)}: ${field} }`
    return { path: at, what: `${file} has no column for "${field}" of the key`, remedy }
  })
  return faults.length + lost.length > 0 ? [...faults, ...lost] : { system, id, file, path: place, header, columns, unmapped }
}

const undelivered = (name: string, system: SystemConfig, extracts: readonly ResolvedExtract[]): ConfigFault[] =>
  Object.keys(system.fields).flatMap((field) => {
    const delivered = extracts.some(({ columns }) => columns.some((column) => column.field === field && column.column !== null))
    if (delivered) return []
    const near = nearest(field, new Set(extracts.flatMap(({ unmapped }) => unmapped)))
    const remedy = near === undefined ? 'map a column to it in columns, or remove the field' : `if the column "${near}" holds it, map it in columns; else remove the field`
    return [{ path: ['systems', name, 'fields', field], at: 'key' as const, what: `no extract of ${name} delivers the field "${field}"`, remedy }]
  })

/**
 * Looks at the header of every extract's file. Throws one ConfigError, each fault at its line of the config, for files that are absent or
 * unreadable, mapped columns that a file lacks, keys that a file lacks, and fields that no extract delivers; or one for the SELECTs of exhibits.
 */
export async function checkAgainstFiles(loaded: LoadedConfig, read: ReadHead = readDelimited): Promise<CheckedConfig> {
  const folder = dirname(loaded.path)
  const faults: ConfigFault[] = []
  const found: ResolvedExtract[] = []
  for (const [system, of] of Object.entries(loaded.config.systems)) {
    const path = ['systems', system, 'extracts']
    const tasks = of.extracts.map((extract, index): Task => ({ system, config: of, extract, path: [...path, index] }))
    const seen: ResolvedExtract[] = []
    for (const task of tasks) {
      const one = await inspect(task, folder, read)
      if (Array.isArray(one)) faults.push(...one)
      else seen.push(one)
    }
    if (seen.length === tasks.length) faults.push(...undelivered(system, of, seen))
    found.push(...seen)
  }
  const { config, extracts } = inColumnOrder(loaded.config, found)
  const { ledgers, controls, labels, faults: beside } = await resolveSidecars(config, folder)
  refuse([...faults, ...beside], (at, kind) => loaded.place(at, kind))
  const exhibits = await resolveExhibits(loaded, folder)
  const known = { config, extracts, ledgers, controls, labels, exhibits }
  const file = config.quality?.history
  if (file === undefined) return known
  const path = resolve(folder, file)
  return { ...known, history: { path, lines: readHistory(path, config.name, asOf(config)) } }
}
