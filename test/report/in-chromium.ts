import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TinyRun } from './tiny-run.js'

const executablePath = '/usr/bin/chromium'
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string }[]
}

let browser: Browser

async function open(path: string, width: number, colorScheme: 'light' | 'dark'): Promise<{ page: Page; asked: string[] }> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true })
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(pathToFileURL(path).href)
  return { page, asked }
}

/** A page in real Chromium: layout, accessibility, and that it is alone. */
export function describePage(path: () => string): void {
  beforeAll(async () => {
    if (!existsSync(executablePath)) throw new Error('Chromium is missing, so pages cannot be tested: install it with apt-get install chromium.')
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] })
  })

  afterAll(async () => await browser?.close())

  // All rules once; again only what another width or other colours can change.
  describe.each([
    [1280, 'light', undefined],
    [390, 'light', ['scrollable-region-focusable', 'target-size', 'meta-viewport']],
    [1280, 'dark', ['color-contrast']],
  ] as const)('at %s pixels, %s', (width, scheme, rules) => {
    test('nothing overflows, nothing is fetched, and axe finds no violation', async () => {
      const { page, asked } = await open(path(), width, scheme)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      expect(asked).toHaveLength(1)
      await page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })")
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      await page.evaluate(axe)
      const violations = await page.evaluate<Violation[]>(`axe.run(${JSON.stringify({ resultTypes: ['violations'], ...(rules === undefined ? {} : { runOnly: rules }) })}).then((found) => found.violations)`)
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([])
      await page.close()
    })
  })

  test('without the permission of its own policy, no script runs in it', async () => {
    const page = await browser.newPage({ viewport: { width: 800, height: 600 } })
    await page.goto(pathToFileURL(path()).href)
    const ran = await page.evaluate(`new Promise((resolve) => {
      const script = document.createElement('script')
      script.textContent = 'document.title = "ran"'
      document.body.append(script)
      setTimeout(() => resolve(document.title === 'ran'), 50)
    })`)
    expect(ran).toBe(false)
    await page.close()
  })
}

/** The page of a run, and its folded tables. */
export function describeInChromium(run: () => TinyRun): void {
  const path = (): string => join(run().folder, 'report.html')
  describePage(path)

  test('by keyboard alone, a folded table opens and what it holds is reached', async () => {
    const { page } = await open(path(), 1280, 'light')
    await page.evaluate("[...document.querySelectorAll('details')].find((details) => details.querySelector('td a')).querySelector('summary').focus()")
    const within = async (): Promise<unknown> => await page.evaluate("(() => { const details = document.activeElement.closest('details'); return details === null ? null : [details.open, document.activeElement.tagName] })()")
    expect(await within()).toEqual([false, 'SUMMARY'])
    await page.keyboard.press('Enter')
    expect(await within()).toEqual([true, 'SUMMARY'])
    const stops: unknown[] = []
    // Past the box that filters, the table, its words and the buttons that sort it.
    for (let stop = 0; stop < 30 && !(await page.evaluate("document.activeElement.matches('td a')")); stop += 1) {
      await page.keyboard.press('Tab')
      stops.push(await within())
    }
    expect(stops).toContainEqual([true, 'DIV'])
    expect(stops).toContainEqual([true, 'BUTTON'])
    expect(stops.at(-1)).toEqual([true, 'A'])
    await page.close()
  })
}
