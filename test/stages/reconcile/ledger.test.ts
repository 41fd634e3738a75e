import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../src/engine/database.js'
import { InputError } from '../../../src/engine/errors.js'
import { sql } from '../../../src/engine/sql.js'
import { canonicalEntry, entryHash, noHash } from '../../../src/stages/reconcile/ledger-hash.js'
import { correctionLedger, ledgerIdentities } from '../../../src/stages/reconcile/ledger.js'
import { openDatabase } from '../../engine/open.js'
import { make, texts } from './make.js'

let database: Database
let folder: string
beforeAll(async () => {
  const opened = await openDatabase()
  database = opened.database
  folder = opened.folder
})
afterAll(() => database.close())

const names = ['key', 'field', 'old', 'new', 'author', 'approver', 'entered_at', 'reason_code', 'evidence']
const head = names.join(',')
const fields = ['msrp', 'country', 'seized']

async function load(text: string | Uint8Array, file = 'ledger.csv'): Promise<(string | null)[][]> {
  writeFileSync(join(folder, file), text)
  for (const table of ['ledger_file', 'ledger_entry', 'ledger_line', 'ledger_hash', 'ledger_fault']) await database.drop(table)
  const ledger = { system: 'SEACATS', fields, file, path: join(folder, file) }
  await make(database, correctionLedger([ledger]), { workFolder: folder, signal: new AbortController().signal })
  for (const { lhs, rhs } of ledgerIdentities([ledger])) expect(await database.row(sql`select (${lhs}) = (${rhs}) as same`)).toEqual({ same: true })
  return await texts(database, [...names, 'entry_no', 'source_line', 'prev_hash', 'entry_hash'], sql`(select * from correction_ledger order by entry_no)`)
}

const refusal = async (text: string | Uint8Array, file?: string): Promise<InputError> => {
  const error: unknown = await load(text, file).catch((thrown: unknown) => thrown)
  if (error instanceof InputError) return error
  throw error instanceof Error ? error : new Error('it was accepted')
}
const told = async (text: string | Uint8Array, file?: string): Promise<string> => {
  const { place, what, remedy } = await refusal(text, file)
  return `${place.file}:${place.line}:${place.column} ${what} | ${remedy}`
}

const first = '2019-1|1,msrp,1,3533250,A. Analyst,B. Boss,2019-11-02,typing,memo 12'
const second = '2019-2|1,(row),,added,A. Analyst,,2019-11-03T09:30:00Z,late,'
const empty = { approver: null, author: 'A', entered_at: '2019-01-01', evidence: null, field: 'msrp', key: 'k', new: '2', old: null, reason_code: null }

test('an entry is hashed as canonical JSON behind the hash before it', () => {
  expect(canonicalEntry({ ...empty, key: 'é"\n' })).toBe(
    String.raw`{"approver":null,"author":"A","entered_at":"2019-01-01","evidence":null,"field":"msrp","key":"é\"\n","new":"2","old":null,"reason_code":null}`,
  )
  expect(entryHash(noHash, empty)).toBe('1ff33cb815a5528499a9dd1a2c13d0842fbdb2522b818442bcb67bd43b9009ac')
})

test('entries keep their order, their line and their values as written; blank cells are null; each hash covers the one before', async () => {
  const [one, two] = await load(`${head}\n${first}\n\n${second}\n`)
  expect(one?.slice(0, 12)).toEqual(['2019-1|1', 'msrp', '1', '3533250', 'A. Analyst', 'B. Boss', '2019-11-02', 'typing', 'memo 12', '1', '2', noHash])
  expect(two?.slice(0, 11)).toEqual(['2019-2|1', '(row)', null, 'added', 'A. Analyst', null, '2019-11-03T09:30:00Z', 'late', null, '2', '4'])
  expect(two?.[11]).toBe(one?.[12])
})

test('columns may stand in any order and bear capitals; another delimiter and encoding are found out', async () => {
  const text = `Evidence;KEY;field;new;old;author;approver;entered_at;reason_code\nM\xFCller;k;msrp;2;"1;5";A;B;2019-01-01;x\n`
  expect((await load(Buffer.from(text, 'latin1')))[0]?.slice(0, 9)).toEqual(['k', 'msrp', '1;5', '2', 'A', 'B', '2019-01-01', 'x', 'Müller'])
})

test('no ledger, no rows', async () => {
  await make(database, correctionLedger([]), { workFolder: folder })
  expect(await database.count('correction_ledger')).toBe(0)
})

test.each([
  ['a column', `${head.replace(',approver', '')}\n`, 'ledger.csv:1:undefined the ledger has no column approver | columns of a ledger: key, field'],
  ['a column too many', `${head},comment\n`, 'ledger.csv:1:10 "comment" is no column of a ledger | rename or remove it'],
  ['a blank key', `${head}\n${first}\n ,msrp,1,2,A,B,2019-01-01,x,y\n`, 'ledger.csv:3:key key is blank | write the key'],
  ['a blank field', `${head}\nk,,1,2,A,B,2019-01-01,x,y\n`, 'ledger.csv:2:field field is blank'],
  ['a field', `${head}\nk,Secret9,1,2,A,B,2019-01-01,x,y\n`, 'ledger.csv:2:field this is no field of SEACATS (its shape: Aaaaaa9) | its fields: msrp, country, seized; or (row)'],
  ['a row', `${head}\nk,(row),,gone,A,B,2019-01-01,x,y\n`, 'ledger.csv:2:new an entry of (row) says neither added nor removed (its shape: aaaa) | write added or removed'],
  ['a row with a value', `${head}\nk,(row),1,added,A,B,2019-01-01,x,y\n`, 'ledger.csv:2:old an entry of (row) has an old value (its shape: 9)'],
  ['no author', `${head}\nk,msrp,1,2,,B,2019-01-01,x,y\n`, 'ledger.csv:2:author author is blank'],
  ['no date', `${head}\nk,msrp,1,2,A,B,,x,y\n`, 'ledger.csv:2:entered_at entered_at is blank'],
  ['a date', `${head}\nk,msrp,1,2,A,B,03/01/2019,x,y\n`, 'ledger.csv:2:entered_at entered_at is no date (its shape: 99/99/9999) | write YYYY-MM-DD'],
  ['a day', `${head}\nk,msrp,1,2,A,B,2019-02-29,x,y\n`, 'entered_at is no date (its shape: 9999-99-99)'],
  ['an hour', `${head}\nk,msrp,1,2,A,B,2019-02-28T25:00,x,y\n`, 'entered_at is no date (its shape: 9999-99-99A99:99)'],
  ['a control character', `${head}\nk,msrp,1,2\u0007,A,B,2019-02-28,x,y\n`, 'ledger.csv:2:new new holds a control character'],
  ['a byte order mark inside', `${head}\nk,msrp,1,\u{feff}2,A,B,2019-02-28,x,y\n`, 'ledger.csv:2:new new holds a control character'],
  ['a number', `entry_no,${head}\n1,${first}\n3,${second}\n`, 'ledger.csv:3:entry_no entry_no is not the place of the entry (its shape: 9)'],
  ['a hash that is none', `${head},entry_hash\n${first},abc\n`, 'ledger.csv:2:entry_hash entry_hash is no SHA-256 hash (its shape: aaa)'],
  ['several entries', `${head}\n,msrp,1,2,A,B,2019-01-01,x,y\n,msrp,1,2,,B,2019-01-01,x,y\nk,x,1,2,A,B,2019-01-01,x,y\n`, 'ledger.csv:2:key key is blank; 2 more entries have faults'],
  ['a line that cannot be read', `${head}\n${first}\nk,msrp,1,2\n`, 'ledger.csv:3:5 1 entry cannot be read; the first: too few fields | correct them'],
])('%s is refused at its line', async (_, text, sentence) => {
  expect(await told(text)).toContain(sentence)
})

test('an error shows no text of an entry', async () => {
  const { message } = await refusal(`${head}\nGARCIA,Surname,1,2,A,B,2019-01-01,x,y\n`)
  expect(message).not.toMatch(/GARCIA|Surname/)
})

const withHashes = async (): Promise<string[]> => {
  const rows = await load(`${head}\n${first}\n${second}\n`)
  return [first, second].map((line, index) => `${line},${rows[index]?.[11]},${rows[index]?.[12]?.toUpperCase()}`)
}

test('supplied hashes are compared: whoever changes, removes or moves an entry is found out at its line', async () => {
  const [one = '', two = ''] = await withHashes()
  const chained = `${head},prev_hash,entry_hash`
  expect(await load(`${chained}\n${one}\n${two}\n`)).toHaveLength(2)
  expect(await load(`${chained}\n${one}\n${second},,\n`)).toHaveLength(2)
  expect(await told(`${chained}\n${one.replace('3533250', '3533251')}\n${two}\n`)).toContain('ledger.csv:2:entry_hash entry_hash is not the hash of this entry')
  expect(await told(`${chained}\n${two}\n`)).toContain('ledger.csv:2:prev_hash prev_hash is not the hash of the entry before')
  expect(await told(`${chained}\n${one}\n${first},,\n${two}\n`)).toContain('ledger.csv:4:prev_hash')
})

test('a ledger in YAML: the same entries, the same hashes, with the line on which each begins', async () => {
  const csv = await load(`${head}\n${first}\nk,msrp,007,,A,,2019-01-01,,"a, b"\n`)
  const yaml = await load(
    `# signed\nentries:\n  - { key: "2019-1|1", field: msrp, old: 1, new: 3533250, author: A. Analyst, approver: B. Boss, entered_at: 2019-11-02, reason_code: typing, evidence: memo 12 }\n` +
      `  - key: k\n    field: msrp\n    old: 007\n    new:\n    author: A\n    entered_at: 2019-01-01\n    reason_code: null\n    evidence: a, b\n`,
    'ledger.yaml',
  )
  const line = names.length + 1
  expect(yaml.map((row) => row[line])).toEqual(['3', '4'])
  expect(yaml.map((row) => row.toSpliced(line, 1))).toEqual(csv.map((row) => row.toSpliced(line, 1)))
})

test.each([
  ['a key', '- key: k\n  feild: msrp\n', 'ledger.yaml:2:undefined a key that no entry of a ledger has | write key, field'],
  ['a list for a value', '- key: k\n  field: [msrp]\n', 'ledger.yaml:2:field a text is wanted'],
  ['a scalar for an entry', '- k\n', 'ledger.yaml:1:undefined an entry is a map'],
  ['no list', 'key: k\n', 'ledger.yaml:1:undefined a ledger is a list of entries'],
  ['no YAML', '- key: "k\n', 'this is not YAML 1.2 (missing char)'],
  ['a key twice', '- key: k\n  key: l\n', 'ledger.yaml:2:3 this is not YAML 1.2 (duplicate key)'],
  ['a blank author', '- key: k\n  field: msrp\n  entered_at: 2019-01-01\n', 'ledger.yaml:1:author author is blank'],
  ['another encoding', Buffer.from('- key: M\xFCller', 'latin1'), 'ledger.yaml:undefined:undefined the ledger is not UTF-8'],
])('in YAML %s is refused', async (_, text, sentence) => {
  expect(await told(text, 'ledger.yaml')).toContain(sentence)
})

const cell = fc.oneof(fc.constantFrom('', ' ', 'null', '1,300', 'a"b', "it's", 'é', '姓', '😀', '\u2028', '\u007F', 'a\nb', 'a\tb', '\\u001F', '</x>', '{}', '$1'), fc.string({ unit: 'grapheme', maxLength: 6 }))
const entry = fc.record({ key: fc.constant('k'), field: fc.constantFrom(...fields), old: cell, new: cell, author: fc.constant('A'), approver: cell, entered_at: fc.constant('2019-01-01'), reason_code: cell, evidence: cell })
const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`

test('whatever text entries hold, the engine computes the hashes again as we did, from CSV and from YAML', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 6 }), async (entries) => {
      const csv = [head, ...entries.map((one) => names.map((name) => quoted(one[name as keyof typeof one])).join(','))].join('\n')
      const rows = await load(`${csv}\n`)
      expect(rows).toHaveLength(entries.length)
      const fromYaml = await load(stringify(entries), 'ledger.yaml')
      expect(fromYaml.map((row) => row.at(-1))).toEqual(rows.map((row) => row.at(-1)))
    }),
    { seed: 5, numRuns: 40 },
  )
})

test('nothing is left of the reading but the table', async () => {
  await load(`${head}\n${first}\n`)
  expect(readdirSync(folder).filter((name) => !/^(?:test\.duckdb|ledger\.(?:csv|yaml)$)/.test(name))).toEqual([])
  expect(await database.rows(sql`select table_name from duckdb_tables() where table_name like 'ledger%'`)).toEqual([])
})
