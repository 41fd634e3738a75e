import { changed, requireUnchanged, scanDelimited, stampOf, type Dialect, type ScanResult } from '../engine/delimited/index.js'
import { InputError } from '../engine/errors.js'
import { id, joinSql, sql, type Sql } from '../engine/sql.js'
import { atFirst, forEach } from './pieces.js'
import type { PlanExtract } from './plan.js'
import type { StageContext } from './stage.js'
import { takeTrailer } from './trailer.js'

const wideRecord = 1 << 20

interface Reading {
  readonly path: string
  readonly columns: readonly string[]
  readonly delimiter: string
  readonly quote: string
  readonly longest: number
}

/**
 * read_csv with nothing left to its sniffer: names and layout are said, all cells are text. Not new_line: in strict mode a wrong one gives no
 * rows and no error, and without it both \n and \r\n are read.
 */
function readCsv(reading: Reading): Sql {
  const columns = joinSql(reading.columns.map((column) => sql`${id(column)}: 'VARCHAR'`))
  const long = reading.longest > wideRecord
  const limits = long ? sql`, max_line_size = ${reading.longest * 2}, buffer_size = ${reading.longest * 4}` : sql``
  return sql`read_csv(${reading.path}, auto_detect = false, header = true, columns = {${columns}}, delim = ${reading.delimiter},
    quote = ${reading.quote}, escape = ${reading.quote}, nullstr = '', encoding = 'utf-8', strict_mode = true${limits})`
}

async function loadFile(context: StageContext, extract: PlanExtract, scan: ScanResult): Promise<void> {
  const { database } = context
  const cells = extract.header.map((_, index) => `c${index + 1}`)
  const table = id(`file_${extract.id}`)
  // read_csv makes empty cells null; where no cell begins with white space, no other is blank.
  const padded = new Set(scan.padded ?? cells.keys())
  const filled = joinSql(cells.map((cell, index) => (padded.has(index) ? sql`er_blank_to_null(${id(cell)}) as ${id(cell)}` : id(cell))))
  const common = { longest: scan.longestRecord, columns: cells }
  if (scan.cleaned === undefined) {
    const { delimiter, quote } = extract.dialect
    const source = readCsv({ ...common, path: extract.path, delimiter, quote })
    await database.command(sql`create temp table ${table} as select ${filled} from ${source}`)
  } else {
    const source = readCsv({ ...common, path: scan.cleaned, delimiter: ',', quote: '"', columns: ['source_line', ...cells] })
    await database.command(
      sql`create temp table ${table} as select cast(source_line as bigint) as source_line, ${filled} from ${source}`,
    )
  }
  const loaded = await database.count(`file_${extract.id}`)
  if (loaded !== scan.kept) {
    throw new InputError(
      `DuckDB read ${loaded} of the ${scan.kept} rows that were counted`,
      { file: extract.file },
      'declare delimiter, quote and encoding of this extract in the config',
    )
  }
}

async function loadQuarantine(context: StageContext, extract: PlanExtract, scan: ScanResult): Promise<void> {
  const columns = ['source_line', 'reason', 'column_position', 'shape_note', 'raw']
  const table = id(`quarantine_${extract.id}`)
  const shape = sql`cast(source_line as bigint) as source_line, reason, cast(column_position as integer) as column_position, shape_note, raw`
  const source =
    scan.quarantine === undefined
      ? sql`(select null as source_line, null::varchar as reason, null as column_position, null::varchar as shape_note, null::varchar as raw limit 0)`
      : readCsv({ path: scan.quarantine, delimiter: ',', quote: '"', columns, longest: scan.longestRecord })
  await context.database.command(sql`create temp table ${table} as select ${shape} from ${source}`)
}

async function describe(context: StageContext, extract: PlanExtract, scan: ScanResult): Promise<void> {
  await context.database.run(sql`insert into extract_file values (
    ${extract.id}, ${extract.file}, ${scan.sha256}, ${scan.bytes}, ${extract.dialect.delimiter}, ${extract.dialect.encoding},
    ${extract.header.length}, ${scan.records}, ${scan.kept}, ${scan.quarantined}, ${scan.blankLines})`)
}

const created = sql`create table extract_file (
  extract_id varchar, file varchar, sha256 varchar, bytes bigint, delimiter varchar, encoding varchar,
  columns bigint, rows_read bigint, rows_kept bigint, rows_quarantined bigint, blank_lines bigint)`

/** Counts each file byte by byte, loads what can be read and keeps what cannot. Makes `extract_file`, `file_*` and `quarantine_*`. */
export async function scanExtracts(context: StageContext, extracts: readonly PlanExtract[]): Promise<void> {
  await atFirst(context, async () => await context.database.run(created))
  await forEach(context, 'files', extracts, async (extract) => {
    const stamp = await stampOf(extract.path)
    const whole = await scanDelimited(extract.path, extract.dialect as Dialect, {
      workFolder: context.workFolder,
      name: extract.id,
      signal: context.signal,
      onProgress: (done, total) => context.emit({ kind: 'progress', done, total, unit: 'bytes', label: extract.file }),
    })
    if (whole.sha256 !== (extract.sha256 ?? whole.sha256) || whole.header.join('\n') !== extract.header.join('\n')) throw changed(extract.path)
    // A change is what is said of, whatever the engine said when it met it.
    await loadFile(context, extract, whole).finally(() => requireUnchanged(extract.path, stamp, whole.sha256))
    await loadQuarantine(context, extract, whole)
    const { trailer } = extract.config
    const scan = trailer === undefined ? whole : (await takeTrailer(context, { extract, config: trailer }, whole)).scan
    await describe(context, extract, scan)
    for (const [reason, rows] of Object.entries(scan.reasons)) {
      context.emit({ kind: 'note', level: 'warning', text: `${extract.file}: ${rows} rows quarantined, ${reason.replaceAll('_', ' ')}` })
    }
  })
}
