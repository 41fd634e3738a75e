import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseHTML } from 'linkedom'
import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { profileFiles } from '../../src/index.js'
import { temporaryFolder } from '../temporary.js'

const executablePath = '/usr/bin/chromium'
const folder = temporaryFolder('profile-page')
let out: string
let browser: Browser | undefined

const hostile = '<script>document.title = "ran"</script>'
const line = (at: number): string => `r${at},${hostile},Ann ${at % 3},2014-01-${String((at % 28) + 1).padStart(2, '0')},${at % 7},${['OPEN', 'SHUT'][at % 2]}`

beforeAll(async () => {
  const first = join(folder, 'first.csv')
  const second = join(folder, 'second.csv')
  writeFileSync(first, ['record_id,note,given_name,opened,units,status', ...Array.from({ length: 60 }, (_, at) => line(at)), ''].join('\n'))
  writeFileSync(second, `record_id,given_name,status,${hostile}\n1,Ann,OPEN,x\n2,Bo,,y\n`)
  out = (await profileFiles([first, second], join(folder, 'out'), { memory: '600MB' })).folder
}, 120_000)
afterAll(async () => await browser?.close())

const pageText = (): string => readFileSync(join(out, 'report.html'), 'utf8')

describe('the page of a profile', () => {
  test('has a part for each file, the same columns side by side, and rules; every link leads somewhere', () => {
    const { document } = parseHTML(pageText())
    for (const id of ['file-1', 'file-2', 'side-by-side', 'rules', 'f1-c1', 'f2-c4']) expect(document.getElementById(id), id).not.toBeNull()
    for (const link of document.querySelectorAll('a')) {
      const href = link.getAttribute('href') ?? ''
      expect(href.startsWith('#') ? document.getElementById(href.slice(1)) !== null : existsSync(join(out, href)), href).toBe(true)
    }
    expect(document.querySelector('#side-by-side')?.textContent).toContain('Only in first.csv: note, opened, units.')
  })

  test('each drawing has its text, and hostile values stand as text', () => {
    const { document } = parseHTML(pageText())
    const drawings = [...document.querySelectorAll('[role=img]')]
    expect(drawings.length).toBeGreaterThan(3)
    for (const drawing of drawings) expect(drawing.getAttribute('aria-label')).toMatch(/ from .+ to .+/)
    expect(document.querySelectorAll('script')).toHaveLength(0)
  })

  test('the rules are a part of a config in YAML', () => {
    const rules: unknown = parse(readFileSync(join(out, 'proposed-rules.yaml'), 'utf8'))
    expect(rules).toMatchObject({ quality: { rules: expect.arrayContaining([{ name: 'listed_status', system: 'first', kind: 'listed', field: 'status', values: ['OPEN', 'SHUT'] }]) } })
  })

  test('in Chromium nothing overflows, nothing is fetched, and axe finds no violation', async () => {
    if (!existsSync(executablePath)) throw new Error('Chromium is missing, so pages cannot be tested: install it with apt-get install chromium.')
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] })
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
    for (const [width, colorScheme] of [[1280, 'light'], [390, 'light'], [1280, 'dark']] as const) {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true })
      const asked: string[] = []
      page.on('request', (request) => asked.push(request.url()))
      await page.goto(pathToFileURL(join(out, 'report.html')).href)
      await page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })")
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      expect(await page.title()).toBe('Profile of 2 files')
      expect(asked).toHaveLength(1)
      await page.evaluate(axe)
      const violations = await page.evaluate<{ id: string }[]>("axe.run({ resultTypes: ['violations'] }).then((found) => found.violations)")
      expect(violations.map(({ id }) => id)).toEqual([])
      await page.close()
    }
  }, 120_000)
})
