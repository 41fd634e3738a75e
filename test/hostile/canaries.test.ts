import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { InputError } from '../../src/engine/errors.js'
import { sql } from '../../src/engine/sql.js'
import { StageFault } from '../../src/run/stage-fault.js'
import { correctionLedger } from '../../src/stages/reconcile/ledger.js'
import type { StageContext } from '../../src/stages/stage.js'
import { loadTruth } from '../../src/stages/truth.js'
import { crosswalk, ended, start, type Ended } from '../cli/process.js'
import { openDatabase } from '../engine/open.js'
import { temporaryFolder } from '../temporary.js'
import { canariesIn, canaryFolder, filesWithCanaries } from './canaries.js'

const root = temporaryFolder('canaries')
let made: Ended
let folder: string

beforeAll(async () => {
  made = await crosswalk(['run', canaryFolder(join(root, 'whole')), '--json', '--memory', '1GB', '--threads', '1'])
  folder = (JSON.parse(made.stdout || '{}') as { folder?: string }).folder ?? ''
})

const written = (folderOf: string, text: string): string => {
  const path = join(folderOf, 'file.csv')
  writeFileSync(path, text)
  return path
}

const said = ({ stdout, stderr }: Ended): string => `${stdout}\n${stderr}`

/** Files whose purpose is to hold data: tables as CSV, rows behind figures, requests for correction, files to share. Parquet is compressed. */
const declared = /^(?:[a-z_]+\.csv|tables\/.+|rows\/.+\.csv|corrections\/[^/]+\/failures\.csv|share\/[^/]+\/[a-z_]+\.csv)$/

describe('names, birth dates and identifiers stay in the data outputs', () => {
  test('the run is made, and its tables hold them, so that the search can fail', () => {
    expect(made).toMatchObject({ code: 1 })
    const files = filesWithCanaries(folder)
    for (const file of ['candidates.csv', 'entities.csv', 'quarantine.csv', 'set_aside.csv', 'correction_ledger.csv', 'share/partner/source_records_open.csv']) expect(files).toContain(file)
    expect(files.some((file) => file.startsWith('corrections/')) && files.some((file) => file.startsWith('rows/'))).toBe(true)
  })

  test('they are in no event, line of output, manifest, report, saved SQL or config', () => {
    expect(canariesIn(said(made))).toEqual([])
    expect(made.stderr.split('\n').filter((line) => line.startsWith('{')).length).toBeGreaterThan(50)
    expect(filesWithCanaries(folder).filter((file) => !declared.test(file))).toEqual([])
  })

  test('nor in the list of processes, though an id is an argument', async () => {
    const child = start(['explain', folder, 'OPEN:KXQ90417', 'OTHER:KXQ90499', '--memory', '1GB'])
    const done = ended(child)
    let title = ''
    for (let tries = 0; tries < 400 && !title.startsWith('crosswalk explain'); tries += 1) {
      await pause(5)
      title = readFileSync(`/proc/${child.pid}/cmdline`, 'latin1')
    }
    expect(title).toMatch(/^crosswalk explain\0*$/)
    expect((await done).code).toBe(0)
  })
})

interface Failing {
  readonly name: string
  readonly text: string
  readonly says: RegExp
}

const entry = 'key,field,old,new,author,approver,entered_at,reason_code,evidence\n'

const badLabels: readonly Failing[] = [
  { name: 'says neither', text: 'record_id_a,record_id_b,match\nKXQ90417,WVT55031,Zyxquorn\n', says: /file\.csv:2:match: .*\(its shape/ },
  { name: 'broken row', text: 'record_id_a,record_id_b,match\nKXQ90417,"WVT55031,1\n', says: /1 rows cannot be read/ },
  { name: 'no header', text: 'KXQ90417,WVT55031,Plimthorpe\n', says: /file\.csv:1: is no truth/ },
]
const badLedgers: readonly Failing[] = [
  { name: 'a day that is none', text: `${entry}KXQ90417,last,Vlorptang,Plimthorpe,R,L,19710713,n,f\n`, says: /file\.csv:2:entered_at/ },
  { name: 'no field', text: `${entry}KXQ90417,Zyxquorn,Vlorptang,Plimthorpe,R,L,2014-09-01,n,f\n`, says: /file\.csv:2:field/ },
  { name: 'a hash that is none', text: `${entry.trim()},entry_hash\nKXQ90417,last,Vlorptang,Plimthorpe,R,L,2014-09-01,n,f,566839174\n`, says: /file\.csv:2:entry_hash/ },
  { name: 'no header', text: 'KXQ90417,last,Vlorptang,Plimthorpe,R,L,2014-09-01,n,f\n', says: /file\.csv:1: the ledger has no column/ },
  { name: 'broken row', text: `${entry}KXQ90417,"last"Vlorptang\n`, says: /file\.csv:2/ },
]

/** What is said when a table cannot be made. */
async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(() => undefined, (reason: unknown) => reason)
  expect(error).toBeInstanceOf(InputError)
  return error instanceof InputError ? error.message : ''
}

describe('an error shows a place and a shape', () => {
  test.each(badLabels)('labels: $name', async ({ text, says }) => {
    const { database, folder: work } = await openDatabase()
    const said = await refusal(loadTruth(database, written(work, text), work))
    database.close()
    expect(said).toMatch(says)
    expect(canariesIn(said)).toEqual([])
  })

  test.each(badLedgers)('ledgers: $name', async ({ text, says }) => {
    const { database, folder: work } = await openDatabase()
    const table = correctionLedger([{ system: 'OPEN', fields: ['last'], file: 'file.csv', path: written(work, text) }])
    const context = { database, workFolder: work, signal: new AbortController().signal } as StageContext
    const said = await refusal(Promise.resolve(table.code?.(context)))
    database.close()
    expect(said).toMatch(says)
    expect(canariesIn(said)).toEqual([])
  })

  test('a fault of ours says which table was being made, and nothing that DuckDB quotes', async () => {
    const { database } = await openDatabase()
    const cause: unknown = await database.rows(sql`select cast('Zyxquorn KXQ90417' as integer)`).then(() => undefined, (reason: unknown) => reason)
    database.close()
    expect(canariesIn(String(cause))).toEqual(['zyxquorn', 'kxq90417'])
    const fault = new StageFault('normalise', 'mention', cause)
    expect(fault.message).toBe('Conversion Error while normalise made mention')
  })
})
