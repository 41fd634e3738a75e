import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { decoderOf } from '../engine/delimited/decode.js'
import { readHeader, sniffDialect } from '../engine/delimited/index.js'
import { marksOf } from '../engine/delimited/dialect.js'
import { RecordParser } from '../engine/delimited/record-parser.js'
import { InputError, type Place } from '../engine/errors.js'
import type { ControlCell, ControlEntry } from './control-entry.js'
import { controlWord } from './control-words.js'
import type { ConfigPath } from './fault.js'
import { readYaml, type YamlSource } from './yaml-source.js'

/** Bytes beyond which a file is no manifest. */
export const largestManifest = 10_000_000

/** A manifest with its entries: what it says of each file. */
export interface Manifest {
  readonly file: string
  readonly path: string
  readonly entries: readonly ControlEntry[]
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

const isScalar = (value: unknown): boolean => ['string', 'number', 'bigint', 'boolean'].includes(typeof value)

const entryOf = (cells: readonly ControlCell[], place: Place): ControlEntry => {
  const filled = cells.filter(({ text }) => text !== '')
  return { names: filled.filter(({ key }) => controlWord(key) === 'name').map(({ text }) => text), cells: filled, place }
}

/** Scalars of a map as they are written, those of its `stats` (as the Frictionless framework writes them) among them. */
function cellsAt(source: YamlSource, value: Readonly<Record<string, unknown>>, path: ConfigPath): ControlCell[] {
  return Object.entries(value).flatMap(([key, inner]): ControlCell[] => {
    const at = [...path, key]
    if (key === 'stats' && isMap(inner)) return cellsAt(source, inner, at)
    const place = source.place(at)
    // A Data Package may list the parts of one table.
    if (key === 'path' && Array.isArray(inner)) return inner.map((part) => ({ key, text: String(part), place }))
    return isScalar(inner) ? [{ key, text: (typeof inner === 'string' ? inner : (source.written(at) ?? String(inner))).trim(), place }] : []
  })
}

const lists = ['resources', 'files', 'extracts'] as const

function entriesOf(source: YamlSource, path: ConfigPath, value: unknown): ControlEntry[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => (isMap(item) ? [entryOf(cellsAt(source, item, [...path, index]), source.place([...path, index]))] : []))
  if (!isMap(value)) return []
  const list = lists.find((key) => Array.isArray(value[key]))
  return list === undefined ? [entryOf(cellsAt(source, value, path), source.place(path))] : entriesOf(source, [list], value[list])
}

async function structured(path: string, file: string): Promise<ControlEntry[]> {
  const text = new TextDecoder('utf-8').decode(await readFile(path))
  const source = readYaml(text, file)
  const [fault] = source.faults
  if (fault !== undefined) throw new InputError('the manifest is neither JSON nor YAML', fault.place, 'correct it; keys are unique, texts with : # or { in quotes')
  return entriesOf(source, [], source.value)
}

async function delimited(path: string, file: string): Promise<ControlEntry[]> {
  const dialect = await sniffDialect(path)
  const header = await readHeader(path, dialect)
  const decoder = decoderOf(dialect.encoding)
  const bytes = Buffer.concat([decoder.write(await readFile(path)), decoder.end()])
  const parser = new RecordParser(marksOf(dialect), false)
  const entries: ControlEntry[] = []
  let line = 1
  for (let at = 0; at < bytes.length; at = parser.next) {
    const outcome = parser.parse(bytes, at, bytes.length, true)
    if (outcome !== 'complete') throw new InputError('a quote is not closed properly', { file, line }, 'correct the line')
    const fields = Array.from({ length: parser.count }, (_, index) => parser.text(bytes, index, dialect.quote).trim())
    const blank = fields.every((field) => field === '')
    if (line > 1 && !blank) {
      if (fields.length !== header.length) throw new InputError(`${fields.length} fields, ${header.length} expected`, { file, line }, 'correct the line')
      const place = (column: string): Place => ({ file, line, column })
      entries.push(entryOf(header.map((key, index) => ({ key, text: fields[index] ?? '', place: place(key) })), { file, line }))
    }
    line += parser.lines
  }
  return entries
}

/**
 * Reads a manifest: JSON or YAML (a map about one file, a list of such maps, or a map with a list of `files`, `extracts` or, as in a Frictionless
 * Data Package, `resources`), or delimited text with a header. Throws InputError with file and line.
 */
export async function readManifest(path: string): Promise<Manifest> {
  const file = basename(path)
  const facts = await stat(path).catch(() => undefined)
  if (facts?.isFile() !== true) throw new InputError('no such file', { file }, 'check the path of the control file; it is relative to the config')
  if (facts.size > largestManifest) throw new InputError(`larger than ${largestManifest / 1e6} MB, so no manifest`, { file }, 'name the file that states the totals')
  const entries = /\.(?:json|ya?ml)$/i.test(path) ? await structured(path, file) : await delimited(path, file)
  return { file, path, entries }
}
