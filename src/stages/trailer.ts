import { open } from 'node:fs/promises'
import type { FileControls } from '../config/control-entry.js'
import type { TrailerConfig } from '../config/reconcile-schema.js'
import { decoderOf } from '../engine/delimited/decode.js'
import { marksOf } from '../engine/delimited/dialect.js'
import type { Dialect, ScanResult } from '../engine/delimited/index.js'
import { RecordParser } from '../engine/delimited/record-parser.js'
import type { Database } from '../engine/database.js'
import { InputError } from '../engine/errors.js'
import { id, sql } from '../engine/sql.js'
import { shapeOf } from '../text/shape.js'
import type { PlanExtract } from './plan.js'
import type { StageContext } from './stage.js'

const tailBytes = 1 << 16

/** The last line of a file that is not blank, in UTF-8; undefined where it does not end within the last 64 KiB. */
async function lastLine(path: string, encoding: Dialect['encoding']): Promise<Buffer | undefined> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    const start = Math.max(0, size - tailBytes)
    // Characters of UTF-16 begin at even places.
    const from = encoding.startsWith('utf-16') ? start - (start % 2) : start
    const raw = Buffer.alloc(size - from)
    await handle.read(raw, 0, raw.length, from)
    const decoder = decoderOf(encoding)
    const text = Buffer.concat([decoder.write(raw), decoder.end()])
    let end = text.length
    while (end > 0 && [9, 10, 13, 32].includes(text[end - 1] ?? 0)) end -= 1
    const begin = Math.max(text.lastIndexOf(10, end - 1), text.lastIndexOf(13, end - 1)) + 1
    return begin === 0 && from > 0 ? undefined : text.subarray(begin, end)
  } finally {
    await handle.close()
  }
}

/** The fields of a trailer, by its own delimiter or that of the file. */
function fieldsOf(line: Buffer, { delimiter, quote }: { readonly delimiter: string; readonly quote: string }): string[] {
  const parser = new RecordParser(marksOf({ delimiter, quote }), true)
  if (parser.parse(line, 0, line.length, true) !== 'complete') return line.toString('utf8').split(delimiter).map((field) => field.trim())
  return Array.from({ length: parser.count }, (_, index) => parser.text(line, index, quote).trim())
}

const counts = ['rows', 'keys', 'units'] as const

interface Trailer {
  readonly extract: Pick<PlanExtract, 'id' | 'file' | 'path' | 'dialect'>
  readonly config: TrailerConfig
}

/**
 * What the trailer of a file states, its last line that is not blank. `line` is where it stands, if that is known. Throws InputError when that line does
 * not begin as declared, or holds no number where one is declared.
 */
export async function readTrailer({ extract, config }: Trailer, line?: number): Promise<FileControls> {
  const { file, path, dialect } = extract
  const at = { file, ...(line === undefined ? {} : { line }) }
  const found = await lastLine(path, dialect.encoding as Dialect['encoding'])
  const text = found?.toString('utf8') ?? ''
  const { delimiter = dialect.delimiter } = config
  if (found === undefined || !(text.startsWith(config.starts) || text.startsWith(dialect.quote + config.starts))) {
    throw new InputError(`the last line is no trailer: it does not begin with ${config.starts}`, at, 'ask for the whole file, or correct trailer in the config')
  }
  const fields = fieldsOf(found, { delimiter, quote: dialect.quote })
  const cell = (measure: 'rows' | 'keys' | 'units' | 'amount', shape: RegExp, called: string): string | undefined => {
    const position = config[measure]
    if (position === undefined) return undefined
    const value = fields[position - 1]
    if (value !== undefined && shape.test(value)) return value
    const what = value === undefined ? `the trailer has ${fields.length} fields, and ${measure} should be number ${position}` : `${measure} of the trailer is not ${called} (its shape: ${shapeOf(value)})`
    throw new InputError(what, { ...at, column: position }, 'correct the positions in trailer, or give its delimiter')
  }
  const totals: Record<string, string | number> = {}
  for (const measure of counts) {
    const value = cell(measure, /^\d{1,15}$/, 'a whole number')
    if (value !== undefined) totals[measure] = Number(value)
  }
  const amount = cell('amount', /^-?\d{1,30}(?:\.\d{1,4})?$/, 'a decimal')
  return { ...totals, ...(amount === undefined ? {} : { amount }), source: `${file}, last line` }
}

interface LastRow {
  readonly table: string
  readonly line: number
  readonly reason?: string
}

async function lastRow(database: Database, extract: Pick<PlanExtract, 'id'>): Promise<LastRow | undefined> {
  const [kept, apart] = [`file_${extract.id}`, `quarantine_${extract.id}`]
  const numbered = (await database.columns(kept)).includes('source_line')
  const [row] = await database.rows<{ line: number }>(sql`select ${numbered ? sql`source_line` : sql`rowid + 2`} as line from ${id(kept)} order by line desc limit 1`)
  const [set] = await database.rows<{ line: number; reason: string }>(sql`select source_line as line, reason from ${id(apart)} order by line desc limit 1`)
  if (set !== undefined && set.line > (row?.line ?? 0)) return { table: apart, ...set }
  return row === undefined ? undefined : { table: kept, ...row }
}

/**
 * Takes the trailer out of what was read of an extract, kept or quarantined, and out of its counts. Reads `file_<id>` and `quarantine_<id>`. Throws
 * InputError as `readTrailer` does.
 */
export async function takeTrailer({ database }: Pick<StageContext, 'database'>, trailer: Trailer, scan: ScanResult): Promise<{ readonly scan: ScanResult; readonly totals: FileControls }> {
  const last = await lastRow(database, trailer.extract)
  const totals = await readTrailer(trailer, last?.line)
  if (last === undefined) throw new InputError('the header is the last line', { file: trailer.extract.file }, 'ask for the whole file')
  const { table, line, reason } = last
  const numbered = (await database.columns(table)).includes('source_line')
  await database.run(sql`delete from ${id(table)} where ${numbered ? sql`source_line` : sql`rowid + 2`} = ${line}`)
  const records = scan.records - 1
  if (reason === undefined) return { totals, scan: { ...scan, records, kept: scan.kept - 1 } }
  const left = (scan.reasons[reason] ?? 1) - 1
  const { [reason]: _, ...others } = scan.reasons
  return { totals, scan: { ...scan, records, quarantined: scan.quarantined - 1, reasons: left === 0 ? others : { ...others, [reason]: left } } }
}
