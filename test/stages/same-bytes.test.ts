import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { runConfig, type SmallRun } from './run-small.js'
import { shuffleFiles, tinyFolder } from './tiny.js'

const matches = ['subjects_petitioners', 'beneficiaries_applicants', 't_and_u_applicants']
const files = tinyFolder('trafficking.yaml', matches)
const other = tinyFolder('trafficking.yaml', matches)
let run: SmallRun
let shuffled: SmallRun
beforeAll(async () => {
  run = await runConfig(files.config, { threads: 1 })
  shuffleFiles(other.samples)
  shuffled = await runConfig(other.config, { threads: 2, memory: '2GiB' })
}, 300_000)

interface Manifest {
  readonly inputs: readonly { readonly extract_id: string; readonly sha256: string }[]
  readonly tables: readonly { readonly table: string; readonly sha256: string; readonly rows: number }[]
  readonly identities: readonly unknown[]
  readonly code: number
}

const manifest = (of: SmallRun): Manifest => {
  const parsed: Manifest = JSON.parse(of.text('run.json'))
  return parsed
}

const said = (of: SmallRun): unknown => [manifest(of).code, manifest(of).identities, manifest(of).tables.map(({ table, rows }) => [table, rows])]

/** Tables in which a line of a file or a file's hash stands, which another order of rows changes. */
const ofLines = /^(?:source_records_|set_aside|quarantine|extract$|extract[.]|extract_file|composite_(?!conflict)|quality_failure)/

const failures = async (of: SmallRun): Promise<string[]> => (await of.values('quality_failure', 'rule_id', 'extract_id', 'key', 'field', 'value', 'why', 'expected')).map((row) => row.map(String).join('|')).toSorted()

test('the failures of rules are the same but for lines', async () => {
  expect((await failures(run)).length).toBeGreaterThan(0)
  expect(await failures(shuffled)).toEqual(await failures(run))
})

test('one thread or two, rows in another order, in another folder, with other memory: the same bytes but for lines and hashes of files', () => {
  expect(manifest(shuffled).inputs.map(({ sha256 }) => sha256)).not.toEqual(manifest(run).inputs.map(({ sha256 }) => sha256))
  const hashes = (of: SmallRun): Record<string, string> =>
    Object.fromEntries(manifest(of).tables.filter(({ table }) => !ofLines.test(table)).map(({ table, sha256 }) => [table, sha256]))
  expect(Object.keys(hashes(run)).length).toBeGreaterThan(30)
  expect(hashes(shuffled)).toEqual(hashes(run))
  const sheets = readdirSync(run.folder).filter((name) => name.endsWith('.csv') && !ofLines.test(name))
  expect(sheets).toContain('candidates.csv')
  for (const name of sheets) expect(shuffled.text(name) === run.text(name), name).toBe(true)
})

test('what the manifest says of counts and identities is the same, and so is the config that it saves', () => {
  expect(said(shuffled)).toEqual(said(run))
  expect(shuffled.text('crosswalk.yaml')).toBe(run.text('crosswalk.yaml'))
})

test('the counts of each extract are the same', async () => {
  const counts = ['extract_id', 'grain', 'rows_read', 'rows_rejected', 'rows_null_key', 'rows_dup_surplus', 'keys', 'amount', 'key_hash_total', 'row_hash_total']
  expect(await shuffled.values('extract', ...counts)).toEqual(await run.values('extract', ...counts))
})

test('records are composed of the same values, whatever line they stood on', async () => {
  for (const [table, columns] of [['composite_tecs', ['record_key', 'first_seq', 'last_seq', 'composed_from', 'last_name', 'date_of_birth', 'status']], ['composite_lineage', ['key', 'field', 'value', 'extract_id', 'rule', 'alternatives']]] as const) {
    expect(await shuffled.values(table, ...columns)).toEqual(await run.values(table, ...columns))
  }
})

test('every row has its line in the file as it was delivered, with two threads as with one', async () => {
  for (const [of, folder] of [[run, files], [shuffled, other]] as const) {
    const lines = readFileSync(join(folder.samples, 'claims3_petitions.csv'), 'utf8').split('\n')
    const rows = await of.values('source_records_claims3', 'source_line', 'record_key')
    expect(rows).toHaveLength(lines.length - 2)
    const wrong = rows.filter(([line, key]) => !lines[Number(line) - 1]?.startsWith(String(key).replace('|', ',')))
    expect(wrong).toEqual([])
  }
})
