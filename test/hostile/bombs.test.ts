import { expect, test } from 'vitest'
import { readHeader, scanDelimited } from '../../src/engine/delimited/index.js'
import { write } from '../cli/process.js'
import { plainDialect } from '../engine/delimited/through-duckdb.js'
import { temporaryFolder } from '../temporary.js'

const folder = temporaryFolder('bombs')
const limit = 1 << 16
const header = 'id,name,note\n'

const scanned = async (name: string, content: string) => {
  const scan = await scanDelimited(write(folder, `${name}.csv`, content), plainDialect, { workFolder: folder, name, maxRecordBytes: limit })
  return { kept: scan.kept, reasons: scan.reasons, longest: scan.longestRecord <= 8 * limit }
}

// At full size, with the memory that they take, in bombs.full.ts.
test.each([
  ['cell', `1,ana,"${'x'.repeat(3 * limit)}"\n2,bert,y\n`, { kept: 1, reasons: { record_too_long: 1 } }],
  ['line', `1,ana,y\n2,bert,${'x'.repeat(3 * limit)}`, { kept: 1, reasons: { record_too_long: 1 } }],
  ['nuls', `1,ana,${'\0'.repeat(3 * limit)}\n2,bert,y\n`, { kept: 1, reasons: { record_too_long: 1 } }],
  ['quote', `1,ana,"${'x,y\n'.repeat(limit)}`, { kept: 0, reasons: { unclosed_quote: 1, too_few_fields: limit - 1 } }],
])('a %s beyond the limit of a record is set aside with its reason, the other rows are kept, and what is held is bounded', async (name, rows, found) => {
  expect(await scanned(name, header + rows)).toEqual({ ...found, longest: true })
})

test('a file without a line end is refused after its first megabyte', async () => {
  await expect(readHeader(write(folder, 'endless.csv', 'x'.repeat(2 << 20)), plainDialect)).rejects.toThrow(
    'endless.csv:1: the header is longer than 1 MiB\n  remedy: check that the file is delimited text with line ends, and its delimiter',
  )
})

const wide = (columns: number): string => `${Array.from({ length: columns }, (_, at) => `c${at}`).join(',')}\n`

test('4,096 columns are read, more are refused by number', async () => {
  expect(await readHeader(write(folder, 'widest.csv', wide(4096)), plainDialect)).toHaveLength(4096)
  await expect(readHeader(write(folder, 'wide.csv', wide(100_000)), plainDialect)).rejects.toThrow(
    'wide.csv:1: the header has 100,000 columns, and at most 4,096 are read\n  remedy: check its delimiter; of a table as wide as this, deliver the columns that are wanted',
  )
})
