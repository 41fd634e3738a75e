import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseHTML } from 'linkedom'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderPage } from '../../src/report/page/index.js'
import { temporaryFolder } from '../temporary.js'
import { hostile, hostiles, pageSummary } from './page-summary.js'

const executablePath = '/usr/bin/chromium'
const folder = temporaryFolder('page')
const page = renderPage(pageSummary)
const { document } = parseHTML(page)

let browser: Browser

beforeAll(async () => {
  writeFileSync(join(folder, 'report.html'), page)
  writeFileSync(join(folder, 'many.csv'), 'name\n')
  writeFileSync(join(folder, 'summary.json'), '{}')
  if (!existsSync(executablePath)) throw new Error('Chromium is missing, so pages cannot be tested: install it with apt-get install chromium.')
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] })
})

afterAll(async () => await browser?.close())

async function open(options: { javaScriptEnabled?: boolean } = {}): Promise<{ opened: Page; errors: string[]; close: () => Promise<void> }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  const opened = await context.newPage()
  const errors: string[] = []
  opened.on('pageerror', (error) => errors.push(error.message))
  opened.on('console', (message) => errors.push(message.text()))
  await opened.goto(pathToFileURL(join(folder, 'report.html')).href)
  return { opened, errors, close: async () => await context.close() }
}

const firstColumn = (caption: string): string =>
  `[...[...document.querySelectorAll('table')].find((table) => table.caption.firstChild.textContent === '${caption}').tBodies[0].rows].filter((row) => !row.hidden).map((row) => row.cells[0].textContent)`

/** Presses the button that sorts a column, by keyboard. */
async function sortBy(opened: Page, column: string): Promise<unknown> {
  await opened.locator(`button[aria-label="Sort by ${column}"]`).first().focus()
  await opened.keyboard.press('Enter')
  return await opened.evaluate(firstColumn('Numbers'))
}

describe('what data says is text', () => {
  test('no element and no script comes from a value, wherever it stands', () => {
    expect(document.querySelectorAll('script')).toHaveLength(1)
    expect(document.querySelectorAll('img')).toHaveLength(0)
    expect([...document.querySelectorAll('*')].flatMap(({ attributes }) => [...attributes]).filter(({ name }) => name.startsWith('on'))).toEqual([])
    expect(document.querySelectorAll('main > section')).toHaveLength(3)
    expect(document.querySelector('h1')?.textContent).toBe(hostiles.markup)
    expect(document.querySelector('#hostile > h2')?.textContent).toBe(hostiles.markup)
  })

  test('a value is printed as it is; one that turns the line round shows a mark instead, one that is too long is cut and says so', () => {
    const items = [...document.querySelectorAll('#hostile > ul > li')].map(({ textContent }) => textContent)
    expect(items).toEqual([
      hostiles.markup, hostiles.formula, 'invoice\u{fffd}gnp.exe', hostiles.leftward, hostiles.emoji, hostiles.quotes, `${'x'.repeat(1000)}… (cut: 5,000,003 characters)`,
    ])
    expect(page.length).toBeLessThan(200_000)
  })

  test('letters that run from right to left are kept apart from what stands beside them', () => {
    expect([...document.querySelectorAll('bdi')].every(({ textContent }) => textContent === hostiles.leftward)).toBe(true)
    expect(document.querySelectorAll('bdi').length).toBeGreaterThanOrEqual(5)
  })

  test('in Chromium nothing of it runs, and the page’s own script does', async () => {
    const { opened, errors, close } = await open()
    expect(await opened.title()).toBe(`${hostiles.markup}, as of 2015-09-11`)
    expect(await opened.locator('button.sort').count()).toBeGreaterThan(5)
    expect(errors).toEqual([])
    await close()
  })
})

describe('a table', () => {
  test('is sorted by keyboard: numbers as numbers, shares by what they are a share of, the total last, then as it was', async () => {
    const { opened, close } = await open()
    expect(await sortBy(opened, 'Count')).toEqual(['b 10', 'b 9', 'c', 'a', 'all'])
    expect(await sortBy(opened, 'Count')).toEqual(['a', 'c', 'b 9', 'b 10', 'all'])
    expect(await opened.locator('th[aria-sort]').evaluateAll((heads) => heads.map((head) => head.getAttribute('aria-sort')))).toEqual(['descending'])
    expect(await sortBy(opened, 'Count')).toEqual(['b 10', 'b 9', 'a', 'c', 'all'])
    expect(await sortBy(opened, 'Share')).toEqual(['b 9', 'a', 'c', 'b 10', 'all'])
    expect(await sortBy(opened, 'u')).toEqual(['b 9', 'a', 'c', 'b 10', 'all'])
    expect(await sortBy(opened, 'Name')).toEqual(['a', 'b 9', 'b 10', 'c', 'all'])
    await close()
  })

  test('of more than fifteen rows is filtered by words, and says how many are left', async () => {
    const { opened, close } = await open()
    await opened.locator('input[aria-label="Filter rows: Many rows"]').focus()
    await opened.keyboard.type('ROW 19')
    expect(await opened.evaluate(firstColumn('Many rows'))).toEqual(['row 19', 'row 119', ...Array.from({ length: 10 }, (_, no) => `row ${190 + no}`)])
    expect(await opened.locator('.filter output').first().textContent()).toBe('12 of 200 rows')
    expect(await opened.locator('.filter').count()).toBe(1)
    await close()
  })

  test('that is long shows its first rows, says so, and leads to all of them', () => {
    const rows = [...document.querySelectorAll('#sorted table')][1]?.querySelectorAll('tbody tr')
    expect(rows).toHaveLength(200)
    const note = [...document.querySelectorAll('#sorted .note')].at(-1)
    expect(note?.textContent).toBe('The first 200 of 250 rows, by name. The whole table: many.csv')
    expect(note?.querySelector('a')?.getAttribute('href')).toBe('many.csv')
  })
})

describe('the waterfall', () => {
  test('each bar begins where the one above ended, the last at zero', () => {
    const bars = [...document.querySelectorAll('.fall rect')].map((bar) => [bar.getAttribute('class'), Number(bar.getAttribute('x')), Number(bar.getAttribute('width'))])
    // From −10 to +2 bits on a scale of 1000: zero is at 833.
    expect(bars).toEqual([['against', 0, 833], ['for', 0, 1000], ['against', 625, 375], ['total', 625, 208]])
  })
})

describe('a term', () => {
  test('is linked where it stands first in a section, and explained on focus until Escape', async () => {
    const terms = [...document.querySelectorAll('#sorted > p a.term')].map(({ textContent }) => textContent)
    expect(terms).toEqual(['candidate', 'match weight'])
    for (const term of document.querySelectorAll('a.term')) {
      expect(document.querySelector(term.getAttribute('href') ?? '')).not.toBeNull()
      expect(document.querySelector(`#${term.getAttribute('aria-describedby')}`)?.textContent.length).toBeGreaterThan(20)
    }
    const { opened, close } = await open()
    const tip = opened.locator('#tip')
    await opened.locator('a.term').first().focus()
    expect(await tip.textContent()).toContain('A pair of records that may be one person')
    await opened.keyboard.press('Escape')
    expect(await tip.isHidden()).toBe(true)
    await opened.locator('a.term').nth(1).hover()
    expect(await tip.textContent()).toContain('The sum of all evidence')
    await close()
  })
})

test('without script everything is there: text, tables, charts, contents, words', async () => {
  const { opened, close } = await open({ javaScriptEnabled: false })
  expect(await opened.locator('button, input').count()).toBe(0)
  expect(await opened.locator('#sorted tbody tr:visible').count()).toBe(205)
  expect(await opened.locator('#hostile svg:visible').count()).toBeGreaterThanOrEqual(2)
  expect(await opened.locator('nav a').count()).toBe(3)
  expect(await opened.locator('#glossary dd').first().isVisible()).toBe(true)
  await opened.locator('details.group summary').click()
  expect(await opened.locator('details.group td.fall svg').first().isVisible()).toBe(true)
  await close()
})

test('the first stop of the keyboard skips the contents, and all is reached that scrolls', async () => {
  const { opened, close } = await open()
  await opened.keyboard.press('Tab')
  expect(await opened.evaluate('document.activeElement.textContent')).toBe('Skip to the report')
  await opened.keyboard.press('Enter')
  expect(await opened.evaluate('document.activeElement.id')).toBe('main')
  expect(hostile.length).toBeGreaterThan(5)
  expect(await opened.evaluate("[...document.querySelectorAll('.scroll')].every((part) => part.tabIndex === 0)")).toBe(true)
  await close()
})
