import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { trailer as trailerSchema } from '../../src/config/reconcile-schema.js'
import { readHeader, scanDelimited, sniffDialect, type ScanResult } from '../../src/engine/delimited/index.js'
import { InputError } from '../../src/engine/errors.js'
import { id, joinSql, sql, type Sql } from '../../src/engine/sql.js'
import { takeTrailer } from '../../src/stages/trailer.js'
import { openDatabase } from '../engine/open.js'
import { folderWith } from './run-small.js'

interface Taken {
  readonly scan: ScanResult
  readonly totals: object
  readonly kept: number
  readonly quarantined: number
}

const reading = (from: string, columns: readonly string[], delimiter = ','): Sql =>
  sql`read_csv(${from}, auto_detect = false, header = true, columns = {${joinSql(columns.map((column) => sql`${id(column)}: 'VARCHAR'`))}}, delim = ${delimiter},
    quote = '"', escape = '"', nullstr = '', strict_mode = true)`

/** Reads a file as the ingest stage does, then takes its trailer. */
async function take(content: string | Uint8Array, config: object): Promise<Taken> {
  const folder = folderWith({ 'x.csv': content })
  const path = join(folder, 'x.csv')
  const dialect = await sniffDialect(path)
  const header = await readHeader(path, dialect)
  const scan = await scanDelimited(path, dialect, { workFolder: folder, name: 'x' })
  const { database } = await openDatabase({ folders: [folder] })
  const lined = sql`* replace (cast(source_line as bigint) as source_line)`
  try {
    const cells = header.map((_, index) => `c${index + 1}`)
    await database.command(
      scan.cleaned === undefined
        ? sql`create temp table file_x as select * from ${reading(path, cells, dialect.delimiter)}`
        : sql`create temp table file_x as select ${lined} from ${reading(scan.cleaned, ['source_line', ...cells])}`,
    )
    await database.command(
      scan.quarantine === undefined
        ? sql`create temp table quarantine_x (source_line bigint, reason varchar)`
        : sql`create temp table quarantine_x as select ${lined} from ${reading(scan.quarantine, ['source_line', 'reason', 'column_position', 'shape_note', 'raw'])}`,
    )
    const taken = await takeTrailer({ database }, { extract: { id: 'x', file: 'x.csv', path, dialect }, config: trailerSchema.parse({ starts: 'TRL', ...config }) }, scan)
    return { ...taken, kept: await database.count('file_x'), quarantined: await database.count('quarantine_x') }
  } finally {
    database.close()
  }
}

const counts = ({ scan, kept, quarantined }: Taken): number[] => [scan.records, scan.kept, kept, scan.quarantined, quarantined]

describe('the trailer of a file states totals and is no row', () => {
  test('with as many fields as a row, which is read as one', async () => {
    const taken = await take('id,n,m\n1,2,3\n2,3,4\nTRL,2,7.50\n', { rows: 2, amount: 3 })
    expect(taken.totals).toEqual({ rows: 2, amount: '7.50', source: 'x.csv, last line' })
    expect(counts(taken)).toEqual([2, 2, 2, 0, 0])
  })

  test('with fewer, which is quarantined', async () => {
    const taken = await take('id,n,m\n1,2,3\n2,"3\n",4\n9,9\nTRL,2\n\n \n', { rows: 2 })
    expect(taken.totals).toMatchObject({ rows: 2 })
    expect(counts(taken)).toEqual([3, 2, 2, 1, 1])
    expect(taken.scan.reasons).toEqual({ too_few_fields: 1 })
  })

  test('alone in the quarantine, which is empty then', async () => {
    const taken = await take('id|n|m\n1|2|3\nTRL|1\n', { rows: 2 })
    expect([taken.scan.quarantined, taken.scan.reasons]).toEqual([0, {}])
  })

  test('with a delimiter of its own, in quotes, without a line end, in UTF-16', async () => {
    expect((await take('id,n\n1,2\nTRL|1|5\n', { rows: 2, keys: 3, delimiter: '|' })).totals).toMatchObject({ rows: 1, keys: 5 })
    expect((await take('id,n\r\n1,2\r\n"TRL","1"', { rows: 2 })).totals).toMatchObject({ rows: 1 })
    const wide = await take(Buffer.from('\uFEFFid,n\n1,é\nTRL,1\n', 'utf16le'), { rows: 2 })
    expect([wide.totals, counts(wide)]).toEqual([{ rows: 1, source: 'x.csv, last line' }, [1, 1, 1, 0, 0]])
  })

  test('a row that begins like the trailer stays a row', async () => {
    expect(counts(await take('id,n\nTRL,1\nTRL,2\n', { rows: 2 }))).toEqual([1, 1, 1, 0, 0])
  })

  test('of a file of more than a megabyte', async () => {
    const taken = await take(`id,n\n${'1,é2\n'.repeat(200_000)}TRL,200000\n`, { rows: 2 })
    expect([taken.totals, counts(taken)]).toEqual([{ rows: 200_000, source: 'x.csv, last line' }, [200_000, 200_000, 200_000, 0, 0]])
  })
})

test.each([
  ['no trailer', 'id,n\n1,2\n2,Secret\n', { rows: 2 }, 'x.csv:3:undefined the last line is no trailer: it does not begin with TRL | ask for the whole file'],
  ['too few fields', 'id,n\n1,2\nTRL,1\n', { amount: 3 }, 'x.csv:3:3 the trailer has 2 fields, and amount should be number 3 | correct the positions'],
  ['no number', 'id,n\n1,2\nTRL,many\n', { rows: 2 }, 'x.csv:3:2 rows of the trailer is not a whole number (its shape: aaaa)'],
  ['no decimal', 'id,n\n1,2\nTRL,"1,5"\n', { amount: 2 }, 'x.csv:3:2 amount of the trailer is not a decimal (its shape: 9,9)'],
  ['a header alone', 'id,n\n', { rows: 2 }, 'x.csv:undefined:undefined the last line is no trailer'],
  ['a header that begins like it', 'TRL,n\n', {}, 'the header is the last line'],
])('%s is refused', async (_, content, config, sentence) => {
  const error: unknown = await take(content, config).catch((thrown: unknown) => thrown)
  if (!(error instanceof InputError)) throw error
  expect(`${error.place.file}:${error.place.line}:${error.place.column} ${error.what} | ${error.remedy}`).toContain(sentence)
})

test('rows before it are all that is left, whatever they hold', async () => {
  const cell = fc.constantFrom('a', '', '"b,c"', '"d\ne"', 'é', 'TRL')
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 8 }), fc.boolean(), async (rows, short) => {
      const taken = await take(`x,y\n${rows.map((row) => `${row.join(',')}\n`).join('')}TRL,${rows.length}${short ? ',' : ''}\n`, { rows: 2 })
      expect([taken.totals, taken.scan.records, taken.kept + taken.quarantined]).toEqual([{ rows: rows.length, source: 'x.csv, last line' }, rows.length, rows.length])
    }),
    { seed: 5, numRuns: 12 },
  )
})
