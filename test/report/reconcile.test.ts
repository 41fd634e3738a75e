import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseHTML } from 'linkedom'
import { beforeAll, describe, expect, test } from 'vitest'
import { Database } from '../../src/engine/database.js'
import { sql } from '../../src/engine/sql.js'
import { formatFigure } from '../../src/report/format.js'
import { reconcileText, writeReport } from '../../src/report/index.js'
import type { ReportConfig } from '../../src/report/input.js'
import type { Summary } from '../../src/report/summary.js'
import { temporaryFolder } from '../temporary.js'
import { describeInChromium } from './in-chromium.js'
import { hostile, makeTables } from './reconcile-tables.js'
import type { TinyRun } from './tiny-run.js'

const config: ReportConfig = {
  systems: {
    TECS: { title: 'cases', count: 'case_number', event_date: 'opened', period: 'year', protected: false, fields: {}, mentions: [{ role: 'subject', columns: { family_name: 'last_name' } }] },
    SEIZURES: { title: '', event_date: 'seized', amount: 'msrp', period: 'fiscal_year', protected: false, fields: {}, mentions: [] },
  },
  matches: [],
  analyses: [],
}

async function report(without: readonly string[] = [], changed: ReportConfig = config): Promise<TinyRun> {
  const folder = temporaryFolder('reconcile')
  const database = await Database.open({ path: ':memory:', memory: '500MB', folders: [folder] })
  await makeTables(database, without)
  await writeReport({ database, folder, name: 'extracts', asOf: '2021-02-28', version: '0.0.0', limits: { floor: 0.01, match: 0.9, review: 0.5 }, files: [], config: changed })
  database.close()
  const summary: Summary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'))
  return { folder, page: readFileSync(join(folder, 'report.html'), 'utf8'), summary }
}

let run: TinyRun
beforeAll(async () => {
  run = await report()
})

const documents = new Map<string, ReturnType<typeof parseHTML>['document']>()
/** Parsed once for all tests, which only read it. */
function documentOf({ page } = run): ReturnType<typeof parseHTML>['document'] {
  const known = documents.get(page) ?? parseHTML(page).document
  documents.set(page, known)
  return known
}
const textAt = (id: string): string => (documentOf().querySelector(`#${id}`)?.textContent ?? '').replaceAll(/\s+/g, ' ')
const valueOf = (name: string, { summary } = run): number => {
  const figure = summary.figures[name]
  if (figure?.value === undefined) throw new Error(`no figure ${name}`)
  return figure.value
}

describe('a report of extracts that were reconciled', () => {
  test('leads with a verdict that has the numbers, then with what could not be checked', () => {
    const document = documentOf()
    expect([...document.querySelectorAll('main > section')].map(({ id }) => id).slice(0, 5)).toEqual(['verdict', 'unchecked', 'reconcile-TECS-unit', 'reconcile-TECS-row', 'reconcile-SEIZURES-row'])
    expect(textAt('verdict')).toContain('TECS cases do not reconcile: 3 extracts hold 20, 30 and 32 cases; 36 distinct in all; 16 of 20 differences in 2 comparisons are unexplained, and 1 stated total is not what was counted.')
    expect([...document.querySelectorAll('#reconcile-TECS-unit > section')].map(({ id }) => id.split('-')[3])).toEqual(['unchecked', 'schema', 'controls', 'overlap', 'pairs', 'late', 'coverage', 'walk', 'differences'])
    expect([...document.querySelectorAll('#reconcile-SEIZURES-row > section')].map(({ id }) => id.split('-')[3])).toEqual([
      'unchecked', 'schema', 'controls', 'overlap', 'pairs', 'late', 'coverage', 'walk', 'differences', 'ledger', 'drift', 'changes', 'rekey', 'stated', 'composite',
    ])
    const unchecked = textAt('reconcile-TECS-unit-unchecked')
    expect(unchecked.indexOf('No control total came with 1 of 3 extracts (tecs_1)')).toBeGreaterThan(-1)
    expect(unchecked).toContain('1 of 3 extracts can be reconciled by case only, since no row of theirs has a key: tecs_3')
    expect(unchecked).toContain('3 cases have no date')
    expect(textAt('reconcile-SEIZURES-row-unchecked')).toContain('1 stated figure cannot be checked, since no denominator is stated')
  })

  test('how many of which year came late is read off', () => {
    const document = documentOf()
    const line = [...document.querySelectorAll('#reconcile-TECS-unit-late tbody tr')].find((row) => row.querySelector('th')?.textContent === '2004')
    expect(line?.querySelector('td')?.textContent).toBe('7')
    expect(valueOf('added.TECS.unit.tecs_1.tecs_2.2004')).toBe(7)
    expect(textAt('verdict')).toContain('From tecs_1 to tecs_2, 10 cases were added and none removed; 7 of those added are dated 2004 (opened), the most of any year.')
  })

  test('every file that a count leads to has as many rows as the count says, and every file has its count', async () => {
    const database = await Database.open({ path: ':memory:', memory: '500MB', folders: [run.folder] })
    const named = Object.entries(run.summary.figures).filter(([, { rows, unit }]) => rows !== undefined && unit !== 'amount')
    expect(named.length).toBeGreaterThan(150)
    for (const [name, { rows = '', value }] of named) {
      const { n } = await database.row<{ n: number }>(sql`select count(*) as n from read_csv(${join(run.folder, rows)}, header = true, all_varchar = true, quote = '"', escape = '"', delim = ',')`)
      expect(n, `${name}: ${rows}`).toBe(value)
    }
    database.close()
    const reached = new Set(Object.values(run.summary.figures).map(({ rows }) => rows))
    expect(readdirSync(join(run.folder, 'rows')).filter((file) => !reached.has(`rows/${file}`))).toEqual([])
  })

  test('every link leads to something, and what is printed is what the summary says', () => {
    const document = documentOf()
    for (const link of document.querySelectorAll('a[href]')) {
      const href = link.getAttribute('href') ?? ''
      expect(href.startsWith('#') ? document.querySelector(href) !== null : existsSync(join(run.folder, href)), href).toBe(true)
    }
    const printed = [...document.querySelectorAll('[data-figure]')]
    expect(printed.length).toBeGreaterThan(500)
    for (const element of printed) {
      const figure = run.summary.figures[element.getAttribute('data-figure') ?? '']
      expect(figure === undefined ? undefined : formatFigure(figure)).toBe(element.textContent)
    }
  })

  test('a walk adds up by period, and over all periods, in counts and in amounts', () => {
    const at = (measure: string): number => valueOf(`reconcile.SEIZURES.row.record.copy.${measure}`)
    expect(at('n_a') + at('added') - at('removed') + at('reclass_in') - at('reclass_out')).toBe(at('n_b'))
    expect(at('v_a') + at('v_added') - at('v_removed') + at('adj_up') - at('adj_down')).toBe(at('v_b'))
    expect(at('reclass_in')).toBeGreaterThan(0)
    expect(at('n_a.2018') + valueOf('added.SEIZURES.row.record.copy.2018') - at('removed.2018') + at('reclass_in.2018') - at('reclass_out.2018')).toBe(at('n_b.2018'))
    expect(run.summary.figures['reconcile.SEIZURES.row.record.copy.adj_up']?.exact).toBe('38507.7000')
  })

  test('cells of a field are in five parts that sum, and differences in three', () => {
    const drift = (field: string, measure: string): number => valueOf(`reconcile.SEIZURES.row.record.copy.drift.${field}.${measure}`)
    for (const field of ['msrp', 'origin', 'note']) {
      expect(drift(field, 'equal') + drift(field, 'both_null') + drift(field, 'changed') + drift(field, 'null_to_value') + drift(field, 'value_to_null')).toBe(drift(field, 'common'))
    }
    const of = (status: string): number => valueOf(`reconcile.SEIZURES.row.record.copy.differences${status}`)
    expect(of('.unexplained') + of('.contradicted') + of('.explained')).toBe(of(''))
    expect(of('.contradicted')).toBe(1)
    expect(valueOf('ledger.SEIZURES.unused')).toBe(1)
    expect(textAt('reconcile-SEIZURES-row-ledger')).toContain('b'.repeat(64))
  })

  test('a stated figure that does not add comes first, with what is left', () => {
    const [first] = documentOf().querySelectorAll('#reconcile-SEIZURES-row-stated tbody tr')
    expect([...(first?.querySelectorAll('th, td') ?? [])].slice(0, 5).map(({ textContent }) => textContent)).toEqual(['net seizures added in FY 2019', '364', '357', '7', 'does not add'])
  })

  test('markup in cells, reasons and labels is text, and no file is named by them', () => {
    const document = documentOf()
    expect(document.querySelectorAll('img, section script')).toHaveLength(0)
    expect(document.body.textContent).toContain(hostile)
    expect(readdirSync(join(run.folder, 'rows')).filter((file) => /script|etc|onerror/.test(file))).toEqual([])
  })

  test('keys stand in the page only where rows are not about people', () => {
    expect(textAt('reconcile-SEIZURES-row-changes')).toContain('K010')
    expect(textAt('reconcile-TECS-unit')).not.toMatch(/K\d{3}/)
  })

  test('cells that may name somebody show their layout, in every script', async () => {
    const { page } = await report(['usable_key'], { ...config, systems: { ...config.systems, SEIZURES: { ...config.systems['SEIZURES'], title: '', period: 'fiscal_year', protected: false, mentions: [], amount: 'msrp', fields: { note: { type: 'name' }, msrp: { type: 'decimal' } } } } })
    const { document } = parseHTML(page)
    const shown = ['changes', 'differences', 'rekey'].map((name) => document.querySelector(`#reconcile-SEIZURES-row-${name}`)?.textContent ?? '').join('')
    expect(shown).toContain('<aaaaaa>aaaaa(9)</aaaaaa>a')
    expect(shown).toContain('3750.5500')
    expect(shown).not.toMatch(/K\d{3}|alert|李/)
  })

  test('the same tables give the same bytes', async () => {
    const again = await report()
    expect(again.page).toBe(run.page)
    expect(JSON.stringify(again.summary)).toBe(JSON.stringify(run.summary))
  })
})

describe('what a run did not make', () => {
  test.each([
    ['usable_key', 'control_check', 'explanation'],
    ['overlap_pattern', 'row_change', 'field_drift'],
    ['overlap_pair', 'schema_change', 'correction_ledger', 'within_tolerance', 'composite_conflict'],
    ['late_record', 'period_walk', 'rekey_proposal', 'stated_figure'],
    ['coverage', 'value_change', 'key_collision', 'composite_seizures'],
  ])('%s, %s, %s: the report does without', async (...tables) => {
    const { page } = await report(tables)
    expect(page).toContain('id="reconcile-TECS-unit"')
    expect(page.slice(0, page.indexOf('<script>'))).not.toMatch(/NaN|undefined|\bnull\b|Infinity/)
  })

  test('a system with one extract has no section of reconciliation', async () => {
    const folder = temporaryFolder('reconcile')
    const database = await Database.open({ path: ':memory:', memory: '500MB', folders: [folder] })
    await makeTables(database, ['key_membership', 'overlap_pattern', 'overlap_pair', 'row_change', 'period_walk', 'explanation', 'field_drift', 'value_change', 'late_record'])
    await database.command(sql`delete from extract where extract_id in ('tecs_2', 'tecs_3', 'copy')`)
    await writeReport({ database, folder, name: 'once', asOf: '2021-02-28', version: '0.0.0', limits: { floor: 0.01, match: 0.9, review: 0.5 }, files: [], config })
    database.close()
    const page = readFileSync(join(folder, 'report.html'), 'utf8')
    expect(page).not.toContain('id="reconcile-')
    expect(page).toContain('Delivered once')
    expect(reconcileText(JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')))).toContain('No system has two extracts that can be compared')
  })
})

test('the command line says the same in plain text', () => {
  const printed = reconcileText(run.summary)
  expect(printed).toContain('TECS cases do not reconcile: 3 extracts hold 20, 30 and 32 cases')
  expect(printed).toContain('  could not be checked: No control total came with 1 of 3 extracts (tecs_1)')
  expect(printed).toContain('  union: 36 cases (counts alone: 32 to 82)')
  expect(printed).toContain('  tecs_2 to tecs_3: 30 + 6 added - 4 removed = 32; 0 cells changed; 6 unexplained, 0 contradicted, 4 explained')
  expect(printed).toContain(`  correction ledger: 2 entries, 1 unused, head ${'b'.repeat(64)}`)
})

describe('the page', () => {
  describeInChromium(() => run)
})
