import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reportRun, runConfig } from '../../src/index.js'
import { Database } from '../../src/engine/database.js'
import { id, joinSql, sql } from '../../src/engine/sql.js'
import type { Exported } from '../../src/run/export.js'
import { withRun } from '../../src/run/opened.js'
import { shareFinisher } from '../../src/run/share.js'
import type { Plan } from '../../src/stages/plan.js'
import { filesIn } from '../../src/run/hashes.js'
import { sheetsOf } from '../report/workbook.js'
import { temporaryFolder } from '../temporary.js'

const given = 'Ana Boris Carmen Dmitri Elena Farid Gita Hassan Irene Jorge'.split(' ')
const family = 'Alvarez Borisov Castillo Duarte Esposito Farouk Gupta Hamdi'.split(' ')

/** Rows of people by number; those of the protected system from 90 on are in no other and bear a name that nobody else has. */
function rowsOf(from: number, to: number, row: (no: number) => { readonly key: string; readonly note: string }): string {
  const lines = Array.from({ length: to - from }, (_, at) => {
    const no = from + at
    const { key, note } = row(no)
    const name = no < 90 ? `${given[no % 10] ?? ''},${family[no % 8] ?? ''}` : `Zyxella,Qorvath${String.fromCharCode(97 + (no % 26))}`
    return `${key},${name},${no % 21 === 0 ? '1950-13-45' : `19${50 + (no % 40)}-0${1 + (no % 9)}-1${no % 10}`},2014-0${1 + (no % 9)}-05,${no % 6 === 0 ? 'CLOSED' : 'OPEN'},${note}`
  })
  return `id,first,last,born,opened,status,note\n${lines.join('\n')}\n`
}

const system = (name: string, guarded: boolean): string => `
  ${name}:
    key: id
    event_date: opened
    protected: ${String(guarded)}
    fields: { id: { type: identifier }, first: { type: name }, last: { type: name }, born: { type: date, format: '%Y-%m-%d' }, opened: { type: date, format: '%Y-%m-%d' }, status: { type: code }, note: { type: text } }
    mentions: [{ role: person, columns: { given_name: first, family_name: last, date_of_birth: born } }]
    extracts: [{ id: ${name.toLowerCase()}_one, file: ${name.toLowerCase()}.csv, delivered: '2015-01-05', deliverer: office, control_totals: none }]`

const yaml = `version: 1
name: guarded
systems:${system('DOORS', false)}${system('SHELTER', true)}
matches: [{ name: both, left: DOORS.person, right: SHELTER.person, block: [[date_of_birth, family_name], [date_of_birth]] }]
exhibits:
  - { name: kept, title: Open at the shelter, note: All of its records, source: SHELTER, sql: 'select status, count(*) as n from composite_shelter group by status', columns: [{ name: status, label: Status }, { name: n, label: Records, kind: count, unit: records }] }
  - { name: free, title: Open at the doors, note: All of its records, source: DOORS, sql: 'select status, count(*) as n from composite_doors group by status', columns: [{ name: status, label: Status }, { name: n, label: Records, kind: count, unit: records }] }
report: { purpose: statistics, small_cells: 11 }
outputs:
  folder: runs
  share:
    - { name: own, to: This agency, without_protected: false, tables: [candidates] }
`

/** What only the protected system tells: its keys, its notes, the names of those whom no other system knows. Folded forms too. */
const onlyThere = /shel\D?\d{4}|safehouse|zyxella|qorvath/iu
/** What a review shows of nobody; keys it does show, since by them a reviewer finds the record. */
const personal = new RegExp(['safehouse', 'zyxella', 'qorvath', ...family].join('|'), 'iu')
const guardedSystem = 'SHELTER'
const sides = ['system', 'left_system', 'right_system', 'subject_system', 'petition_system']

const root = temporaryFolder('guarded')
let folder: string
let database: Database
let tables: { readonly table: string; readonly columns: readonly string[] }[]

beforeAll(async () => {
  writeFileSync(join(root, 'doors.csv'), rowsOf(0, 90, (no) => ({ key: `DOOR-${1000 + no}`, note: 'walk in' })))
  writeFileSync(join(root, 'shelter.csv'), rowsOf(60, 130, (no) => ({ key: `SHEL-${1000 + no}`, note: `safehouse ${no}` })))
  const config = join(root, 'config.yaml')
  writeFileSync(config, yaml)
  folder = (await runConfig(config, { memory: '1GB', threads: 1 })).folder
  // Every table that a run has is asked for, by the names that it gives them.
  await withRun(folder, {}, async (opened) => {
    const share = [{ name: 'partner', to: 'Another agency', without_protected: true, tables: opened.files.map(({ table }) => table) }]
    await shareFinisher.finish({ ...opened, config: { ...opened.config, outputs: { ...opened.config.outputs, share } }, plan: { asOf: opened.asOf } as Plan, folder, tables: { exported: opened.files as readonly Exported[], left: [] }, timed: async (_, work) => await work() })
  })
  database = await Database.open({ path: ':memory:', memory: '500MB', folders: [folder] })
  tables = []
  for (const file of filesIn(join(folder, 'tables'))) {
    const table = file.replace(/^.*\//u, '').replace(/\.parquet$/u, '')
    await database.command(sql`create view ${id(table)} as select * from read_parquet(${join(folder, 'tables', file)})`)
    tables.push({ table, columns: await database.columns(table) })
  }
}, 240_000)
afterAll(() => database.close())

/** Rows of a table as text, each with its mark where the table has one. */
async function rowsIn(table: string, columns: readonly string[]): Promise<{ readonly text: string; readonly protected: boolean | null }[]> {
  const mark = columns.includes('protected') ? sql`"protected"` : sql`cast(null as boolean)`
  return await database.rows(sql`select cast(t as varchar) as text, ${mark} as protected from ${id(table)} t`)
}

describe('the mark of a protected system follows its rows through every stage', () => {
  test('in mentions, candidates and entities: on its rows, on pairs with one of its rows, on no other', async () => {
    const marked = tables.filter(({ columns }) => columns.includes('protected'))
    expect(marked.map(({ table }) => table)).toEqual(expect.arrayContaining(['mention', 'candidate', 'entity']))
    for (const { table, columns } of marked) {
      const own = columns.filter((column) => sides.includes(column))
      expect(own, table).not.toEqual([])
      const touched = joinSql(own.map((column) => sql`${id(column)} = ${guardedSystem}`), sql` or `)
      const rows = await database.rows<{ touched: boolean; marked: boolean; n: number }>(sql`select (${touched}) as touched, "protected" as marked, count(*) as n from ${id(table)} group by all order by all`)
      expect(rows.map((row) => [row.touched, row.marked]), table).toEqual(rows.length === 1 ? [[true, true]] : [[false, false], [true, true]])
    }
  })

  test('wherever a row tells what only that system knows, the row says where it is from', async () => {
    const silent: string[] = []
    let rowsOfIts = 0
    for (const { table, columns } of tables) {
      const told = (await rowsIn(table, columns)).filter(({ text }) => onlyThere.test(text))
      if (told.length === 0) continue
      rowsOfIts += told.length
      const says = columns.includes('protected') || columns.some((column) => sides.includes(column)) || columns.includes('extract_id') || table.endsWith('_shelter')
      if (!says) silent.push(table)
      expect(told.filter((row) => row.protected === false), table).toEqual([])
    }
    expect(rowsOfIts).toBeGreaterThan(300)
    // Values and how often they are, of all systems together: not a row of them is given away.
    expect(silent).toEqual(['term_frequency_both'])
    expect(readFileSync(join(folder, 'share', 'partner', 'README.txt'), 'utf8')).toContain('term_frequency_both: not given, since no column of it tells which rows are protected')
  })
})

describe('what leaves the agency', () => {
  test('of every table of the run holds nothing that only the protected system tells', () => {
    const share = join(folder, 'share', 'partner')
    const files = readdirSync(share)
    expect(files.length).toBeGreaterThan(15)
    for (const file of files) expect(onlyThere.test(readFileSync(join(share, file), 'utf8')), file).toBe(false)
    expect(onlyThere.test(readFileSync(join(folder, 'share', 'own', 'candidates.csv'), 'utf8'))).toBe(true)
    expect(readFileSync(join(folder, 'share', 'own', 'README.txt'), 'utf8')).toContain('may be used and disclosed for stated purposes only')
  })

  test('a statistics report names nothing of it', async () => {
    for (const file of filesIn(join(folder, 'statistics'))) {
      const text = file.endsWith('.xlsx') ? JSON.stringify(await sheetsOf(join(folder, 'statistics', file))) : readFileSync(join(folder, 'statistics', file), 'utf8')
      expect(onlyThere.test(text), file).toBe(false)
    }
  })
})

const summaryText = (): string => readFileSync(join(folder, 'summary.json'), 'utf8')

test.each(['review', 'investigation'] as const)('a report for %s says what is protected, and only an investigation is shown it', async (purpose) => {
  await reportRun(folder, { purpose, memory: '1GB', threads: 1 })
  const [page, sheets] = [readFileSync(join(folder, 'report.html'), 'utf8'), await sheetsOf(join(folder, 'report.xlsx'))]
  expect(summaryText()).toContain('Candidates that come from protected systems (8 USC 1367): ')
  expect(page).toContain('8 USC 1367')
  const told = [['page', page], ['summary', summaryText()], ...sheets.map(({ name, rows }) => [name, JSON.stringify(rows)])].flatMap(([where = '', text = '']) => (personal.test(text) ? [where] : []))
  if (purpose === 'review') expect(told).toEqual([])
  else expect(told).not.toEqual([])
  // Each row of each sheet that comes from there bears the mark.
  const bare = sheets.flatMap(({ name, rows }) => {
    const heads = rows[3] ?? []
    return rows.slice(4).filter((row) => row.some((cell) => cell === guardedSystem) && heads.some((head) => /system/u.test(String(head))) && !row.includes('8 USC 1367')).map(() => name)
  })
  expect([...new Set(bare)]).toEqual([])
})

test('exhibits and correction requests of the protected system say so, those of the other do not', () => {
  const summary = summaryText()
  expect(summary).toContain('From a protected system (8 USC 1367)')
  const requests = filesIn(folder).filter((file) => file.startsWith('corrections/') && file.endsWith('request.html'))
  expect(requests.length).toBeGreaterThan(1)
  for (const file of requests) expect(readFileSync(join(folder, file), 'utf8').includes('8 USC 1367'), file).toBe(file.includes(guardedSystem))
})
