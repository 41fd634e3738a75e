import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { diffRuns, matchFiles, runConfig, type Difference } from '../../src/index.js'
import { csv, people, rowsOf } from '../cli/process.js'
import { describePage } from '../report/in-chromium.js'
import { folderWith } from '../stages/run-small.js'

const limits = { memory: '1GiB', threads: 1 }
/** Later: one record is gone, one is new, and the second of a pair has another birth date. */
const before = people(60)
const after = [...before.slice(0, -2).map((row) => (row.startsWith('r00009,') ? row.replace(/19\d\d-\d\d-\d\d/, '1931-01-30') : row)), ...before.slice(-1), 'r00077,ines,nakamura,1988-08-08,9 oak street,dover']
let [one, two, root] = ['', '', '']
let found: Difference
beforeAll(async () => {
  root = folderWith({ 'people.csv': csv(before), 'later/people.csv': csv(after) })
  ;[one, two] = [join(root, 'one'), join(root, 'later', 'two')]
  await matchFiles([join(root, 'people.csv')], one, limits)
  await matchFiles([join(root, 'later', 'people.csv')], two, limits)
  found = await diffRuns(one, two, { ...limits, out: join(root, 'diff') })
})

test('a run has no difference to itself', async () => {
  expect(await diffRuns(one, one, limits)).toEqual({
    same: true, before: 'one', after: 'one', inputs: [], config: [], versions: [], figures: [], findings: [], tables: [],
    candidates: { new: 0, gone: 0, moved: 0, scored: 0, moves: [], evidence: [], rows: [] },
    entities: { merged: 0, split: 0, renamed: 0, new_mentions: 0, gone_mentions: 0 },
  })
})

test('inputs and figures that changed are named, with both values', () => {
  expect(found.same).toBe(false)
  expect(found.inputs).toEqual([{ extract_id: expect.any(String) as string, file: 'people.csv', change: 'changed', rows_before: 60, rows_after: 60 }])
  expect([found.config, found.versions]).toEqual([[], []])
  expect(found.figures.length).toBeGreaterThan(0)
  for (const { change, before: was, after: is } of found.figures) expect(change === 'new' ? was : change === 'gone' ? is : was === is).toBe(change === 'changed' ? false : null)
})

/** Candidates of a run by their key. */
const candidatesOf = (folder: string): Map<string, Record<string, string>> => new Map(rowsOf(join(folder, 'candidates.csv')).map((row) => [`${row['left_id']} ${row['right_id']}`, row]))

test('candidates: new, gone, in another band, scored otherwise; what a plain comparison of both files gives', () => {
  const [was, is] = [candidatesOf(one), candidatesOf(two)]
  const expected = new Map<string, string>()
  for (const [key, row] of is) {
    const old = was.get(key)
    if (old === undefined) expected.set(key, 'new')
    else if (old['band'] !== row['band']) expected.set(key, 'moved')
    else if (old['probability'] !== row['probability'] || old['match_weight'] !== row['match_weight']) expected.set(key, 'scored')
  }
  for (const key of was.keys()) if (!is.has(key)) expected.set(key, 'gone')
  const rows = rowsOf(join(root, 'diff', 'candidates.csv'))
  expect(new Map(rows.map((row) => [`${row['left_id']} ${row['right_id']}`, row['change']]))).toEqual(expected)
  expect(expected.size).toBeGreaterThan(0)
  for (const change of ['new', 'gone', 'moved', 'scored'] as const) expect(found.candidates?.[change], change).toBe(rows.filter((row) => row['change'] === change).length)
  const born = rows.find((row) => [row['left_id'], row['right_id']].includes('r00009') && row['change'] !== 'new' && row['change'] !== 'gone')
  if (born !== undefined) expect(born['evidence']).toMatch(/date_of_birth_level: exact → /)
})

test('mentions that came and went are counted, and each changed entity is in a file', () => {
  expect(found.entities).toMatchObject({ new_mentions: 1, gone_mentions: 1 })
  const rows = rowsOf(join(root, 'diff', 'entities.csv'))
  expect(rows.filter(({ change }) => change === 'new').map(({ id }) => id)).toEqual(['r00077'])
  expect(rows.filter(({ change }) => change === 'gone').map(({ id }) => id)).toEqual(['r00058'])
})

test('the folder has a page that names nobody, the JSON and the rows', () => {
  expect(readdirSync(join(root, 'diff')).toSorted()).toEqual(['candidates.csv', 'diff.html', 'diff.json', 'entities.csv', 'findings.csv'])
  expect(JSON.parse(readFileSync(join(root, 'diff', 'diff.json'), 'utf8'))).toEqual(found)
  const page = readFileSync(join(root, 'diff', 'diff.html'), 'utf8')
  expect(page).toContain('Two runs compared')
  expect(page).toContain('people.csv')
  expect(page).not.toMatch(/r000\d\d|nakamura/)
})

test('a folder that is none, or is not empty, is refused with a sentence', async () => {
  await expect(diffRuns(one, root, limits)).rejects.toThrow('is no run folder')
  await expect(diffRuns(one, two, { ...limits, out: one })).rejects.toThrow('the output folder is not empty')
})

test('bands of another config move candidates, without evidence that moved; the setting is named', async () => {
  const yaml = readFileSync(join(one, 'crosswalk.yaml'), 'utf8').replace(/match: 0?\.9\b/, 'match: 0.9999999')
  writeFileSync(join(one, '..', 'crosswalk.yaml'), yaml.replaceAll('"../people.csv"', '"people.csv"').replace(/folder: .*/, 'folder: "runs"'))
  const { folder } = await runConfig(join(root, 'crosswalk.yaml'), limits)
  const { config, candidates, inputs } = await diffRuns(one, folder, limits)
  expect(inputs).toEqual([])
  expect(config).toEqual([{ path: 'bands.match', change: 'changed', before: '0.9', after: '0.9999999' }])
  expect(candidates).toMatchObject({ new: 0, gone: 0, scored: 0, evidence: [] })
  expect(candidates?.moved).toBeGreaterThan(0)
  expect(candidates?.moves).toEqual([{ from: 'match', to: 'review', pairs: candidates?.moved }])
})

describe('the page, in Chromium', () => describePage(() => join(root, 'diff', 'diff.html')))
