import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseHTML } from 'linkedom'
import { beforeAll, describe, expect, test } from 'vitest'
import { reportRun, runConfig } from '../../src/index.js'
import { formatFigure } from '../../src/report/format.js'
import type { Summary } from '../../src/report/summary.js'
import { sheetsOf } from '../report/workbook.js'
import { temporaryFolder } from '../temporary.js'

const given = ['Ana', 'Boris', 'Carmen', 'Dmitri', 'Elena', 'Farid', 'Gita', 'Hassan', 'Irene', 'Jorge']
const family = ['Alvarez', 'Borisov', 'Castillo', 'Duarte', 'Esposito', 'Farouk', 'Gupta', 'Hamdi']

/** People of a register, some of whom stand in the other one too. */
function rowsOf(from: number, to: number, prefix: string): string {
  const lines = Array.from({ length: to - from }, (_, at) => {
    const no = from + at
    const born = `19${50 + (no % 40)}-0${1 + (no % 9)}-1${no % 10}`
    return `${prefix}${1000 + no},${given[no % 10] ?? ''},${family[no % 8] ?? ''},${no % 17 === 0 ? '' : born},2014-0${1 + (no % 9)}-05,${no % 6 === 0 ? 'CLOSED' : 'OPEN'}`
  })
  return `id,first,last,born,opened,status\n${lines.join('\n')}\n`
}

const system = (prefix: string, isProtected: boolean): string => `
    key: id
    event_date: opened
    protected: ${String(isProtected)}
    fields: { id: { type: identifier }, first: { type: name }, last: { type: name }, born: { type: date, format: '%Y-%m-%d' }, opened: { type: date, format: '%Y-%m-%d' }, status: { type: code } }
    mentions: [{ role: person, columns: { given_name: first, family_name: last, date_of_birth: born } }]
    extracts: [{ id: ${prefix}_one, file: ${prefix}.csv, delivered: '2015-01-05', deliverer: office, control_totals: none }]`

const yaml = `version: 1
name: purposes
systems:
  OPEN:${system('open', false)}
  CLOSED:${system('closed', true)}
matches: [{ name: both, left: OPEN.person, right: CLOSED.person, block: [[date_of_birth, family_name]] }]
report: { purpose: statistics, small_cells: 11 }
outputs:
  folder: runs
  share: [{ name: partner, to: Another agency, tables: [candidates, source_records_open, source_records_closed, column_profile, parameter, elsewhere] }]
`

let folder: string
let copy: ReadonlyMap<string, Buffer>

const filesOf = (root: string): ReadonlyMap<string, Buffer> =>
  new Map(readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => {
    const path = join(entry.parentPath, entry.name)
    return [path.slice(root.length + 1), readFileSync(path)]
  }))
const summaryOf = (root: string): Summary => JSON.parse(readFileSync(join(root, 'summary.json'), 'utf8'))
const hidden = (summary: Summary): number => Object.values(summary.figures).filter(({ value }) => value === undefined).length
const linesOf = (path: string): number => readFileSync(join(folder, path), 'utf8').split('\n').length - 2

beforeAll(async () => {
  const root = temporaryFolder('purposes')
  writeFileSync(join(root, 'open.csv'), rowsOf(0, 90, 'A'))
  writeFileSync(join(root, 'closed.csv'), rowsOf(60, 130, 'B'))
  writeFileSync(join(root, 'config.yaml'), yaml)
  folder = (await runConfig(join(root, 'config.yaml'), { memory: '1GB' })).folder
  copy = filesOf(folder)
})

const changed = (): string[] => {
  const now = filesOf(folder)
  return [...new Set([...copy.keys(), ...now.keys()])].filter((name) => copy.get(name)?.equals(now.get(name) ?? Buffer.of()) !== true)
}

/** Every figure as page, workbook and summary say it. */
async function threeSay(root: string): Promise<void> {
  const { figures } = summaryOf(root)
  const { document } = parseHTML(readFileSync(join(root, 'report.html'), 'utf8'))
  const printed = [...document.querySelectorAll('[data-figure]')]
  expect(printed.length).toBeGreaterThan(50)
  for (const element of printed) {
    const figure = figures[element.getAttribute('data-figure') ?? '']
    expect(element.textContent).toBe(figure === undefined ? undefined : formatFigure(figure))
  }
  const sheets = await sheetsOf(join(root, 'report.xlsx'))
  const listed = new Map(sheets.find(({ name }) => name.includes('Every figure'))?.rows.slice(4).map((row) => [row[0], row]))
  expect([...listed.keys()]).toEqual(Object.keys(figures))
  for (const [name, figure] of Object.entries(figures)) {
    const [, value, of, percent] = listed.get(name) ?? []
    expect(value, name).toEqual(figure.value ?? formatFigure(figure))
    expect(of ?? undefined, name).toBe(figure.of)
    expect(typeof percent === 'number' ? Math.round(percent * 1000) / 10 : undefined, name).toBe(figure.percent)
  }
  const tables = [...document.querySelectorAll('main .scroll[aria-label] table:not([data-plain])')].map((table) => table.querySelectorAll('tbody tr').length)
  const captions = [...document.querySelectorAll('main table:not([data-plain]) caption')].map((caption) => caption.textContent)
  for (const [at, caption] of captions.entries()) expect(sheets.some(({ rows }) => rows[0]?.[0] === caption && rows.length - 4 === tables[at]), caption ?? '').toBe(true)
  const grouped = [...document.querySelectorAll('main .table:has(details.group)')]
  for (const group of grouped) {
    const caption = group.querySelector('.caption')?.textContent
    expect(sheets.some(({ rows }) => rows[0]?.[0] === caption && rows.length - 4 === group.querySelectorAll('tbody tr').length), caption ?? '').toBe(true)
  }
}

describe('reports for each purpose', () => {
  test('page, workbook and summary say the same, in review and in statistics', async () => {
    await threeSay(folder)
    await threeSay(join(folder, 'statistics'))
  })

  test('made again from the run folder they are the same, to the byte', async () => {
    expect(await reportRun(folder)).toBe(folder)
    expect(changed()).toEqual([])
  })

  test('statistics have a folder of their own with three files, that lead nowhere and name nobody', async () => {
    const root = join(folder, 'statistics')
    expect([...filesOf(root).keys()].sort()).toEqual(['report.html', 'report.xlsx', 'summary.json'])
    const summary = summaryOf(root)
    expect(summary.purpose).toBe('statistics')
    const text = readFileSync(join(root, 'report.html'), 'utf8')
    expect([...parseHTML(text).document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href') ?? '').filter((href) => !href.startsWith('#'))).toEqual(['summary.json'])
    expect(hidden(summary)).toBeGreaterThan(2)
    for (const { value, unit, of } of Object.values(summary.figures)) {
      if (['rows', 'candidates', 'cells', 'entities', 'pairs'].includes(unit)) for (const count of [value, of]) expect(count === undefined || count === 0 || count >= 11).toBe(true)
    }
    const written = text + JSON.stringify(summary) + JSON.stringify(await sheetsOf(join(root, 'report.xlsx')))
    for (const name of [...given, ...family, 'A10', 'B10']) expect(written).not.toContain(name)
    expect(text).toContain('fewer than 11')
    expect(Object.values(summaryOf(folder).figures).every(({ value }) => value !== undefined)).toBe(true)
  })

  test('a statistics report may go elsewhere, with another limit; a report that leads to rows may not', async () => {
    const out = join(temporaryFolder('statistics'), 'made')
    expect(await reportRun(folder, { purpose: 'statistics', out, smallCells: 2 })).toBe(out)
    expect(hidden(summaryOf(out))).toBeLessThan(hidden(summaryOf(join(folder, 'statistics'))))
    await expect(reportRun(folder, { purpose: 'statistics', out })).rejects.toThrow('not empty')
    await expect(reportRun(folder, { purpose: 'review', out: join(out, 'x') })).rejects.toThrow('stays in its run folder')
    await expect(reportRun(out)).rejects.toThrow('is no run folder')
    expect(changed()).toEqual([])
  })

  test('an investigation is shown what a review is not', async () => {
    const rows = async (): Promise<string> => JSON.stringify(await sheetsOf(join(folder, 'report.xlsx')))
    const before = await rows()
    await reportRun(folder, { purpose: 'investigation' })
    expect(summaryOf(folder).purpose).toBe('investigation')
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('Made for an investigation')
    expect(await rows()).not.toBe(before)
    await reportRun(folder, { purpose: 'review' })
    expect(changed()).toEqual([])
  })
})

describe('files for another agency', () => {
  test('leave out every row that is protected or comes from a protected system, and count them', () => {
    const share = join(folder, 'share', 'partner')
    expect(readdirSync(share).sort()).toEqual(['README.txt', 'candidates.csv', 'column_profile.csv', 'source_records_closed.csv', 'source_records_open.csv'])
    const readme = readFileSync(join(share, 'README.txt'), 'utf8')
    expect(readme).toContain('For: Another agency\nFrom the run purposes, as of 2015-01-05.')
    expect(readme).toContain('source_records_open.csv: 90 of 90 rows; 0 left out as protected.')
    expect(readme).toContain('source_records_closed.csv: 0 of 70 rows; 70 left out as protected.')
    const candidates = linesOf('candidates.csv')
    expect(candidates).toBeGreaterThan(5)
    expect(readme).toContain(`candidates.csv: 0 of ${candidates} rows; ${candidates} left out as protected.`)
    expect(readme).toMatch(/parameter: not given, since no column of it tells which rows are protected/)
    expect(readme).toContain('elsewhere: not given, since the run has no such table.')
    expect(readFileSync(join(share, 'column_profile.csv'), 'utf8')).not.toContain('CLOSED')
    expect(linesOf(join('share', 'partner', 'column_profile.csv'))).toBe(6)
    expect(existsSync(join(share, 'parameter.csv'))).toBe(false)
  })

  test('protected candidates are marked in the workbook', async () => {
    const sheet = (await sheetsOf(join(folder, 'report.xlsx'))).find(({ name }) => name.includes('Candidates in bands'))
    const at = sheet?.rows[3]?.indexOf('protected') ?? -1
    const marks = sheet?.rows.slice(4).map((row) => row[at]) ?? []
    expect(marks.length).toBeGreaterThan(5)
    expect(new Set(marks)).toEqual(new Set(['8 USC 1367']))
  })
})
