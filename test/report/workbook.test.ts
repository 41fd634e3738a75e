import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Database } from '../../src/engine/database.js'
import { sql } from '../../src/engine/sql.js'
import type { Summary } from '../../src/report/summary.js'
import { writeWorkbook } from '../../src/report/workbook/index.js'
import { cellText, mostCharacters } from '../../src/report/workbook/text.js'
import { writeZip } from '../../src/report/workbook/zip.js'
import { temporaryFolder } from '../temporary.js'
import { partsOf, sheetsOf, type ReadSheet } from './workbook.js'

const hostile = ['=cmd|\'/c calc\'!A0', '+1+1', '-2', '@sum(1)', '\t=1', '<script>alert(1)</script>', 'a\u0001b\u202ec', '_x0041_', '#REF!', '😀 é', ' spaced ', 'two\nlines', '\ud800 half']

const summary: Summary = {
  crosswalk: '0.0.0', name: 'tiny', title: '=1+1', as_of: '2015-09-11', purpose: 'investigation', limits: { floor: 0.01, match: 0.9, review: 0.5 }, reconciliation: [],
  figures: {
    found: { value: 7, unit: 'rows', of: 96, percent: 7.3, rows: 'rows/found.csv' },
    money: { value: 12345.5, unit: 'amount', exact: '12345.50' },
    long: { value: 1e20, unit: 'hash', exact: '123456789012345678901' },
    hidden: { unit: 'rows', suppressed: 'small', below: 11 },
    weight: { value: 3, unit: 'candidates' },
  },
  sections: [
    { id: 'verdict', title: 'In short', blocks: [{ kind: 'list', items: [['Found ', { figure: 'found' }, ' rows.']] }] },
    {
      id: 'one', title: 'One', blocks: [
        { kind: 'table', caption: 'A table: with [marks] / of * its own?', note: 'noted', columns: [{ label: 'Text', kind: 'text' }, { label: 'Day', kind: 'date' }, { label: 'Share', kind: 'share' }, { label: 'Amount', kind: 'number' }, { label: 'Change', kind: 'change' }], rows: hostile.map((text) => [[text], ['2015-09-11'], [{ figure: 'found' }], [{ figure: 'money' }], ['old', '']]) },
        { kind: 'table', caption: 'Hidden', columns: [{ label: 'Number', kind: 'number' }, { label: 'Share', kind: 'share' }, { label: 'Year', kind: 'date' }], rows: [[[{ figure: 'hidden' }], [{ figure: 'hidden' }], ['2014']], [[{ figure: 'long' }], [], ['1850-01-01']]] },
        { kind: 'chart', chart: 'weights', caption: 'Weights', alternative: 'Bars.', bins: [{ from: -2, band: 'non_match', figure: 'weight' }] },
      ],
    },
  ],
}

let database: Database
let folder: string
let sheets: ReadSheet[]
const sheetNamed = (part: string, from = sheets): ReadSheet => {
  const found = from.find(({ name }) => name.includes(part))
  if (found === undefined) throw new Error(`no sheet ${part}`)
  return found
}
const config = { systems: { HAVEN: { title: '', period: 'year' as const, protected: true, fields: {}, mentions: [] }, TECS: { title: '', period: 'year' as const, protected: false, fields: {}, mentions: [] } }, matches: [], analyses: [] }
const files = [{ table: 'finding', csv: 'findings.csv', parquet: 'tables/analyse/finding.parquet' }, { table: 'value_change', parquet: 'tables/reconcile/value_change.parquet' }]
const write = async (name: string, mostRows?: number, purpose: Summary['purpose'] = 'investigation'): Promise<string> => {
  const path = join(folder, name)
  await writeWorkbook({ summary: { ...summary, purpose }, database, config, files, path, ...(mostRows === undefined ? {} : { mostRows }) })
  return path
}

beforeAll(async () => {
  folder = temporaryFolder('workbook')
  database = await Database.open({ path: ':memory:', memory: '500MB', folders: [folder] })
  await database.run(sql`create table value_change (change_id integer, system varchar, field varchar, kind varchar, old varchar, new varchar, delta decimal(38, 4), big bigint, day date, share double)`)
  for (const [no, text] of hostile.filter((one) => !one.includes('\ud800')).entries()) await database.run(sql`insert into value_change values (${no}, 'TECS', 'name', 'changed', ${text}, ${'x'.repeat(40_000)}, 1234.5000, 9007199254740993, date '2015-09-11', 0.30000000000000004)`)
  await database.run(sql`insert into value_change values (100, 'HAVEN', 'name', 'changed', null, '', -0.5000, 1, date '1850-01-01', 1e-9)`)
  await database.run(sql`create table finding as select 'rule ' || range as rule, 'warning' as severity, cast(null as varchar) as extract_id, range as failing from range(10)`)
  sheets = await sheetsOf(await write('report.xlsx'))
})

afterAll(() => database.close())

describe('a workbook', () => {
  test('begins with contents, whose links lead to every other sheet and back', () => {
    const [contents] = sheets
    expect(contents?.rows[0]?.[0]).toBe('=1+1')
    expect(contents?.rows.slice(4).map(([part, text]) => [part, text])[0]).toEqual(['In short', 'Found 7 rows.'])
    expect(contents?.rows.slice(5).map((row) => row[2])).toEqual(sheets.slice(1).map(({ name }) => name))
    const parts = partsOf(join(folder, 'report.xlsx'))
    const targets = [...(parts.get('xl/worksheets/sheet1.xml') ?? '').matchAll(/location="&apos;([^&]+)&apos;!A1"/g)].map(([, name]) => name)
    expect(targets).toEqual(sheets.slice(1).map(({ name }) => name))
    sheets.slice(1).forEach((_, at) => expect(parts.get(`xl/worksheets/sheet${at + 2}.xml`)).toContain('location="&apos;1 Contents&apos;!A1"'))
  })

  test('holds typed cells: numbers, days, shares with numerator, denominator and percentage', () => {
    const { rows } = sheetNamed('A table')
    expect(rows[3]).toEqual(['Text', 'Day', 'Share', 'Share: of', 'Share: %', 'Amount', 'Change: old', 'Change: new'])
    expect(rows[4]?.slice(1, 7)).toEqual([new Date('2015-09-11T00:00:00Z'), 7, 96, 0.073, 12345.5, 'old'])
    const hidden = sheetNamed('Hidden').rows
    expect(hidden[4]?.filter((value) => value !== null)).toEqual(['fewer than 11', 'fewer than 11', '2014'])
    expect(hidden[5]?.filter((value) => value !== null)).toEqual(['123456789012345678901', '1850-01-01'])
    expect(sheetNamed('Weights').rows[4]).toEqual([-2, 'non match', 3])
  })

  test('has no formula, and hostile text stays text', () => {
    const shown = ['a\u{fffd}b\u{fffd}c', '\u{fffd} half']
    const table = sheetNamed('A table').rows.slice(4).map(([text]) => text)
    expect(table).toEqual(hostile.map((text) => (text.startsWith('a\u0001') ? shown[0] : text.startsWith('\ud800') ? shown[1] : text)))
    const rows = sheetNamed('Changed cells').rows.slice(4).map((row) => row[4])
    expect(rows.slice(0, -1)).toEqual(hostile.slice(0, -1).map((text) => (text.startsWith('a\u0001') ? shown[0] : text)))
    for (const [name, part] of partsOf(join(folder, 'report.xlsx'))) if (name.includes('worksheets')) expect(part, name).not.toMatch(/<f[ >]|t="str"|t="e"/)
  })

  test('keeps every digit of rows: what a number cannot hold is text, days are days, long text is cut with a note', () => {
    const rows = sheetNamed('Changed cells').rows
    expect(rows[3]).toEqual(['change id', 'system', 'field', 'kind', 'old', 'new', 'delta', 'big', 'day', 'share', 'protected'])
    const first = rows[4] ?? []
    expect(first.slice(6, 10)).toEqual([1234.5, '9007199254740993', new Date('2015-09-11T00:00:00Z'), 0.30000000000000004])
    expect(String(first[5]).length).toBeLessThanOrEqual(mostCharacters)
    expect(first[5]).toMatch(/x … \[cut: 40000 characters in all\]$/)
    expect(rows.at(-1)?.slice(6)).toEqual([-0.5, 1, '1850-01-01', 1e-9, '8 USC 1367'])
  })

  test('has heads that stay, filters over all rows, and widths', () => {
    for (const [name, part] of partsOf(join(folder, 'report.xlsx'))) {
      if (!name.includes('worksheets/sheet')) continue
      expect(part, name).toMatch(/ySplit="4"[^>]*state="frozen"|state="frozen"[^>]*ySplit="4"/)
      expect(part, name).toMatch(/<autoFilter ref="A4:[A-Z]+\d+"/)
      expect(part, name).toContain('customWidth')
    }
  })

  test('of a long table has the first rows, says of how many, and names the file that has all', async () => {
    const found = (await sheetsOf(await write('long.xlsx', 4))).filter(({ name }) => /Findings|Changed/.test(name))
    expect(found.map(({ rows }) => rows.length - 4)).toEqual([4, 4])
    expect(found.map(({ rows }) => rows[1]?.[0])).toEqual([
      'The first 4 of 10 rows of finding; all of them stand in findings.csv.',
      'The first 4 of 13 rows of value_change; all of them stand in tables/reconcile/value_change.parquet, among others.',
    ])
    expect(found[0]?.rows.slice(4).map((row) => row[3])).toEqual([0, 1, 2, 3])
  })

  test('made again it is the same, to the byte', async () => {
    expect(readFileSync(await write('again.xlsx')).equals(readFileSync(join(folder, 'report.xlsx')))).toBe(true)
  })

  test('in a review, cells about people are layouts; statistics have no rows at all', async () => {
    const reviewed = await sheetsOf(await write('review.xlsx', undefined, 'review'))
    expect(sheetNamed('Changed cells', reviewed).rows.slice(4).map((row) => row[5]).at(0)).toMatch(/^x+…$/)
    await database.run(sql`update value_change set old = 'Ana 12' where change_id = 100`)
    const masked = sheetNamed('Changed cells', await sheetsOf(await write('masked.xlsx', undefined, 'review'))).rows.at(-1)
    expect(masked?.[4]).toBe('Aaa 99')
    const counted = await sheetsOf(await write('statistics.xlsx', undefined, 'statistics'))
    expect(counted.some(({ name }) => name.includes('Changed cells'))).toBe(false)
  })
})

describe('text of a cell', () => {
  test('is cut between characters and never longer than a cell', () => {
    for (const length of [mostCharacters, mostCharacters + 1, 5_000_000]) expect(cellText('😀'.repeat(length / 2)).length).toBeLessThanOrEqual(mostCharacters)
    expect(cellText('😀'.repeat(20_000))).not.toMatch(/\ufffd/)
    expect(cellText('a\r\nb\rc')).toBe('a\nb\nc')
  })
})

test('an archive that fails half way says why', async () => {
  const failing = (async function* (): AsyncGenerator<string> {
    yield 'a'
    throw new Error('the rows ended')
  })()
  await expect(writeZip(join(folder, 'broken.zip'), [{ path: 'a', data: failing }])).rejects.toThrow('the rows ended')
  writeFileSync(join(folder, 'there.zip'), '')
  await expect(writeZip(join(folder, 'there.zip'), [])).rejects.toThrow()
})
