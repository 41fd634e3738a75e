import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseHTML } from 'linkedom'
import { beforeAll, expect, test } from 'vitest'
import type { ConfigInput } from '../../src/config/schema.js'
import { writeReport, type Summary } from '../../src/report/index.js'
import type { Finisher } from '../../src/run/run.js'
import { csv, extract, runSmall, type SmallRun } from '../stages/run-small.js'

const report: Finisher = {
  what: 'report',
  finish: async ({ database, config, plan, folder, tables: { exported } }) =>
    await writeReport({ database, folder, name: config.name, asOf: plan.asOf, version: '0.0.0', limits: { floor: config.floor, ...config.bands }, files: exported, config }),
}
const config: Omit<ConfigInput, 'version' | 'name'> = {
  systems: {
    CASES: {
      key: 'id', fields: { id: {}, worth: { type: 'decimal' }, office: {} },
      extracts: [extract('own', 'own.csv'), extract('other', 'other.csv', { deliverer: 'CBP/LA' })],
    },
    VICTIMS: {
      protected: true, key: 'id', fields: { id: {}, name: { type: 'name' } }, mentions: [{ role: 'applicant', columns: { full_name: 'name' } }],
      extracts: [extract('victims', 'victims.csv', { deliverer: 'USCIS' })],
    },
  },
  quality: {
    library: 'off',
    office: { CASES: 'office' },
    rules: [
      { name: 'worth_is_a_number', system: 'CASES', kind: 'conforms', field: 'worth', severity: 'error', sentence: 'hold no number' },
      { name: 'office_is_known', system: 'CASES', kind: 'listed', field: 'office', values: ['NORTH', 'SOUTH'] },
      { name: 'seldom', system: 'CASES', kind: 'listed', field: 'id', values: ['1'], severity: 'info' },
      { name: 'victim_is_named', system: 'VICTIMS', kind: 'complete', field: 'name' },
    ],
  },
  reliability: { purpose: 'counts by year', confirmed: { CASES: { by: 'A. Auditor', on: '2015-02-01', conclusion: 'undetermined', reason: 'no document came with it' } } },
}
const files = {
  'own.csv': csv('id,worth,office', '1,1.50,NORTH', '2,<b>ten</b>,SOUTH', '3,3,SUOTH', '4,x,SOUTH'),
  'other.csv': csv('id,worth,office', '1,1.50,NORTH', '2,many,NORTH'),
  'victims.csv': csv('id,name', 'T-17,', 'T-18,ANA RUIZ'),
}
let run: SmallRun
let summary: Summary
beforeAll(async () => {
  run = await runSmall(files, config, { finishers: [report] })
  summary = JSON.parse(run.text('summary.json')) as Summary
})

const pageOf = (folder: string): ReturnType<typeof parseHTML>['document'] => parseHTML(run.text(`corrections/${folder}/request.html`)).document

test('each system and deliverer with failing rows has a folder with a page and a file of every row', () => {
  expect(readdirSync(join(run.folder, 'corrections')).toSorted()).toEqual(['CASES-CBP_LA', 'CASES-ICE', 'VICTIMS-USCIS'])
  expect(run.text('corrections/CASES-ICE/failures.csv')).toBe(csv(
    'file,line,key,field,value,what_is_wrong,expected,rule,severity,office,period,extract_id,protected',
    'own.csv,3,2,worth,<b>ten</b>,is no number,,worth_is_a_number,error,SOUTH,,own,',
    'own.csv,4,3,office,SUOTH,is not among the values listed,SOUTH,office_is_known,warning,SUOTH,,own,',
    'own.csv,5,4,worth,x,is no number,,worth_is_a_number,error,SOUTH,,own,',
  ))
  for (const { value = 0, rows } of Object.values(summary.figures).filter((figure) => figure.rows?.startsWith('corrections/') === true)) {
    expect(run.text(rows ?? '').trim().split('\n')).toHaveLength(value + 1)
  }
})

test('the page says what is wrong by rule, office and field, leads to its own file alone, and holds values as text', () => {
  const page = pageOf('CASES-ICE')
  expect([...page.querySelectorAll('#offices tbody tr')].map((row) => row.textContent?.trim().replaceAll(/\s+/g, ' '))).toEqual(['SOUTHworth66.7 % 2 of 3', 'SUOTHoffice33.3 % 1 of 3'])
  expect(page.querySelector('#rules')?.textContent).toContain('2 of 4')
  expect(page.querySelector('#rows')?.textContent).toContain('<b>ten</b>')
  expect(page.querySelectorAll('script, td b b')).toHaveLength(0)
  expect([...new Set([...page.querySelectorAll('a[href]')].map((link) => link.getAttribute('href')))]).toEqual(['failures.csv'])
  expect(run.text('corrections/CASES-ICE/request.html')).not.toMatch(/https?:\/\/(?!www\.w3\.org)/)
})

test('what is about people is in the file alone, and what is protected says so in both', () => {
  const text = run.text('corrections/VICTIMS-USCIS/request.html')
  expect(text).toContain('Protected by 8 USC 1367')
  expect(text).not.toContain('T-17')
  expect(run.text('corrections/VICTIMS-USCIS/failures.csv')).toContain('victims.csv,2,T-17,name,,is missing,,victim_is_named,warning,,,victims,8 USC 1367: protected')
})

test('the report says who must correct what, and leads to each page', () => {
  const { document } = parseHTML(run.text('report.html'))
  const links = [...document.querySelectorAll('#corrections a[href]')].map((link) => link.getAttribute('href') ?? '')
  expect(links).toContain('corrections/CASES-ICE/request.html')
  expect(links.filter((href) => !href.startsWith('#') && !existsSync(join(run.folder, href)))).toEqual([])
})

test('the section on reliability prints the draft as a draft, and beside it what a person concluded', () => {
  const { document } = parseHTML(run.text('report.html'))
  const [first, second] = [...document.querySelectorAll('#reliability > .table tbody tr')].map((row) => row.textContent ?? '')
  expect(first).toMatch(/^CASES.*Draft: not sufficiently reliable.*undetermined: A\. Auditor, 2015-02-01\. no document came with it$/s)
  expect(second).toMatch(/^VICTIMS.*Draft: .*not yet$/s)
  expect(document.querySelector('#reliability')?.textContent).toContain('For this use: counts by year.')
  expect(document.querySelector('#reliability-CASES')?.textContent).toContain('a count is of what was delivered, not of what there is')
  const own = readFileSync(join(run.folder, 'report.html'), 'utf8')
  expect(own.replaceAll('Draft: not sufficiently reliable', '').replaceAll('Draft: sufficiently reliable', '')).not.toContain('sufficiently reliable')
})

test('a run without failing rows asks nobody', async () => {
  const { quality: _, ...rest } = config
  const clean = await runSmall(files, { ...rest, quality: { library: 'off' } }, { finishers: [report] })
  expect(existsSync(join(clean.folder, 'corrections'))).toBe(false)
  expect(clean.text('report.html')).not.toContain('id="corrections"')
})
