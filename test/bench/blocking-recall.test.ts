import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { labelledSets, reader } from '../../bench/accuracy/sets.js'
import { writeCut } from '../../bench/blocking-recall/measure.js'
import { intoPage, tableText } from '../../bench/blocking-recall/table.js'
import { blockingRecall, holds, type BlockingRecall } from '../../bench/blocking-recall/truth.js'
import { writePopulation } from '../../bench/population/population.js'
import { usualFaults, usualShape, type Shape } from '../../bench/population/shape.js'
import { idOf } from '../../bench/scoring/run-tables.js'
import { sql, type Sql } from '../../src/engine/sql.js'
import { matchFiles, runConfig } from '../../src/index.js'

const folder = mkdtempSync(join(tmpdir(), 'crosswalk-blocking-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const goldOf = (truth: string): Sql => sql`select record_id as id, cluster_id as c from read_csv(${truth}, header = true, all_varchar = true)`

/** What all rules of the files list, and what the first of them alone do. */
async function recalls(name: string, files: readonly string[], gold: Sql, folders: readonly string[], cuts: readonly number[]): Promise<{ all: BlockingRecall[]; cut: BlockingRecall[] }> {
  const run = join(folder, name)
  await matchFiles(files, run)
  const cut: BlockingRecall[] = []
  for (const rules of cuts) {
    const { folder: second } = await runConfig(await writeCut(run, rules), { runs: join(folder, `${name}-${rules}`) })
    cut.push(...(await blockingRecall(second, folders, gold, idOf('id'))))
  }
  return { all: await blockingRecall(run, folders, gold, idOf('id')), cut }
}

const share = ({ listed, truePairs }: BlockingRecall): number => listed / truePairs
const error = (one: BlockingRecall): number => Math.abs((one.estimate?.estimate ?? 2) - share(one))

const shapes: Readonly<Record<string, Partial<Shape>>> = {
  usual: {},
  'three fields': { fields: 'few' },
  'many faults': { faults: { ...usualFaults, typo: 0.1, missing: 0.12, moved: 0.4 } },
  'two sources': { sources: 2 },
}

describe('the share that blocking listed, on generated populations', () => {
  const found = new Map<string, { all: BlockingRecall[]; cut: BlockingRecall[] }>()
  beforeAll(async () => {
    for (const [index, [name, change]] of Object.entries(shapes).entries()) {
      const written = writePopulation(join(folder, `${name} files`), { ...usualShape, records: 700, ...change }, 41 + index)
      found.set(name, await recalls(name, written.files, goldOf(written.truth), [folder], [14]))
    }
  })

  test.each(Object.keys(shapes))('%s, all rules: the interval holds the truth and the estimate is within two hundredths', (name) => {
    const { all = [] } = found.get(name) ?? {}
    expect(all.length).toBe(1)
    for (const one of all) {
      expect(one.truePairs).toBeGreaterThan(100)
      expect(holds(one)).toBe(true)
      expect(error(one)).toBeLessThan(0.02)
    }
  })

  test('the first rules alone: most intervals hold the truth, and the estimates follow it', () => {
    const cut = [...found.values()].flatMap((one) => one.cut)
    const told = cut.filter(({ estimate }) => estimate !== undefined)
    expect(told.length).toBeGreaterThanOrEqual(3)
    expect(Math.min(...told.map(share))).toBeLessThan(0.97)
    expect(told.filter(holds).length).toBeGreaterThanOrEqual(told.length - 1)
    for (const one of told) expect(error(one)).toBeLessThan(0.05)
  })
})

describe('the same on labelled sets', () => {
  const data = fileURLToPath(new URL('../../../shared/data', import.meta.url))
  for (const set of labelledSets.filter(({ name }) => name === 'fake1000' || name === 'rldata500')) {
    const files = set.files.map((file) => join(data, file))
    const there = files.every((file) => existsSync(file))
    it.skipIf(!there)(`${set.title}${there ? '' : '; SKIPPED, its files are missing'}`, async () => {
      const gold = sql`select distinct cast(id as varchar) as id, cast(c as varchar) as c from (${set.gold(reader(data))})`
      const { all } = await recalls(set.name, files, gold, [data], [])
      expect(all.length).toBe(1)
      for (const one of all) {
        expect(holds(one)).toBe(true)
        expect(error(one)).toBeLessThan(0.02)
      }
    })
  }
})

test('the table tells what holds, and goes between the marks of a page', () => {
  const estimate = { estimate: 0.9, lower: 0.8, upper: 0.95 }
  const matches = [{ match: 'a', truePairs: 100, listed: 92, estimate }, { match: 'b', truePairs: 100, listed: 99, estimate }, { match: 'c', truePairs: 0, listed: 0 }]
  const table = tableText([{ name: 'set', matches }, { name: 'other', matches: [], failure: 'its files are not there' }])
  expect(table).toContain('| set, match 1 | 100 | 8 | 0.9200 | 0.9000 | 0.8000 to 0.9500 | yes |')
  expect(table).toContain('| set, match 2 | 100 | 1 | 0.9900 | 0.9000 | 0.8000 to 0.9500 | no |')
  expect(table).toContain('2 estimates: the interval of 1 holds the truth; mean error 0.0550, greatest 0.0900.')
  expect(intoPage('x\n<!-- t -->\nold\n<!-- end of t -->\ny', 't', 'new')).toBe('x\n<!-- t -->\n\nnew\n<!-- end of t -->\ny')
  expect(() => intoPage('x', 't', 'new')).toThrow('the page has no')
})
