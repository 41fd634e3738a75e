import { readFile, stat } from 'node:fs/promises'
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Pair, type YAMLMap } from 'yaml'
import { CsvWriter } from '../../engine/delimited/csv-writer.js'
import { InputError } from '../../engine/errors.js'

const maxBytes = 20_000_000

/** A YAML ledger and what errors call it. */
interface YamlLedger {
  readonly path: string
  readonly file: string
  readonly columns: readonly string[]
}

const textOf = async ({ path, file }: YamlLedger): Promise<string> => {
  const facts = await stat(path).catch(() => undefined)
  if (facts?.isFile() !== true) throw new InputError('no such file', { file }, 'check the path of corrections; it is relative to the config')
  if (facts.size > maxBytes) throw new InputError(`a YAML ledger of more than ${maxBytes / 1e6} MB`, { file }, 'write it as CSV, which is read piece by piece')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path))
  } catch {
    throw new InputError('the ledger is not UTF-8', { file }, 'save it as UTF-8')
  }
}

/** The text of a scalar as it is written, so that 007 stays 007; null for what is empty or null. */
function cellOf(pair: Pair, column: string, ledger: YamlLedger, line: number): string | null {
  const { value } = pair
  if (value === null) return null
  if (!isScalar(value)) throw new InputError('a text is wanted, not a list, a map or an alias', { file: ledger.file, line, column }, 'write the value itself')
  if (value.value === null) return null
  const text = typeof value.value === 'string' ? value.value : (value.source ?? '')
  if (text.includes('\0')) throw new InputError('the value holds a NUL', { file: ledger.file, line, column }, 'write it without')
  return text
}

function cellsOf(entry: YAMLMap, ledger: YamlLedger, lineOf: (node: unknown) => number): (string | null)[] {
  const cells = new Map<string, string | null>()
  for (const pair of entry.items) {
    const line = lineOf(pair.key)
    const column = isScalar(pair.key) ? String(pair.key.value) : ''
    if (!ledger.columns.includes(column)) throw new InputError('a key that no entry of a ledger has', { file: ledger.file, line }, `write ${ledger.columns.join(', ')}`)
    cells.set(column, cellOf(pair, column, ledger, line))
  }
  return ledger.columns.map((column) => cells.get(column) ?? null)
}

/**
 * Writes a YAML ledger, a list of entries or a map whose `entries` is one, as CSV with the line on which each entry begins first. Returns the bytes
 * of the longest row. Throws InputError with file, line and column.
 */
export async function yamlLedgerToCsv(ledger: YamlLedger, target: string): Promise<number> {
  const { file, columns } = ledger
  const lines = new LineCounter()
  const document = parseDocument(await textOf(ledger), { version: '1.2', schema: 'core', uniqueKeys: true, lineCounter: lines, prettyErrors: false })
  const [error] = [...document.errors, ...document.warnings]
  // What the parser says of an error may quote the text.
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0])
    throw new InputError(`this is not YAML 1.2 (${error.code.toLowerCase().replaceAll('_', ' ')})`, { file, line, column: col }, 'correct the YAML; a text with : # or { in it needs quotes')
  }
  const root = document.contents
  const list: unknown = isMap(root) ? root.get('entries') : root
  if (!isSeq(list)) throw new InputError('a ledger is a list of entries', { file, line: 1 }, 'begin each entry with a hyphen, or put the list under entries:')
  const writer = await CsvWriter.create(target)
  try {
    for (const column of ['source_line', ...columns]) writer.plain(column)
    writer.endRow()
    const lineOf = (node: unknown): number => {
      const range: unknown = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined
      return lines.linePos(Array.isArray(range) ? Number(range[0]) : 0).line
    }
    for (const item of list.items) {
      const line = lineOf(item)
      if (!isMap(item)) throw new InputError('an entry is a map of columns to values', { file, line }, `write ${columns.join(', ')}`)
      writer.plain(String(line))
      for (const cell of cellsOf(item, ledger, lineOf)) writer.field(cell ?? '')
      writer.endRow()
      if (writer.full) await writer.flush()
    }
    await writer.close()
    return writer.longest
  } catch (failure) {
    await writer.discard()
    throw failure
  }
}
