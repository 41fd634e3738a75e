import { join } from 'node:path'
import { InputError } from '../errors.js'
import { checkRegular } from './check.js'
import { Cleaner } from './clean.js'
import { CsvWriter } from './csv-writer.js'
import { decoderOf } from './decode.js'
import { type Dialect, type Marks, marksOf } from './dialect.js'
import { type Opening, readOpening, sourceLineColumn } from './header.js'
import { Quarantine } from './quarantine.js'
import { Source, type Watch } from './source.js'
import { Window } from './window.js'

/** What stands in a delimited file. `records` = `kept` + `quarantined`. */
export interface ScanResult {
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string
  readonly bytes: number
  readonly header: readonly string[]
  readonly records: number
  readonly kept: number
  readonly quarantined: number
  /** Wholly blank lines, passed over; in a file of one column a blank line is a record whose value is missing. */
  readonly blankLines: number
  /** Undefined: the file can be read as it is, and record i (zero-based) stands on line i + 2. Else the path of the cleaned copy. */
  readonly cleaned?: string
  /** Records that span lines. */
  readonly multiline: number
  readonly lineEnds: { readonly lf: number; readonly crlf: number; readonly cr: number }
  /** Bytes of the longest record of the file, its cleaned copy and its quarantine file: a reader's line limit must exceed it. */
  readonly longestRecord: number
  /** Of a file that is read as it is: the columns, from zero, with a cell that begins with white space; in all others no cell is blank but the empty ones. */
  readonly padded?: readonly number[]
  /** Path of the quarantine file, when a record went there. */
  readonly quarantine?: string
  /** Quarantined records by `QuarantineReason`. */
  readonly reasons: Readonly<Record<string, number>>
}

export interface ScanOptions extends Watch {
  /** An existing folder for the cleaned copy and the quarantine file. */
  readonly workFolder: string
  /** Their names begin with it: `<name>.cleaned.csv`, `<name>.quarantine.csv`. */
  readonly name: string
  /** Limit of one record in bytes of UTF-8; default 16 MiB. */
  readonly maxRecordBytes?: number
}

const writeFault = (error: unknown, folder: string): unknown => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'ENOENT', 'ENOTDIR'].includes(code)) return error
  return new InputError(
    `the work folder cannot be written (${code})`,
    { file: folder },
    'name a folder that exists, is writable and has room for a copy of the file',
  )
}

const copyCleaned = async (source: Source, opening: Opening, marks: Marks, dialect: Dialect, options: ScanOptions, limit: number) => {
  const { workFolder, name } = options
  const quarantine = new Quarantine(join(workFolder, `${name}.quarantine.csv`))
  const copy = await CsvWriter.create(join(workFolder, `${name}.cleaned.csv`)).catch((error: unknown) => {
    throw writeFault(error, workFolder)
  })
  try {
    copy.plain(sourceLineColumn)
    for (const column of opening.header) copy.field(column.replaceAll(/[\r\n]+/g, ' '))
    copy.endRow()
    const shape = { marks, columns: opening.header.length, loneCr: opening.loneCr, maxRecordBytes: limit }
    const cleaner = new Cleaner(shape, new Window(source, decoderOf(dialect.encoding)), copy, quarantine)
    await cleaner.run()
    await copy.close()
    await quarantine.close()
    await source.assertUnchanged()
    return { cleaner, copy, quarantine }
  } catch (error) {
    await copy.discard()
    await quarantine.discard()
    throw writeFault(error, workFolder)
  }
}

/**
 * Reads a delimited file once and, when it is regular, leaves it as it is, for a reader that is told delimiter, quote, header and columns.
 * Else reads it again into a cleaned copy: UTF-8, comma, `"`, LF, first column `source_line` (one-based physical line on which the record
 * starts), then the header's (a line end in a name becomes a blank: DuckDB loses a record after a header of several lines). What cannot be
 * read goes into the quarantine file: `source_line,reason,column_position,shape_note,raw`.
 *
 * Throws InputError as `readHeader` does, and when the file changes while it is read or the work folder cannot be written;
 * InterruptedError when `signal` is aborted. On an error no file is left.
 */
export const scanDelimited = async (path: string, dialect: Dialect, options: ScanOptions): Promise<ScanResult> => {
  const marks = marksOf(dialect)
  const limit = options.maxRecordBytes ?? 16 << 20
  const source = await Source.open(path, options)
  try {
    const opening = await readOpening(path, dialect)
    const { header } = opening
    const found = { bytes: source.size, header }
    const regular = dialect.encoding === 'utf-8' && !opening.loneCr ? await checkRegular(source, marks, header.length, limit) : undefined
    if (regular !== undefined) {
      await source.assertUnchanged()
      const [records, ends] = [regular.lines - 1, regular.lines - (regular.closed ? 0 : 1)]
      const lineEnds = { lf: regular.crlf ? 0 : ends, crlf: regular.crlf ? ends : 0, cr: 0 }
      const counts = { records, kept: records, quarantined: 0, blankLines: 0, multiline: 0 }
      return { ...found, sha256: source.digest(), ...counts, lineEnds, longestRecord: regular.longest, padded: regular.padded, reasons: {} }
    }
    source.rewind()
    const { cleaner, copy, quarantine } = await copyCleaned(source, opening, marks, dialect, options, limit)
    const [kept, quarantined] = [copy.rows - 1, quarantine.rows]
    return {
      ...found,
      sha256: source.digest(),
      records: kept + quarantined,
      kept,
      quarantined,
      blankLines: cleaner.blankLines,
      cleaned: copy.path,
      multiline: cleaner.multiline,
      lineEnds: cleaner.lineEnds,
      longestRecord: Math.max(cleaner.longest, copy.longest, quarantine.longest),
      ...(quarantined > 0 ? { quarantine: quarantine.path } : {}),
      reasons: quarantine.reasons,
    }
  } finally {
    await source.close()
  }
}
