import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../../engine/database.js'
import { CsvWriter } from '../../engine/delimited/csv-writer.js'
import { readHeader, scanDelimited, sniffDialect } from '../../engine/delimited/index.js'
import { InputError } from '../../engine/errors.js'
import { id, joinSql, sql, type Sql } from '../../engine/sql.js'
import type { Identity, StageContext, TableSpec } from '../stage.js'
import { checkEntries, checkHeader, ledgerColumns, suppliedColumns, type Ledger } from './ledger-check.js'
import { entryHash, hashInSql, noHash, type LedgerEntry } from './ledger-hash.js'
import { yamlLedgerToCsv } from './ledger-yaml.js'

const allColumns = [...ledgerColumns, ...suppliedColumns]
const longLine = 1 << 20

interface Reading {
  readonly path: string
  readonly columns: readonly string[]
  readonly delimiter?: string
  readonly quote?: string
  readonly longest?: number
}

/** read_csv of texts, with nothing left to its sniffer. */
function readTexts({ path, columns, delimiter = ',', quote = '"', longest = 0 }: Reading): Sql {
  const typed = joinSql(columns.map((column) => sql`${id(column)}: 'VARCHAR'`))
  const limits = longest > longLine ? sql`, max_line_size = ${longest * 2}, buffer_size = ${longest * 4}` : sql``
  return sql`read_csv(${path}, auto_detect = false, header = true, columns = {${typed}}, delim = ${delimiter}, quote = ${quote}, escape = ${quote},
    nullstr = '', encoding = 'utf-8', strict_mode = true${limits})`
}

async function refuseUnreadable({ database }: StageContext, file: string, quarantine: string, longest: number): Promise<never> {
  const columns = ['source_line', 'reason', 'column_position', 'shape_note', 'raw']
  await database.command(sql`create temp table ledger_fault as select cast(source_line as bigint) as line, reason, cast(column_position as integer) as place
    from ${readTexts({ path: quarantine, columns, longest })}`)
  const first = await database.row<{ line: number; reason: string; place: number; entries: number }>(
    sql`select line, reason, place, (select count(*) from ledger_fault) as entries from ledger_fault order by line limit 1`,
  )
  await rm(quarantine, { force: true })
  throw new InputError(
    `${first.entries} ${first.entries === 1 ? 'entry' : 'entries'} cannot be read; the first: ${first.reason.replaceAll('_', ' ')}`,
    { file, line: first.line, column: first.place },
    'correct them: a ledger must be whole',
  )
}

/** Loads the file as texts into `ledger_file`, in its order, with the line on which each entry begins. */
async function loadFile(context: StageContext, { system, file, path }: Ledger): Promise<void> {
  const { database, workFolder, signal } = context
  const name = `ledger_${system.toLowerCase()}`
  if (/\.ya?ml$/i.test(path)) {
    const target = join(workFolder, `${name}.csv`)
    const longest = await yamlLedgerToCsv({ path, file, columns: allColumns }, target)
    const source = readTexts({ path: target, columns: ['source_line', ...allColumns], longest })
    await database.command(sql`create temp table ledger_file as select * replace (cast(source_line as bigint) as source_line) from ${source}`)
    await rm(target, { force: true })
    return
  }
  const { guessed: _, ...dialect } = await sniffDialect(path)
  const header = await readHeader(path, dialect)
  checkHeader(header, file)
  const columns = header.map((column) => column.trim().toLowerCase())
  const scan = await scanDelimited(path, dialect, { workFolder, name, signal })
  if (scan.quarantine !== undefined) await refuseUnreadable(context, file, scan.quarantine, scan.longestRecord)
  if (scan.cleaned === undefined) {
    const source = readTexts({ path, columns, delimiter: dialect.delimiter, quote: dialect.quote, longest: scan.longestRecord })
    await database.command(sql`create temp table ledger_line as select * from ${source}`)
    await database.command(sql`create temp table ledger_file as select rowid + 2 as source_line, * from ledger_line order by rowid`)
    await database.drop('ledger_line')
    return
  }
  const source = readTexts({ path: scan.cleaned, columns: ['source_line', ...columns], longest: scan.longestRecord })
  await database.command(sql`create temp table ledger_file as select * replace (cast(source_line as bigint) as source_line) from ${source}`)
  await rm(scan.cleaned, { force: true })
}

/** Entries in their order, blank cells null: `ledger_entry`. */
async function loadEntries(database: Database): Promise<void> {
  const has = await database.columns('ledger_file')
  const trimmed = new Set(['key', 'field', 'entered_at', ...suppliedColumns])
  const cells = allColumns.map((column) => {
    if (!has.includes(column)) return sql`cast(null as varchar) as ${id(column)}`
    return trimmed.has(column) ? sql`trim(er_blank_to_null(${id(column)})) as ${id(column)}` : sql`er_blank_to_null(${id(column)}) as ${id(column)}`
  })
  await database.run(sql`create temp table ledger_entry as select row_number() over (order by rowid) as position, source_line, ${joinSql(cells)} from ledger_file`)
}

const chained = ['position', 'source_line', 'prev_hash', 'entry_hash', ...ledgerColumns] as const

const broken = (file: string, line: number, column: 'prev_hash' | 'entry_hash'): InputError => {
  const [what, remedy] =
    column === 'prev_hash'
      ? ['prev_hash is not the hash of the entry before', 'an entry was changed, removed, put in or moved before this one: go back to the ledger as it was signed']
      : ['entry_hash is not the hash of this entry', 'the entry, or one before it, was changed after it was hashed: go back to the ledger as it was signed']
  return new InputError(what, { file, line, column }, remedy)
}

/** Hashes entry after entry into a CSV file, a chunk in memory at a time, and compares the hashes that the ledger supplies. */
async function writeChain(database: Database, file: string, target: string): Promise<void> {
  const writer = await CsvWriter.create(target)
  try {
    for (const column of ['position', 'prev_hash', 'entry_hash']) writer.plain(column)
    writer.endRow()
    let previous = noHash
    for await (const columns of database.chunks(sql`select ${joinSql(chained.map((column) => id(column)))} from ledger_entry order by position`)) {
      const cell = (column: (typeof chained)[number], row: number): string | null => {
        const value = columns[chained.indexOf(column)]?.[row] ?? null
        return value === null ? null : String(value)
      }
      for (let row = 0; row < (columns[0]?.length ?? 0); row += 1) {
        const line = Number(cell('source_line', row))
        const suppliedBefore = cell('prev_hash', row)?.toLowerCase() ?? previous
        if (suppliedBefore !== previous) throw broken(file, line, 'prev_hash')
        const entry = Object.fromEntries(ledgerColumns.map((column) => [column, cell(column, row)])) as LedgerEntry
        const hash = entryHash(previous, entry)
        if ((cell('entry_hash', row)?.toLowerCase() ?? hash) !== hash) throw broken(file, line, 'entry_hash')
        for (const value of [cell('position', row) ?? '', previous, hash]) writer.plain(value)
        writer.endRow()
        previous = hash
      }
      if (writer.full) await writer.flush()
    }
    await writer.close()
  } catch (error) {
    await writer.discard()
    throw error
  }
}

async function addLedger(context: StageContext, ledger: Ledger): Promise<void> {
  const { database, workFolder } = context
  await loadFile(context, ledger)
  await loadEntries(database)
  await checkEntries(database, ledger)
  const target = join(workFolder, `ledger_${ledger.system.toLowerCase()}.hashes.csv`)
  await writeChain(database, ledger.file, target)
  await database.command(sql`create temp table ledger_hash as select cast(position as bigint) as position, prev_hash, entry_hash
    from ${readTexts({ path: target, columns: ['position', 'prev_hash', 'entry_hash'] })}`)
  await database.run(sql`insert into correction_ledger
    select ${ledger.system}, e.position, ${joinSql(ledgerColumns.map((column) => sql`e.${id(column)}`))}, h.prev_hash, h.entry_hash, e.source_line
    from ledger_entry e join ledger_hash h on h.position = e.position order by e.position`)
  for (const table of ['ledger_file', 'ledger_entry', 'ledger_hash']) await database.drop(table)
  await rm(target, { force: true })
}

const created = sql`create table correction_ledger (
  system varchar, entry_no bigint, key varchar, field varchar, old varchar, "new" varchar, author varchar, approver varchar, entered_at varchar,
  reason_code varchar, evidence varchar, prev_hash varchar, entry_hash varchar, source_line bigint)`

/**
 * The ledgers of corrections of all systems, each entry with a hash that covers the one before: `correction_ledger`, empty where no system has one.
 * Throws InputError with file, line, column and the shape of the cell for what cannot be read and for supplied hashes that disagree.
 */
export const correctionLedger = (ledgers: readonly Ledger[]): TableSpec => ({
  table: 'correction_ledger',
  reads: [],
  order: ['system', 'entry_no'],
  code: async (context) => {
    await context.database.run(created)
    for (const ledger of ledgers) await addLedger(context, ledger)
  },
})

/** I14: each entry's hash, computed again by the engine, covers the entry before. */
export const ledgerIdentities = (ledgers: readonly Pick<Ledger, 'system'>[]): Identity[] =>
  ledgers.map(({ system }) => ({
    identity: 'I14',
    scope: system,
    lhs: sql`select count(*) from correction_ledger where system = ${system}`,
    rhs: sql`select count(*) from (
      select *, coalesce(lag(entry_hash) over (order by entry_no), ${noHash}) as before from correction_ledger where system = ${system}
    ) where prev_hash = before and entry_hash = ${hashInSql(id('before'))}`,
  }))
