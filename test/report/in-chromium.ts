import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TinyRun } from './tiny-run.js'

const executablePath = '/usr/bin/chromium'
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string }[]
}

let browser: Browser

async function open(path: string): Promise<{ page: Page; asked: string[] }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'light', bypassCSP: true })
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(pathToFileURL(path).href)
  return { page, asked }
}

/**
 * Takes rows, groups and items out of the page that are made as two before them beside them are: the same elements, classes and roles, filled alike.
 * What axe says of one it says of all, and it takes the longer the more there are. The full tests leave the page as it is.
 */
const thinOut = `(() => {
  const told = new Set(['class', 'role', 'scope', 'tabindex', 'aria-hidden', 'type'])
  const filled = (text) => ['', '.'][text.trim().length] ?? '..'
  const shape = (element) =>
    [element.tagName, ...[...element.attributes].map(({ name, value }) => (told.has(name) ? name + '=' + value : name)),
      '(', ...[...element.childNodes].map((node) => (node.nodeType === 1 ? shape(node) : filled(node.textContent))), ')'].join(' ')
  for (const kind of ['tr', 'details.group', 'li']) {
    const times = new Map()
    for (const element of document.querySelectorAll(kind)) {
      const beside = times.get(element.parentElement) ?? new Map()
      times.set(element.parentElement, beside)
      const made = shape(element)
      beside.set(made, (beside.get(made) ?? 0) + 1)
      if (beside.get(made) > 2) element.remove()
    }
  }
})()`

/** A page in real Chromium: layout, accessibility, and that it is alone. */
export function describePage(path: () => string): void {
  let page: Page
  let asked: string[]
  beforeAll(async () => {
    if (!existsSync(executablePath)) throw new Error('Chromium is missing, so pages cannot be tested: install it with apt-get install chromium.')
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] })
    ;({ page, asked } = await open(path()))
  })

  afterAll(async () => await browser?.close())

  let prepared: Promise<unknown> | undefined
  const prepare = async (): Promise<unknown> => {
    await page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })")
    if (process.env['CROSSWALK_TEST_FULL'] !== '1') await page.evaluate(thinOut)
    return await page.evaluate(axe)
  }

  const widthOf = async (): Promise<unknown> => await page.evaluate('document.documentElement.scrollWidth')
  const sizes = [[1280, 'light'], [390, 'light'], [1280, 'dark']] as const

  test('nothing overflows, folded or not, wide or narrow, light or dark; nothing is fetched, and no id stands twice', async () => {
    for (const unfolded of [false, true]) {
      if (unfolded) await page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })")
      for (const [width, colorScheme] of sizes) {
        await page.setViewportSize({ width, height: 900 })
        await page.emulateMedia({ colorScheme })
        expect([unfolded, colorScheme, await widthOf()]).toEqual([unfolded, colorScheme, width])
      }
    }
    expect(asked).toHaveLength(1)
    expect(await page.evaluate("(() => { const seen = new Set(); return [...document.querySelectorAll('[id]')].map(({ id }) => id).filter((id) => seen.size === seen.add(id).size) })()")).toEqual([])
  })

  // All rules once; again only what another width or other colours can change.
  test.each([
    [...sizes[0], undefined],
    [...sizes[1], ['scrollable-region-focusable', 'target-size', 'meta-viewport']],
    [...sizes[2], ['color-contrast']],
  ] as const)('at %s pixels, %s, axe finds no violation', async (width, colorScheme, rules) => {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    await (prepared ??= prepare())
    const violations = await page.evaluate<Violation[]>(`axe.run(${JSON.stringify({ resultTypes: ['violations'], ...(rules === undefined ? {} : { runOnly: rules }) })}).then((found) => found.violations)`)
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([])
  })

  test('without the permission of its own policy, no script runs in it', async () => {
    const strict = await browser.newPage({ viewport: { width: 800, height: 600 } })
    await strict.goto(pathToFileURL(path()).href)
    const ran = await strict.evaluate(`new Promise((resolve) => {
      const script = document.createElement('script')
      script.textContent = 'document.title = "ran"'
      document.body.append(script)
      setTimeout(() => resolve(document.title === 'ran'), 50)
    })`)
    expect(ran).toBe(false)
    await strict.close()
  })
}

/** The page of a run, and its folded tables. */
export function describeInChromium(run: () => TinyRun): void {
  const path = (): string => join(run().folder, 'report.html')
  describePage(path)

  test('by keyboard alone, a folded table opens and what it holds is reached', async () => {
    const { page } = await open(path())
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
