import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { diffRuns, explainPair, reportRun, runConfig, runFacts, verifyRun } from '../../src/index.js'
import { temporaryFolder } from '../temporary.js'
import { limits, oneMatch } from './one-match.js'

const root = temporaryFolder('results-alone')
const yaml = (tables: string): string => oneMatch(`folder: ${tables}, tables: ${tables}, share: [{ name: partner, to: Another agency, tables: [source_records_s] }]`)

const folders: Record<string, string> = {}
beforeAll(async () => {
  writeFileSync(join(root, 'one.csv'), `id,first,last,born\n${Array.from({ length: 60 }, (_, n) => `r${n},ana${n % 9},abbot${n % 7},19${50 + (n % 30)}-01-1${n % 9}`).join('\n')}\n`)
  for (const tables of ['all', 'results']) {
    writeFileSync(join(root, `${tables}.yaml`), yaml(tables))
    folders[tables] = (await runConfig(join(root, `${tables}.yaml`), limits)).folder
  }
}, 120_000)
const at = (tables: string, ...path: readonly string[]): string => join(folders[tables] ?? '', ...path)

test('tables of records are made and not kept, and run.json and the report say so; all others are the same bytes', () => {
  const [all, results] = ['all', 'results'].map((tables) => runFacts(at(tables)))
  const left = ['source_records_s', 'quality_failure', 'composite_s', 'mention', 'term_frequency_same']
  expect(results?.not_kept?.map(({ table }) => table)).toEqual(left)
  expect(all?.not_kept).toBeUndefined()
  expect(results?.tables.map(({ table, sha256 }) => [table, sha256])).toEqual(all?.tables.filter(({ table }) => !left.includes(table)).map(({ table, sha256 }) => [table, sha256]))
  for (const { table, file } of all?.tables ?? []) expect([table, existsSync(at('results', file))]).toEqual([table, !left.includes(table)])
  const said = (tables: string): boolean => readFileSync(at(tables, 'report.html'), 'utf8').replaceAll(/<[^>]*>/g, '').includes('so the run folder does not hold source_records_s, quality_failure')
  expect([said('results'), said('all')]).toEqual([true, false])
  expect(readFileSync(at('results', 'candidates.csv'), 'utf8')).toBe(readFileSync(at('all', 'candidates.csv'), 'utf8'))
})

test('no figure leads to a file that is not there, and what is shared is given all the same', () => {
  const { figures }: { figures: Record<string, { rows?: string; source?: string }> } = JSON.parse(readFileSync(at('results', 'summary.json'), 'utf8'))
  for (const [name, { rows, source }] of Object.entries(figures)) for (const file of [rows, source]) if (file !== undefined) expect([name, existsSync(at('results', file))]).toEqual([name, true])
  expect(readFileSync(at('results', 'share/partner/source_records_s.csv'), 'utf8')).toBe(readFileSync(at('all', 'share/partner/source_records_s.csv'), 'utf8'))
})

test('what needs those tables refuses with a sentence; verify says what it could not check, and diff compares the rest', async () => {
  const refusal = { exitCode: 2, what: 'keeps results alone: source_records_s, quality_failure, composite_s, mention, term_frequency_same are not there' }
  await expect(explainPair(at('results'), 'r1', 'r2', limits)).rejects.toMatchObject(refusal)
  await expect(reportRun(at('results'), limits)).rejects.toMatchObject(refusal)
  const { ok, mismatches, unchecked } = await verifyRun(at('results'), { ...limits, rerun: true })
  expect([mismatches, ok]).toEqual([[], true])
  expect(unchecked).toContainEqual({ what: 'sql', name: 'mention', why: 'is not kept: the config keeps results alone' })
  const { candidates, entities } = await diffRuns(at('all'), at('results'), limits)
  expect(candidates).toMatchObject({ new: 0, gone: 0, moved: 0, scored: 0 })
  expect(entities).toMatchObject({ merged: 0, split: 0, renamed: 0 })
}, 120_000)
