import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { type Dialect, type DialectHint, scanDelimited, type ScanOptions, type ScanResult, sniffDialect } from '../../../src/engine/delimited/index.js'
import { temporaryFolder } from '../../temporary.js'

export const plainDialect: Dialect = { delimiter: ',', quote: '"', encoding: 'utf-8', bom: false }

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`
let shared: Promise<DuckDBInstance> | undefined

/**
 * Rows of a delimited file as DuckDB reads it with everything declared but `new_line`, which under strict mode loses all rows of a CRLF
 * file. A missing value is ''.
 */
const duckRows = async (path: string, dialect: Dialect, columns: number, longest: number): Promise<string[][]> => {
  const connection = await (await (shared ??= DuckDBInstance.create(':memory:', { threads: '2' }))).connect()
  const names = Array.from({ length: columns }, (_, index) => `'c${index}': 'VARCHAR'`).join(', ')
  const limit = Math.max(1 << 21, longest + 16)
  try {
    const reader = await connection.runAndReadAll(`from read_csv(${literal(path)}, auto_detect = false, header = true, columns = {${names}},
      delim = ${literal(dialect.delimiter)}, quote = ${literal(dialect.quote)}, escape = ${literal(dialect.quote)},
      max_line_size = ${limit}, buffer_size = ${limit * 4}, strict_mode = true)`)
    return reader.getRowsJson().map((row) => row.map((value) => (typeof value === 'string' ? value : '')))
  } finally {
    connection.closeSync()
  }
}

/** What the scan leaves to be read, read by DuckDB: line and fields of each kept record. */
export const keptRows = async (path: string, dialect: Dialect, scan: ScanResult): Promise<{ line: number; fields: string[] }[]> => {
  if (scan.cleaned === undefined) {
    const rows = await duckRows(path, dialect, scan.header.length, scan.longestRecord)
    return rows.map((fields, index) => ({ line: index + 2, fields }))
  }
  const rows = await duckRows(scan.cleaned, plainDialect, scan.header.length + 1, scan.longestRecord)
  return rows.map(([line, ...fields]) => ({ line: Number(line), fields }))
}

/** Rows of a quarantine file: line, reason, column, note, raw. */
export const quarantineRows = (scan: ScanResult): Promise<string[][]> =>
  scan.quarantine === undefined ? Promise.resolve([]) : duckRows(scan.quarantine, plainDialect, 5, scan.longestRecord)

export interface Folder {
  readonly path: string
  write(name: string, content: string | Buffer): Promise<string>
  scan(content: string | Buffer, dialect?: Partial<Dialect>, options?: Partial<ScanOptions>): Promise<Tried>
  remove(): Promise<void>
}

export interface Tried {
  readonly scan: ScanResult
  readonly kept: { line: number; fields: string[] }[]
  readonly aside: string[][]
}

/** A folder of its own, and the whole way of a content through it: scan, then DuckDB. */
export const makeFolder = async (): Promise<Folder> => {
  const path = temporaryFolder('delimited')
  const write = async (name: string, content: string | Buffer) => {
    await writeFile(join(path, name), content)
    return join(path, name)
  }
  return {
    path,
    write,
    async scan(content, dialect = {}, options = {}) {
      const file = await write('input.csv', content)
      const whole = { ...plainDialect, ...dialect }
      const scan = await scanDelimited(file, whole, { workFolder: path, name: 'input', ...options })
      return { scan, kept: await keptRows(file, whole, scan), aside: await quarantineRows(scan) }
    },
    remove: () => rm(path, { recursive: true, force: true }),
  }
}

export const sniffed = async (folder: Folder, content: string | Buffer, hint: DialectHint = {}): Promise<Dialect & { guessed: readonly string[] }> =>
  sniffDialect(await folder.write('sniff.csv', content), hint)
export const readText = (path: string): Promise<string> => readFile(path, 'utf8')
