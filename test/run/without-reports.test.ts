import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { diffRuns, reportRun, runConfig, verifyRun } from '../../src/index.js'
import { temporaryFolder } from '../temporary.js'
import { limits, oneMatch } from './one-match.js'

const root = temporaryFolder('without-reports')
const yaml = (reports: string): string => oneMatch(`folder: ${reports}, reports: ${reports}, share: [{ name: partner, to: Another agency, tables: [candidates] }]`)

const folders: Record<string, string> = {}
const announced: string[] = []
beforeAll(async () => {
  writeFileSync(join(root, 'one.csv'), `id,first,last,born\n${Array.from({ length: 60 }, (_, n) => `r${n},ana${(n % 30) % 9},abbot${(n % 30) % 7},19${50 + (n % 30)}-01-1${(n % 30) % 9}`).join('\n')}\n`)
  for (const reports of ['all', 'none']) {
    writeFileSync(join(root, `${reports}.yaml`), yaml(reports))
    const listener = (event: { kind: string; what?: string }): void => void (reports === 'none' && event.kind === 'finishing' && announced.push(event.what ?? ''))
    folders[reports] = (await runConfig(join(root, `${reports}.yaml`), { ...limits, listener })).folder
  }
}, 120_000)
const at = (reports: string, ...path: readonly string[]): string => join(folders[reports] ?? '', ...path)
const filesOf = (reports: string): string[] => readdirSync(at(reports), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name).slice(at(reports).length + 1)).sort()

const made = (file: string): boolean => /^(?:report\.html|report\.xlsx|summary\.json|(?:rows|corrections)\/.*)$/.test(file)

test('a run without reports writes every other file, the same bytes', () => {
  expect(filesOf('all').filter(made).length).toBeGreaterThan(3)
  expect(filesOf('none')).toEqual(filesOf('all').filter((file) => !made(file)))
  for (const file of filesOf('none').filter((name) => /\.(?:csv|parquet|sql)$/.test(name))) expect([file, readFileSync(at('none', file)).equals(readFileSync(at('all', file)))]).toEqual([file, true])
  expect(announced).not.toContain('report')
})

test('candidates stand by their two sides', () => {
  const [, ...rows] = readFileSync(at('none', 'candidates.csv'), 'utf8').trim().split('\n')
  const sides = rows.map((row) => row.split(',').slice(0, 8).join('\t'))
  expect(sides.length).toBeGreaterThan(20)
  expect(sides).toEqual(sides.toSorted())
})

test('it is verified as any other, and differs from one with reports in its config alone', async () => {
  expect(await verifyRun(at('none'), { ...limits, rerun: true })).toMatchObject({ ok: true, mismatches: [] })
  const { candidates, figures, tables, config } = await diffRuns(at('all'), at('none'), limits)
  expect({ candidates, figures, tables }).toMatchObject({ candidates: { new: 0, gone: 0, moved: 0, scored: 0 }, figures: [], tables: [] })
  expect(JSON.stringify(config)).toContain('reports')
}, 60_000)

test('its report is made later, as it would have been, and the run is still verified', async () => {
  await reportRun(at('none'), limits)
  for (const file of ['report.html', 'summary.json']) expect([file, existsSync(at('none', file)) && readFileSync(at('none', file), 'utf8') === readFileSync(at('all', file), 'utf8')]).toEqual([file, true])
  expect(await verifyRun(at('none'), limits)).toMatchObject({ ok: true, mismatches: [] })
}, 60_000)
