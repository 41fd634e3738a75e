import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseHTML } from 'linkedom'
import { beforeAll, describe, expect, test } from 'vitest'
import { sampleFacts } from '../../samples/facts.js'
import type { Config } from '../../src/config/schema.js'
import { Database } from '../../src/engine/database.js'
import { sql } from '../../src/engine/sql.js'
import { formatFigure } from '../../src/report/format.js'
import { describeInChromium } from './in-chromium.js'
import { fewMatches, tinyRun, type TinyRun } from './tiny-run.js'

/** Without the petitions, which are most of the rows and columns, and what needs them. */
const withoutPetitions = ({ systems, quality, ...config }: Config): Config => ({
  ...config,
  systems: Object.fromEntries(Object.entries(systems).filter(([name]) => name !== 'CLAIMS3')),
  ...(quality === undefined ? {} : { quality: { ...quality, rules: quality.rules.filter(({ system }) => system !== 'CLAIMS3') } }),
  matches: [], analyses: [], exhibits: [],
})

let tiny: TinyRun
let other: TinyRun
const hostile = '<script>alert(1)</script> "trafficking" & more'

beforeAll(async () => {
  tiny = await tinyRun(fewMatches, hostile)
  other = await tinyRun(withoutPetitions)
})

const documents = new Map<string, ReturnType<typeof parseHTML>['document']>()
/** Parsed once for all tests, which only read it. */
function documentOf(page: string): ReturnType<typeof parseHTML>['document'] {
  const known = documents.get(page) ?? parseHTML(page).document
  documents.set(page, known)
  return known
}
const linksOf = (page: string): string[] => [...documentOf(page).querySelectorAll('a[href]')].map((link) => link.getAttribute('href') ?? '')
const comparable = (run: TinyRun): string => JSON.stringify(Object.entries(run.summary.figures).filter(([name]) => /^(extract|overlap|added|period|missing)\.(?!claims3|CLAIMS3)/.test(name)))
const drawn = (run: TinyRun): string => documentOf(run.page).querySelector('#reconcile-TECS-unit')?.outerHTML ?? ''
const valueOf = (run: TinyRun, name: string): number | undefined => run.summary.figures[name]?.value
const textOf = (run: TinyRun, id: string): string => documentOf(run.page).querySelector(`#${id}`)?.textContent ?? ''

describe('a run with matches and an analysis', () => {
  test('every link leads to something', () => {
    const document = documentOf(tiny.page)
    const links = linksOf(tiny.page)
    expect(links.length).toBeGreaterThan(200)
    for (const href of links) {
      if (href.startsWith('#')) expect(document.querySelector(href), href).not.toBeNull()
      else expect(existsSync(join(tiny.folder, href)), href).toBe(true)
    }
  })

  test('every file that a count leads to has as many rows as the count says, and no row file is without its count', async () => {
    const database = await Database.open({ path: ':memory:', memory: '500MB', folders: [tiny.folder] })
    const named = Object.entries(tiny.summary.figures).filter(([, figure]) => figure.rows !== undefined)
    expect(named.length).toBeGreaterThan(200)
    for (const [name, { rows = '', value }] of named) {
      const { n } = await database.row<{ n: number }>(sql`select count(*) as n from read_csv(${join(tiny.folder, rows)}, header = true, all_varchar = true, quote = '"', escape = '"', delim = ',')`)
      expect(n, `${name}: ${rows}`).toBe(value)
    }
    database.close()
    const reached = new Set(named.map(([, { rows }]) => rows))
    expect(readdirSync(join(tiny.folder, 'rows')).filter((file) => !reached.has(`rows/${file}`))).toEqual([])
  })

  test('each count of rows, cases, entities and candidates above zero has its rows', () => {
    const without = Object.entries(tiny.summary.figures).filter(
      ([name, { unit, value = 0, rows }]) => ['cases', 'entities', 'candidates', 'petitions', 'rows'].includes(unit) && value > 0 && rows === undefined && !/^(weights|rows\.read|control)/.test(name),
    )
    expect(without.map(([name]) => name)).toEqual([])
  })

  test('what the page prints is what the summary says', () => {
    const document = documentOf(tiny.page)
    const printed = [...document.querySelectorAll('[data-figure]')]
    expect(printed.length).toBeGreaterThan(400)
    for (const element of printed) {
      const figure = tiny.summary.figures[element.getAttribute('data-figure') ?? '']
      expect(figure).toBeDefined()
      if (figure === undefined) continue
      expect(element.textContent).toBe(formatFigure(figure))
      expect(element.getAttribute('href') ?? undefined).toBe(figure.rows)
    }
  })

  test('the sentences have the facts of the samples in them', () => {
    const sizes = ['tecs_2014_08', 'tecs_2014_09', 'tecs_2014_11', 'tecs_2015_04', 'tecs_2015_09'].map((extract) => valueOf(tiny, `extract.${extract}.units`))
    expect(textOf(tiny, 'verdict')).toContain(`: 5 extracts hold ${sizes.slice(0, 4).join(', ')} and ${sizes[4]} cases; ${valueOf(tiny, 'overlap.TECS.unit.distinct')} distinct in all;`)
    expect(textOf(tiny, 'verdict')).toContain('and none removed')
    expect(textOf(tiny, 'verdict')).toMatch(/\d+ of \d+ rows of tecs_2015_04 have neither name nor date of birth of the subject/)
    expect(textOf(tiny, 'verdict')).toContain('Available data cannot confirm guilt or identity: every candidate is to be verified by a person.')
    expect(textOf(tiny, 'verdict')).toContain('8 USC 1367')
    expect(textOf(tiny, 'unchecked')).toContain('No control total was supplied for 10 of 10 extracts')
    expect(textOf(tiny, 'unchecked')).toContain('tecs_2015_09: no row has a usable key')
  })

  test('successive extracts: earlier + added − removed = later, and periods add up to what was added', () => {
    const [a, b] = ['tecs_2014_09', 'tecs_2014_11']
    const pair = `overlap.TECS.unit.${a}.${b}`
    expect((valueOf(tiny, `extract.${a}.units`) ?? 0) + (valueOf(tiny, `${pair}.added`) ?? 0) - (valueOf(tiny, `${pair}.removed`) ?? 0)).toBe(valueOf(tiny, `extract.${b}.units`))
    const periods = Object.entries(tiny.summary.figures).filter(([name]) => name.startsWith(`added.TECS.unit.${a}.${b}.`))
    const walked = documentOf(tiny.page).querySelector('#reconcile-TECS-unit-walk') !== null
    expect(periods.reduce((sum, [, { value = 0 }]) => sum + value, 0)).toBe(walked ? valueOf(tiny, `${pair}.added`) : 0)
  })

  test('exhibits come out at the facts of the samples, each with its note, source and file', () => {
    const facts = sampleFacts('tiny')
    const figures = (name: string): [string, number | undefined, number | undefined][] =>
      Object.entries(tiny.summary.figures).filter(([one]) => one.startsWith(`exhibit.${name}.`)).map(([one, { value, percent }]) => [one.slice(`exhibit.${name}.`.length), value, percent])
    expect(figures('t_applications')).toEqual([
      ...facts.tByFiscalYear.map((n, at) => [`${2006 + at}.applications`, n, undefined]),
      ['total.applications', facts.tApplicants, undefined],
    ])
    const { sex, age, marital_status: marital, citizenship, manner_of_entry: entry, supplement_b: supplement } = facts.tPercent
    const told = [sex, marital, age, citizenship, entry, supplement].flatMap((values) => Object.values(values))
    expect(figures('t_characteristics').map(([, , percent]) => Math.round(percent ?? 0))).toEqual(told)
    const cases = figures('cases_opened')
    const allCases = Object.values(facts.membership).reduce((sum, n) => sum + n, facts.onlyInFifth)
    expect(cases.at(-1)).toEqual(['total.cases', allCases, undefined])
    expect(figures('outcomes_by_opening').find(([name]) => name === 'total.cases')?.[1]).toBe(allCases)
    expect(figures('petitions_by_form').find(([name]) => name === 'total.by_subjects')?.[1]).toBe(valueOf(tiny, 'answer.subjects_who_petitioned.match.petitions_approved') ?? figures('petitions_by_form').at(-1)?.[1])
    const section = documentOf(tiny.page).querySelector('#exhibits')
    expect([...(section?.querySelectorAll('caption') ?? [])].map((caption) => caption.textContent)).toHaveLength(5)
    expect(section?.textContent).toContain('Source: HAVEN; composite_haven.')
    expect(section?.querySelector('a[href="exhibit_t_applications.csv"]')).not.toBeNull()
  })

  test('nobody is named: no cell of a name or identifier stands in the page', () => {
    const people = readFileSync(join(tiny.folder, 'rows', 'extract.tecs_2015_04.keys.csv'), 'utf8').split('\n').slice(1, 200)
    for (const line of people) {
      const key = line.split(',')[1] ?? ''
      if (key !== '') expect(tiny.page.includes(key), 'a case number is in the page').toBe(false)
    }
    expect(tiny.page.replaceAll('999-99-9999', 'a layout')).not.toMatch(/\b\d{3}-\d{2}-\d{4}\b/)
  })

  test('the evidence of each candidate to look at first adds up to its match weight, and the file names as many pairs', () => {
    const { figures } = tiny.summary
    const listed = valueOf(tiny, 'look.subjects_petitioners') ?? 0
    expect(listed).toBeGreaterThan(5)
    for (let no = 1; no <= listed; no += 1) {
      const steps = Object.entries(figures).filter(([name, { unit }]) => name.startsWith(`look.subjects_petitioners.${no}.`) && unit === 'bits' && !name.endsWith('.match_weight'))
      const sum = steps.reduce((bits, [, { value = 0 }]) => bits + value, 0)
      expect(sum).toBeCloseTo(valueOf(tiny, `look.subjects_petitioners.${no}.match_weight`) ?? NaN, 2)
    }
    expect(documentOf(tiny.page).querySelectorAll('#candidates details.group').length).toBeGreaterThanOrEqual(listed)
  })

  test('candidates show initials, years and last two characters: no name, date or identifier of a mention stands in the page', async () => {
    const database = await Database.open({ path: ':memory:', memory: '500MB', folders: [tiny.folder] })
    const mentions = sql`read_parquet(${join(tiny.folder, 'tables', 'normalise', 'mention.parquet')})`
    const rows = await database.rows<{ value: string }>(sql`
      select distinct value from ${mentions} m, unnest([m.date_of_birth, m.ssn, m.a_number, m.phone, concat_ws(' ', m.given_name, m.family_name), m.address]) t (value) where length(value) > 7`)
    database.close()
    expect(rows.length).toBeGreaterThan(100)
    const shown = textOf(tiny, 'candidates').toLowerCase()
    expect(rows.filter(({ value }) => shown.includes(value.toLowerCase()))).toEqual([])
    expect(shown).toMatch(/[a-z]…/)
  })

  test('from possible pairs to matches, each step is a part of the one before', () => {
    const steps = ['possible', 'compared', 'candidates', 'probable'].map((step) => valueOf(tiny, `funnel.subjects_petitioners.${step}`) ?? NaN)
    const all = [...steps, valueOf(tiny, 'candidates.subjects_petitioners.match') ?? NaN]
    expect(all.every((value) => value > 0)).toBe(true)
    expect(all.toSorted((a, b) => b - a)).toEqual(all)
    expect(steps[2]).toBe(valueOf(tiny, 'candidates.subjects_petitioners.all'))
  })

  test('markup in a title is text', () => {
    const document = documentOf(tiny.page)
    expect(document.querySelectorAll('script')).toHaveLength(1)
    expect(document.querySelector('h1')?.textContent).toBe(hostile)
  })

  test('the page and the summary ask nothing of a network and know no machine', () => {
    for (const written of [tiny.page, JSON.stringify(tiny.summary)]) {
      expect(written.replaceAll('http://www.w3.org/', '')).not.toMatch(/https?:|\/\/[a-z]|@import|url\(/)
      expect(written).not.toContain(tiny.folder)
      expect(written).not.toContain('/tmp/')
    }
    expect(tiny.page).toContain("default-src 'none'")
  })

  test('each chart has words in its place', () => {
    const document = documentOf(tiny.page)
    const drawings = [...document.querySelectorAll('[role=img]')]
    expect(drawings.length).toBeGreaterThanOrEqual(3)
    for (const drawing of drawings) {
      expect((drawing.getAttribute('aria-label') ?? '').length).toBeGreaterThan(40)
      expect(drawing.querySelectorAll('svg rect, svg path').length).toBeGreaterThan(0)
    }
  })
})

describe('a run without petitions, matches and analyses', () => {
  test('says so, and leaves out the answer', () => {
    const document = documentOf(other.page)
    expect(textOf(other, 'matching')).toContain('This run matched nobody')
    expect(document.querySelector('#answer')).toBeNull()
    expect(textOf(other, 'verdict')).not.toContain('band')
    expect(textOf(other, 'verdict')).toContain(': 5 extracts hold')
  })

  test('the parts that it shares with another run are the same, to the byte', () => {
    expect(comparable(other).length).toBeGreaterThan(10_000)
    expect(comparable(other)).toBe(comparable(tiny))
    expect(drawn(other)).toBe(drawn(tiny))
    expect(drawn(tiny)).toContain('<svg')
  })
})

describeInChromium(() => tiny)
